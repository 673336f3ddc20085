import type { DayCount } from '../../../../src/baseline/days.js';
import { addDays } from '../../../../src/lib/time/zone.js';
import { type CountTable, countTable, draw } from './counts.js';

/** The first day of every simulated history, a Monday, and the days after it. */
export const dayAt = (index: number): string => addDays('2026-09-21', index);

/** What each weekday has relative to the mean, Monday first. */
const RHYTHM = [1.2, 1.25, 1.2, 1.15, 1.1, 0.6, 0.5];

/** What happened in a history: a day of eight times its count, one of a tenth, or a whole week of 40 %. */
export type Event = 'none' | 'spike' | 'holiday' | 'slackWeek';

/** Daily counts of one mean and dispersion. */
export interface Source {
  /** Counts of `days` days from a Monday on, all means multiplied with `factor`. */
  counts(days: number, factor: number): readonly number[];
}

export function sourceOf(weekly: number, dispersion: number, random: () => number): Source {
  const tables = new Map<number, readonly CountTable[]>();
  const tablesOf = (factor: number) => {
    const known = tables.get(factor);
    if (known) return known;
    const made = RHYTHM.map((share) => countTable((weekly / 7) * share * factor, dispersion));
    tables.set(factor, made);
    return made;
  };
  return {
    counts: (days, factor) => {
      const week = tablesOf(factor);
      return Array.from({ length: days }, (_, index) => draw(week[index % 7] ?? NOTHING, random()));
    },
  };
}

const NOTHING: CountTable = { first: 0, cumulative: [1] };

const FACTORS: Readonly<Record<Event, number>> = { none: 1, spike: 8, holiday: 0.1, slackWeek: 0.4 };

/** Counts of eight weeks as a history in which something happened on day `at` or in its week. */
export function historyOf(counts: readonly number[], event: Event, at: number): readonly DayCount[] {
  const hit = (index: number) =>
    event === 'slackWeek' ? Math.floor(index / 7) === Math.floor(at / 7) : index === at;
  return counts.map((count, index) => ({
    day: DAYS[index] ?? dayAt(index),
    value: hit(index) ? Math.round(count * FACTORS[event]) : count,
  }));
}

/** The days of a history and of the week after it. */
const DAYS = Array.from({ length: 63 }, (_, index) => dayAt(index));

/** The judged week. */
export const WEEK_AFTER = DAYS.slice(56);
