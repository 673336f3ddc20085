import { countAround, hitsOf } from '../../../../src/alerts/trial/draws.js';
import { addDays, type Day } from '../../../../src/lib/time/zone.js';

/** What each weekday has relative to the mean, Monday first. */
const RHYTHM = [1.2, 1.25, 1.2, 1.15, 1.1, 0.6, 0.5];

export const YEAR = 364;

/** Days before the first judged one. */
export const BEFORE = 63;

const FIRST = '2024-01-01';
const DAYS: readonly Day[] = Array.from({ length: BEFORE + YEAR }, (_, index) => addDays(FIRST, index));

export const dayAt = (index: number): Day => DAYS[index] ?? addDays(FIRST, index);

/** How a series goes on. */
export interface Course {
  readonly random: () => number;
  /** A day, on average. */
  readonly daily: number;
  readonly dispersion: number;
  /** What the mean of a day is multiplied with. */
  factor?(index: number): number;
}

export function countsOf({ random, daily, dispersion, factor }: Course, days: number): readonly number[] {
  return Array.from({ length: days }, (_, index) =>
    countAround(random, daily * (RHYTHM[index % 7] ?? 1) * (factor?.(index) ?? 1), dispersion),
  );
}

/** Fallbacks of uses, of one chance. */
export const fallbacksOf = (
  random: () => number,
  uses: readonly number[],
  odds: { readonly chance: number; readonly dispersion: number },
): readonly number[] => uses.map((count) => hitsOf(random, count, odds));
