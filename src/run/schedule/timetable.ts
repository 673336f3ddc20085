import type { DigestConfig } from '../../config/config.js';
import type { Run } from '../../ledger/model/run.js';
import { nextSlots } from '../../lib/cron/cron.js';
import { retryLimit, type Timetable } from '../../schedule/due.js';

/** When a digest is due; null for one on demand. */
export function timetableOf(digest: DigestConfig): Timetable | null {
  const { schedule, timezone, catchUp, maxLateness, pause } = digest;
  return schedule === null ? null : { schedule, zone: timezone, catchUp, maxLateness, pause };
}

/** A digest that waited goes out this long before its next slot at the latest. */
const BEFORE_NEXT = 60_000;

/**
 * Until when a run waits for missing figures before it goes without them, epoch ms; null for one that somebody asked for, which does not wait. Counted
 * from the begin of work on it, so that one that is made up for waits as well; never longer than the digest may be late.
 */
export function patienceEnd(
  { trigger, scheduledFor, startedAt }: Pick<Run, 'trigger' | 'scheduledFor' | 'startedAt'>,
  digest: DigestConfig,
): number | null {
  if (trigger !== 'cron' && trigger !== 'catch-up') return null;
  const begun = startedAt ?? scheduledFor;
  const timetable = timetableOf(digest);
  const from = Math.max(begun, scheduledFor);
  const next = timetable && nextSlots(timetable.schedule, timetable.zone, from, 1)[0];
  return Math.min(
    begun + digest.gapPatience,
    scheduledFor + digest.maxLateness,
    (next ?? Number.POSITIVE_INFINITY) - BEFORE_NEXT,
  );
}

/** Until when a run of a digest that begins now may be tried again, epoch ms. */
export function deadlineFor(digest: DigestConfig, now: number): number {
  return retryLimit(timetableOf(digest), now);
}
