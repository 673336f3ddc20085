import type { Addition } from '../../ledger/ledger.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import { plannedFor } from '../prepare/delivery-plan.js';
import type { Destination } from '../readers/destination.js';
import { type Carrying, type MessageOrder, type RemakeTools, remake } from './remake.js';
import type { StoredRun } from './stored-run.js';

/** What a run is reopened with. `targets` are the addresses of missing deliveries; null for all. */
export interface Redelivery {
  readonly targets: readonly string[] | null;
  readonly addition: Addition;
  /** What will differ from what others got, a sentence each. */
  readonly notes: readonly string[];
}

/** A message to be sent: what it carries, and the deliveries that it is sent as. */
export interface SendOrder extends MessageOrder {
  /** What is stored of it; null when it is rendered again. */
  readonly carrying: Carrying | null;
  readonly as: NewDeliveries | RevivedDeliveries;
}

/** `repetition`: how many times they were meant to get it before. */
interface NewDeliveries {
  readonly kind: 'new';
  readonly repetition: number;
}

interface RevivedDeliveries {
  readonly kind: 'revived';
  readonly deliveries: readonly string[];
  /** Why they are reached from now on; left out, it stays. */
  readonly origin?: string;
}

export const FIRST: NewDeliveries = { kind: 'new', repetition: 0 };

/** Messages to be sent, and deliveries that they replace. */
export interface Orders {
  readonly orders: readonly SendOrder[];
  readonly replaced: Addition['replaced'];
}

/** The message that a reader has or was to get, as it is stored, or else to be rendered; null when neither is possible. */
export async function sameAgain(
  stored: StoredRun,
  { body, attachments, slice, edition, incomplete }: Delivery,
  reader: Destination,
): Promise<Omit<SendOrder, 'as'> | null> {
  const there = (await stored.holds(body)) && (await stored.holds(attachments));
  if (there) return { reader, slice, carrying: { body, attachments, edition, incomplete } };
  return toRender(stored, reader, slice);
}

/** A message to be rendered from its snapshot; null when that, or the slice, is gone. */
export async function toRender(
  stored: StoredRun,
  reader: Destination,
  slice: string,
): Promise<Omit<SendOrder, 'as'> | null> {
  return (await stored.slice(slice)) && { reader, slice, carrying: null };
}

/** Renders what is not stored and says what the run is reopened with. */
export async function redeliveryOf(
  tools: RemakeTools,
  stored: StoredRun,
  { targets, orders, replaced }: Orders & Pick<Redelivery, 'targets'>,
): Promise<Redelivery> {
  const { digest, scheduledFor, trigger } = stored.story.run;
  const slot = { digest, scheduledFor, trigger };
  const remade = await remake(
    tools,
    stored,
    orders.filter(({ carrying }) => carrying === null),
  );
  const sent = orders.flatMap((order) => {
    const carrying = order.carrying ?? remade.carrying.get(order);
    return carrying ? [{ ...order, carrying }] : [];
  });
  const deliveries = sent.flatMap(({ reader, slice, carrying, as }) =>
    as.kind === 'new' ? plannedFor(reader, { slot, slice, ...carrying, repetition: as.repetition }) : [],
  );
  const revived = sent.flatMap(({ carrying, as }) => {
    if (as.kind === 'new') return [];
    const { deliveries, kind: _kind, ...changed } = as;
    return deliveries.map((delivery) => ({ delivery, ...changed, ...carrying }));
  });
  const { bundles, different } = remade;
  const notes = different.length === 0 ? [] : [DIFFERENT];
  return { targets, addition: { bundles, deliveries, revived, replaced }, notes };
}

const DIFFERENT =
  'The figures are those of then, the files are made anew by another version or configuration: they are not the same byte for byte.';
