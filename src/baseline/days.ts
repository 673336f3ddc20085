import type { Day } from '../lib/time/zone.js';

/** A local day's count; null is missing, never zero. */
export interface DayCount {
  readonly day: Day;
  readonly value: number | null;
}

/** A day whose count is known. */
export interface KnownDay {
  readonly day: Day;
  /** Days since 1970; its remainder by 7 tells weekdays apart. */
  readonly number: number;
  readonly value: number;
}

export const dayNumber = (day: Day): number => Date.parse(day) / 86_400_000;

/**
 * The days that tell what is usual, the last `most` of them: missing days do not, nor do days before the first with any count, when nothing had begun.
 */
export function knownDays(days: readonly DayCount[], most = Number.POSITIVE_INFINITY): readonly KnownDay[] {
  const begun = days.findIndex(({ value }) => value !== null && value > 0);
  const known: KnownDay[] = [];
  for (let index = days.length - 1; index >= begun && begun >= 0 && known.length < most; index -= 1) {
    const { day = '', value = null } = days[index] ?? {};
    if (value !== null) known.push({ day, number: dayNumber(day), value });
  }
  return known.reverse();
}
