import type { DayCount } from '../../../../src/baseline/days.js';
import { addDays } from '../../../../src/lib/time/zone.js';
import { type CountTable, countTable, draw } from './counts.js';

/** The first day of every simulated history, a Monday, and the days after it. */
export const dayAt = (index: number): string => addDays('2026-09-21', index);

/** What each weekday has relative to the mean, Monday first. */
const RHYTHM = [1.2, 1.25, 1.2, 1.15, 1.1, 0.6, 0.5];

/** What happened to one day of a history. */
export type Event = 'none' | 'spike' | 'holiday';

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

/** Eight weeks of counts as a history in which one day had eight times its count, or a tenth of it. */
export function historyOf(counts: readonly number[], event: Event, at: number): readonly DayCount[] {
  const factor = { none: 1, spike: 8, holiday: 0.1 }[event];
  return counts.map((count, index) => ({
    day: DAYS[index] ?? dayAt(index),
    value: index === at ? Math.round(count * factor) : count,
  }));
}

/** The days of a history and of the week after it. */
const DAYS = Array.from({ length: 63 }, (_, index) => dayAt(index));

/** The judged week. */
export const WEEK_AFTER = DAYS.slice(56);
