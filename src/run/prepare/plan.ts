import { historyReports } from '../../chatbot/plan/history.js';
import type { DigestConfig } from '../../config/config.js';
import { type BucketSize, bucketSize } from '../../schedule/bucket.js';
import { historyWindow } from '../../schedule/history.js';
import type { Slot } from '../../schedule/slot.js';
import { comparisonWindow, cutAt, inZone, resolvePeriod, type Window } from '../../schedule/window.js';

/** What a slot is about: its windows, resolved at the scheduled time whenever the run really happens. */
export interface RunPlan {
  readonly slot: Slot;
  readonly window: Window;
  readonly comparison: Window | null;
  /** The whole weeks before the window that tell what is usual; null where no chosen report has a history. */
  readonly history: Window | null;
  readonly bucket: BucketSize;
}

/**
 * The days are resolved in the digest's own zone; readers in another one get the same days by their own clocks. Windows that are not over
 * end at the slot.
 */
export function planRun(digest: DigestConfig, slot: Slot, zone = digest.timezone): RunPlan {
  const { period, compare, timezone, weekStart, reports } = digest;
  const at = slot.scheduledFor;
  const whole = inZone(resolvePeriod(period, at, { zone: timezone, weekStart }), zone);
  const compared = comparisonWindow(whole, period, { compare, at });
  const { window, comparison } = cutAt({ window: whole, comparison: compared }, at);
  return {
    slot,
    window,
    comparison,
    history: historyReports(window, reports).length > 0 ? historyWindow(window, weekStart) : null,
    bucket: bucketSize(window),
  };
}
