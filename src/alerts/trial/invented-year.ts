import type { DayCount } from '../../baseline/days.js';
import { type Baseline, baselineOf, type Expectation } from '../../baseline/expectation.js';
import type { Random } from '../../lib/random.js';
import { addDays, type Day } from '../../lib/time/zone.js';
import { learntDays } from '../days/watched-days.js';
import { HISTORY_DAYS } from '../history.js';
import { countAround } from './draws.js';

/** Judged days of an invented year: whole weeks. */
export const YEAR_DAYS = 364;

/** Days that are judged by one baseline: it changes slowly, and to make it is most of the work. */
const BLOCK_DAYS = 28;

/** How a count goes on if nothing changes: the means of a week from the day after the last known one on, and φ. */
export interface CountModel {
  readonly means: readonly number[];
  readonly dispersion: number;
}

/** What the last eight weeks up to a day tell, the day last; null where they are not enough. */
export function countModel(days: readonly DayCount[]): CountModel | null {
  const baseline = baselineOf(days);
  const last = days.at(-1)?.day ?? '';
  return (
    baseline && {
      means: Array.from({ length: 7 }, (_, index) => baseline.expected(addDays(last, index + 1)).mean),
      dispersion: baseline.dispersion,
    }
  );
}

/** The days of every invented year, the first judged one after the history. Which dates they have does not matter. */
export const inventedDays = (): readonly Day[] =>
  Array.from({ length: HISTORY_DAYS + YEAR_DAYS }, (_, index) => addDays('2001-01-01', index));

/** Counts of a year in which nothing changed, with what they are judged by. */
export interface InventedYear {
  readonly days: readonly Day[];
  readonly counts: readonly number[];
  /** What is usual around the judged day. */
  readonly usual: UsualWeek;
}

/** What the eight weeks before some judged days tell of each of their weekdays. */
export interface UsualWeek {
  readonly baseline: Baseline;
  /** By the remainder of a day's index by 7. */
  readonly expected: readonly Expectation[];
}

/** Every judged day of a year by its index; days of which nothing is usual are left out. */
export function* judgedDays(
  model: CountModel,
  days: readonly Day[],
  random: Random,
): Generator<readonly [InventedYear, number]> {
  const counts = days.map((_, index) => countAround(random, model.means[index % 7] ?? 0, model.dispersion));
  for (let start = HISTORY_DAYS; start < days.length; start += BLOCK_DAYS) {
    const usual = usualFrom(counts, days, start);
    if (usual === null) continue;
    const year: InventedYear = { days, counts, usual };
    for (let index = start; index < start + BLOCK_DAYS; index += 1) yield [year, index];
  }
}

function usualFrom(counts: readonly number[], days: readonly Day[], start: number): UsualWeek | null {
  const history = days
    .slice(start - HISTORY_DAYS, start + 1)
    .map((day, index) => ({ day, value: counts[start - HISTORY_DAYS + index] ?? 0 }));
  const baseline = baselineOf(learntDays(history));
  if (baseline === null) return null;
  const expected = Array.from({ length: 7 }, (_, index) =>
    baseline.expected(days[start + ((index - (start % 7) + 7) % 7)] ?? ''),
  );
  return { baseline, expected };
}
