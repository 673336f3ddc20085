import type { Day } from '../lib/time/zone.js';

/** A local day's count; null is missing, never zero. */
export interface DayCount {
  readonly day: Day;
  readonly value: number | null;
}

/** A day whose count is known. */
export interface KnownDay {
  readonly day: Day;
  readonly value: number;
}

/** Days since 1970; its remainder by 7 tells weekdays apart. */
export const dayNumber = (day: Day): number => Date.parse(day) / 86_400_000;

/**
 * The days that tell what is usual: missing days do not, nor do days before the first with any count, when nothing had begun.
 */
export function knownDays(days: readonly DayCount[]): readonly KnownDay[] {
  const begun = days.findIndex(({ value }) => value !== null && value > 0);
  return begun < 0 ? [] : days.slice(begun).filter((day): day is KnownDay => day.value !== null);
}
