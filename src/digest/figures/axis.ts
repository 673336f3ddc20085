import { daysBetween, weekdayOf } from '../../lib/time/zone.js';
import type { Bucket, BucketSize } from '../../schedule/bucket.js';

/** The steps of both windows and their pairs. */
export interface Axis {
  readonly bucket: BucketSize;
  readonly current: readonly Bucket[];
  /** null without a comparison. */
  readonly comparison: readonly Bucket[] | null;
  /** For each current step, the index of its comparison step, or null. */
  readonly pairs: readonly (number | null)[];
}

/**
 * Pairs the steps of two windows. Hours pair by day and local time, so that an hour skipped or repeated by a clock change does not
 * shift the others; all other steps pair by index.
 */
export function createAxis(
  bucket: BucketSize,
  current: readonly Bucket[],
  comparison: readonly Bucket[] | null,
): Axis {
  const places = new Map(keysOf(bucket, comparison ?? []).map((key, index) => [key, index]));
  const pairs = keysOf(bucket, current).map((key) => places.get(key) ?? null);
  return { bucket, current, comparison, pairs };
}

/** The comparison values by current step. */
export function paired<Value>(axis: Axis, values: readonly Value[]): readonly (Value | null)[] {
  return axis.pairs.map((place) => (place === null ? null : (values[place] ?? null)));
}

/** Indexes of comparison steps without a current step. */
export function unpaired(axis: Axis): readonly number[] {
  const used = new Set(axis.pairs);
  return (axis.comparison ?? []).flatMap((_step, index) => (used.has(index) ? [] : [index]));
}

/** True when every pair of steps has the same weekday. */
export function sameWeekdays(axis: Axis): boolean {
  return axis.current.every((step, index) => {
    const other = axis.comparison?.[axis.pairs[index] ?? -1];
    return other !== undefined && weekdayOf(dayOf(step)) === weekdayOf(dayOf(other));
  });
}

/** The local day in which a step begins. */
export function dayOf(step: Bucket): string {
  return step.key.slice(0, 10);
}

/** `09:00` of an hour's key. */
export function timeOf(step: Bucket): string {
  return step.key.slice(11, 16);
}

function keysOf(bucket: BucketSize, steps: readonly Bucket[]): readonly string[] {
  const first = steps[0];
  if (bucket !== 'hour' || first === undefined) return steps.map((_step, index) => String(index));
  const seen = new Map<string, number>();
  return steps.map((step) => {
    const clock = `${daysBetween(dayOf(first), dayOf(step))} ${timeOf(step)}`;
    const turn = seen.get(clock) ?? 0;
    seen.set(clock, turn + 1);
    return `${clock} ${turn}`;
  });
}
