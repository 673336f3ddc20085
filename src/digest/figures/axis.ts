import type { WeekStart } from '../../config/config.js';
import { type Day, daysBetween } from '../../lib/time/zone.js';
import { type Bucket, type BucketSize, bucketsOf, wholeSteps } from '../../schedule/bucket.js';
import type { Window } from '../../schedule/window.js';

/** The steps of both windows and their pairs. */
export interface Axis {
  readonly bucket: BucketSize;
  readonly current: readonly Bucket[];
  /** null without a comparison. */
  readonly comparison: readonly Bucket[] | null;
  /** For each current step, the index of its comparison step, or null. */
  readonly pairs: readonly (number | null)[];
  /** For each current step whether it is whole; else the window cuts it, or it was not over when the digest was due. */
  readonly whole: readonly boolean[];
}

/** Windows on one axis. */
export interface AxisInput {
  readonly bucket: BucketSize;
  readonly window: Window;
  readonly comparison: Window | null;
  readonly weekStart: WeekStart;
}

/**
 * Sets two windows side by side, step by step. Hours pair by day and clock time, so that an hour that a clock change
 * skips or repeats moves nothing else. Days and weeks pair with those a whole number of weeks earlier, as near to the distance of the
 * windows as that allows, so that weekdays line up; months and years pair by their place. A step that is not whole
 * pairs with nothing.
 */
export function createAxis({ bucket, window, comparison, weekStart }: AxisInput): Axis {
  const current = bucketsOf(window, bucket, weekStart);
  const whole = wholeSteps(window, bucket, weekStart);
  if (comparison === null) return { bucket, current, comparison, pairs: current.map(() => null), whole };
  const others = bucketsOf(comparison, bucket, weekStart);
  const othersWhole = wholeSteps(comparison, bucket, weekStart);
  const places = new Map(
    keysOf(bucket, others, comparison.firstDay, 0).map((key, index) => [key, index] as const),
  );
  const shift =
    bucket === 'day' || bucket === 'week' ? weeksBetween(comparison.firstDay, window.firstDay) : null;
  const keys =
    shift === null
      ? keysOf(bucket, current, window.firstDay, 0)
      : keysOf(bucket, current, comparison.firstDay, -shift);
  const pairs = keys.map((key, index) => {
    const place = places.get(key) ?? null;
    return place !== null && whole[index] && othersWhole[place] ? place : null;
  });
  return { bucket, current, comparison: others, pairs, whole };
}

/** Days between two windows, rounded to whole weeks. */
const weeksBetween = (earlier: Day, later: Day) => 7 * Math.round(daysBetween(earlier, later) / 7);

/** The comparison values in the order of the current steps. */
export function paired<Value>(axis: Axis, values: readonly Value[]): readonly (Value | null)[] {
  return axis.pairs.map((place) => (place === null ? null : (values[place] ?? null)));
}

/** Indexes of comparison steps without a current step. */
export function unpaired(axis: Axis): readonly number[] {
  const used = new Set(axis.pairs);
  return (axis.comparison ?? []).flatMap((_step, index) => (used.has(index) ? [] : [index]));
}

/** The values of whole steps; null at the others, which are no peak and no end of a line. */
export function wholeOnly<Value>({ whole }: Axis, values: readonly Value[]): readonly (Value | null)[] {
  return values.map((value, index) => (whole[index] ? value : null));
}

/** The local day in which a step begins. */
export function dayOf(step: Bucket): Day {
  return step.key.slice(0, 10);
}

/** `09:00` of an hour's key. */
export function timeOf(step: Bucket): string {
  return step.key.slice(11, 16);
}

/** What steps pair by: their place, or the days since `first`, moved by `shift`, with the hour where there is one. */
function keysOf(bucket: BucketSize, steps: readonly Bucket[], first: Day, shift: number): readonly string[] {
  if (bucket === 'month' || bucket === 'year') return steps.map((_step, index) => String(index));
  const seen = new Map<string, number>();
  return steps.map((step) => {
    const days = daysBetween(first, dayOf(step)) + shift;
    if (bucket !== 'hour') return String(days);
    const clock = `${days} ${timeOf(step)}`;
    const turn = seen.get(clock) ?? 0;
    seen.set(clock, turn + 1);
    return `${clock} ${turn}`;
  });
}
