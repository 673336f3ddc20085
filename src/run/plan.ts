import type { DigestConfig } from '../config/config.js';
import { type BucketSize, bucketSize } from '../schedule/bucket.js';
import type { Slot } from '../schedule/slot.js';
import { comparisonWindow, resolvePeriod, type Window } from '../schedule/window.js';

/** What a slot is about: its windows, resolved at the scheduled time whenever the run really happens. */
export interface RunPlan {
  readonly slot: Slot;
  readonly window: Window;
  readonly comparison: Window | null;
  readonly bucket: BucketSize;
}

export function planRun(digest: DigestConfig, slot: Slot): RunPlan {
  const { period, compare, timezone: zone, weekStart } = digest;
  const window = resolvePeriod(period, slot.scheduledFor, { zone, weekStart });
  return { slot, window, comparison: comparisonWindow(window, period, compare), bucket: bucketSize(window) };
}
