import type { DayCount } from '../../baseline/days.js';
import { type Baseline, baselineOf, type Expectation } from '../../baseline/expectation.js';
import { zOf } from '../../baseline/negative-binomial.js';
import type { Random } from '../../lib/random.js';
import { addDays, type Day } from '../../lib/time/zone.js';
import { learntDays } from '../days/watched-days.js';
import { HISTORY_DAYS } from '../history.js';
import { countAround } from './draws.js';

/** Judged days of an invented year: whole weeks. */
export const YEAR_DAYS = 364;

/** Days that are judged by one baseline, a seventh of a year: it changes slowly, and to make it is most of the work. */
const BLOCK_DAYS = 52;

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

/** A judged day of a year in which nothing changed, with what it is judged by. */
export interface InventedDay {
  readonly index: number;
  readonly day: Day;
  readonly count: number;
  readonly expectation: Expectation;
  /** Standard normal deviate of the count. */
  readonly z: number;
  /** What was usual some weeks before. */
  readonly baseline: Baseline;
  /** Of the whole year, by index. */
  readonly days: readonly Day[];
  readonly counts: readonly number[];
}

/** Every judged day of a year, in order; days of which nothing is usual are left out. */
export function* inventYear(model: CountModel, days: readonly Day[], random: Random): Generator<InventedDay> {
  const counts = days.map((_, index) => countAround(random, model.means[index % 7] ?? 0, model.dispersion));
  for (let start = HISTORY_DAYS; start < days.length; start += BLOCK_DAYS) {
    const baseline = baselineBefore(start, counts, days);
    if (baseline === null) continue;
    const week = Array.from({ length: 7 }, (_, index) => baseline.expected(days[start + index] ?? ''));
    for (let index = start; index < start + BLOCK_DAYS; index += 1) {
      const [day = '', count = 0] = [days[index], counts[index]];
      const expectation = week[(index - start) % 7] ?? NOTHING;
      yield { index, day, count, expectation, z: zOf(count, expectation), baseline, days, counts };
    }
  }
}

const NOTHING: Expectation = { mean: 0, variance: 0 };

function baselineBefore(start: number, counts: readonly number[], days: readonly Day[]): Baseline | null {
  const first = start - HISTORY_DAYS;
  const history = days
    .slice(first, start + 1)
    .map((day, index) => ({ day, value: counts[first + index] ?? null }));
  return baselineOf(learntDays(history));
}
