import type { DigestConfig, Pause } from '../../config/config.js';
import type { Ledger, Skip, StoredPause } from '../../ledger/ledger.js';
import type { Run } from '../../ledger/model/run.js';
import { UserError } from '../../lib/errors.js';
import { addDays, type Day, isOver, startOfDay, wallClock } from '../../lib/time/zone.js';
import { type Moment, slotNamed } from '../../schedule/moment.js';
import { nextUnpaused } from '../../schedule/pause.js';
import { timetableOf } from '../schedule/timetable.js';

export interface PauseTools {
  readonly ledger: Pick<Ledger, 'pauses'>;
  /** Epoch ms. */
  readonly now: number;
  /** Who asks: a user, or `console`. */
  readonly by: string;
}

interface Next {
  /** The digest's next slot that is not left out, epoch ms; null without one. */
  readonly next: number | null;
}

export interface PauseResult extends Next {
  readonly pause: StoredPause;
  readonly before: StoredPause | null;
  /** Runs of the digest that go on. */
  readonly underWay: readonly Run[];
}

/** Pauses a digest through a local day, or without an end. Throws a UserError without a schedule, and for a day that is over. */
export async function pauseDigest(
  { ledger, now, by }: PauseTools,
  digest: DigestConfig,
  through: Day | null,
): Promise<PauseResult> {
  refuseUnscheduled(digest, 'pause');
  const { id, timezone: zone } = digest;
  if (through !== null && isOver(zone, through, now))
    throw refused(
      'usage',
      `${through} is over in ${zone}: name today or a later day, or none to pause ${id} until it is resumed.`,
    );
  const until = through === null ? null : startOfDay(zone, addDays(through, 1));
  const begun = await ledger.pauses.pause(id, { until, by }, now);
  return { ...begun, next: await nextOf(ledger, digest, now) };
}

export interface ResumeResult extends Next {
  /** The pause that was ended; null when the digest was not paused by hand. */
  readonly ended: StoredPause | null;
  /** The pause of the configuration, unless it is over. */
  readonly configured: Pause | null;
}

/** Ends the pause of a digest. Throws a UserError when it is paused by its configuration alone; `file` is where that stands. */
export async function resumeDigest(
  { ledger, now, by }: PauseTools,
  digest: DigestConfig,
  file: string,
): Promise<ResumeResult> {
  const { id, timezone: zone, pause } = digest;
  const ended = await ledger.pauses.resume(id, by, now);
  const configured = pause !== null && pause !== 'always' && isOver(zone, pause.to, now) ? null : pause;
  const lasts = configured === 'always' || (configured !== null && startOfDay(zone, configured.from) <= now);
  if (ended === null && lasts)
    throw refused(
      'paused-in-configuration',
      `${id} is paused by its configuration: ${configuredText(digest, file)} Take it out there; resume ends what botdigest pause began.`,
    );
  return { ended, configured, next: await nextOf(ledger, digest, now) };
}

/** Where the pause of a digest is in its configuration, and what it says. */
export function configuredText({ id, pause }: Pick<DigestConfig, 'id' | 'pause'>, file: string): string {
  const days = pause === null || pause === 'always' ? 'true' : `${pause.from}..${pause.to}`;
  return `digests.${id}.pause in ${file} is ${days}.`;
}

export interface SkipResult extends Next {
  readonly kind: Extract<Skip, { readonly skip: unknown }>['kind'];
  readonly skip: StoredPause;
}

/** Skips a slot, by default the next. Throws a UserError when the moment is no slot, and when it is too late to skip it. */
export async function skipSlot(
  { ledger, now, by }: PauseTools,
  digest: DigestConfig,
  moment: Moment | undefined,
): Promise<SkipResult> {
  refuseUnscheduled(digest, 'skip');
  const scheduledFor = slotNamed(moment, digest, now);
  const answer = await ledger.pauses.skip({ digest: digest.id, scheduledFor }, by, now);
  if (answer.kind === 'taken') throw refused('slot-taken', takenText(answer.run, digest));
  if (answer.kind === 'past')
    throw refused(
      'slot-past',
      `${slotName(digest, scheduledFor)} is over and has no run: nothing will send it, so there is nothing to skip.`,
    );
  return { ...answer, next: await nextOf(ledger, digest, now) };
}

export interface UnskipResult extends Next {
  readonly scheduledFor: number;
  /** The skip that was taken back; null when the slot was not skipped, or was already left out. */
  readonly ended: StoredPause | null;
}

/** Takes the skip of a slot back, by default of the next. */
export async function unskipSlot(
  { ledger, now, by }: PauseTools,
  digest: DigestConfig,
  moment: Moment | undefined,
): Promise<UnskipResult> {
  refuseUnscheduled(digest, 'skip');
  const scheduledFor = slotNamed(moment, digest, now);
  const ended = await ledger.pauses.unskip({ digest: digest.id, scheduledFor }, by, now);
  return { scheduledFor, ended, next: await nextOf(ledger, digest, now) };
}

function takenText(run: Run, digest: DigestConfig): string {
  const underWay = ['queued', 'running', 'retrying'].includes(run.state);
  const stands = `${slotName(digest, run.scheduledFor)} has a run already: ${run.id} is ${run.state}, ${run.reason}.`;
  const goesOn = underWay ? ' It goes on, and cannot be skipped.' : '';
  return `${stands}${goesOn} botdigest explain ${run.id} says more.`;
}

/** `The slot 2026-11-23 08:00 (Europe/Warsaw) of weekly` */
const slotName = ({ id, timezone: zone }: Pick<DigestConfig, 'id' | 'timezone'>, at: number): string =>
  `The slot ${wallClock(zone, at)} (${zone}) of ${id}`;

function refuseUnscheduled({ id, schedule }: DigestConfig, verb: string): void {
  if (schedule === null)
    throw refused(
      'no-schedule',
      `${id} has no schedule: it goes out on request only, so there is nothing to ${verb}.`,
    );
}

async function nextOf(
  ledger: PauseTools['ledger'],
  digest: DigestConfig,
  now: number,
): Promise<number | null> {
  const timetable = timetableOf(digest, await ledger.pauses.all());
  return timetable && nextUnpaused(timetable, now);
}

const refused = (code: string, message: string) => new UserError(code, message, { exitCode: 2 });
