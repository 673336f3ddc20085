import type { Delivery } from '../model/delivery.js';
import type { Run } from '../model/run.js';
import type { ChainedEvent } from './link.js';
import { deliveryReceipt, planReceipt, runReceipt } from './receipts.js';

type Told = Pick<ChainedEvent, 'position' | 'what' | 'delivery' | 'reason'>;

export interface CoveredRun {
  readonly run: Run;
  /** In the order of the plan. */
  readonly deliveries: readonly Delivery[];
}

/** What an event is to cover for the rows to be as it left them. */
export interface Cover {
  readonly position: number;
  readonly receipt: string;
}

/** The events that told last of the rows of a run, of those in `events`, with what each covers when the rows are as they are now. */
export function coversOf({ run, deliveries }: CoveredRun, events: readonly Told[]): Cover[] {
  const covers: Cover[] = [];
  const ofRun = events.findLast(({ what, delivery }) => delivery === null && what !== PLANNED);
  if (ofRun) covers.push({ position: ofRun.position, receipt: runReceipt(run) });
  const plan = events.findLast(isPlan);
  if (plan) covers.push({ position: plan.position, receipt: planReceipt(inPlan(deliveries, events, plan)) });
  const last = new Map(events.map(({ delivery, position }) => [delivery, position]));
  for (const delivery of deliveries) {
    const position = last.get(delivery.id);
    if (position !== undefined) covers.push({ position, receipt: deliveryReceipt(delivery) });
  }
  return covers;
}

const PLANNED = 'planned';

const isPlan = ({ what, delivery }: Told): boolean => delivery === null && what === PLANNED;

/** The deliveries that there were at a plan: each that was added since has an event that says so. */
function inPlan(deliveries: readonly Delivery[], events: readonly Told[], plan: Told): readonly Delivery[] {
  const added = events.filter(({ position, reason }) => position > plan.position && reason === 'added');
  return deliveries.slice(0, deliveries.length - added.length);
}

/** Whether a delivery that no event tells of is as its plan left it. */
export const isUntouched = ({ state, reason, attempt, providerRef, startedAt, finishedAt }: Delivery) =>
  state === 'pending' &&
  reason === 'planned' &&
  attempt === 0 &&
  providerRef === null &&
  startedAt === null &&
  finishedAt === null;
