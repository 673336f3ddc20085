import type { DigestConfig } from '../../config/config.js';
import type { StoredPause } from '../../ledger/ledger.js';
import type { Run } from '../../ledger/model/run.js';
import { retryLimit, type Timetable } from '../../schedule/due.js';
import { nextScheduled, scheduleOf } from '../../schedule/schedule.js';

/** When a digest is due; null for one on demand. `stored` is what is left out by hand, also of other digests. */
export function timetableOf(digest: DigestConfig, stored: readonly StoredPause[] = []): Timetable | null {
  const { catchUp, maxLateness, pause } = digest;
  const leftOut = stored.filter((one) => one.digest === digest.id);
  const schedule = scheduleOf(digest);
  return schedule && { ...schedule, catchUp, maxLateness, pause, leftOut };
}

/** Retries end this long before the next slot. */
const BEFORE_NEXT = 60_000;

/**
 * Until when (epoch ms) a run waits for missing figures: `gapPatience` from the start of work on it, at most `maxLateness`. Null for a run on
 * request, which does not wait.
 */
export function patienceEnd(
  { trigger, scheduledFor, startedAt }: Pick<Run, 'trigger' | 'scheduledFor' | 'startedAt'>,
  digest: DigestConfig,
): number | null {
  if (trigger !== 'cron' && trigger !== 'catch-up') return null;
  const begun = startedAt ?? scheduledFor;
  const timetable = timetableOf(digest);
  const from = Math.max(begun, scheduledFor);
  const next = timetable && nextScheduled(timetable, from, 1)[0];
  return Math.min(
    begun + digest.gapPatience,
    scheduledFor + digest.maxLateness,
    (next ?? Number.POSITIVE_INFINITY) - BEFORE_NEXT,
  );
}

/** Until when (epoch ms) a run that starts now may be retried. */
export function deadlineFor(digest: DigestConfig, now: number): number {
  return retryLimit(timetableOf(digest), now);
}
