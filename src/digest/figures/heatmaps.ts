import type { BotSnapshot } from '../../chatbot/snapshot.js';
import { addDays, type Weekday, weekdayOf } from '../../lib/time/zone.js';
import type { Window } from '../../schedule/window.js';
import type { Language } from '../language/change.js';
import type { Format } from '../language/format.js';
import { answersOf, sumKnown } from './figures.js';
import { localHeatmap } from './local-heatmap.js';
import { plus } from './local-series.js';
import { occurrencesOf } from './occurrences.js';

/** Conversations by weekday (seven rows, Monday first) and hour over the bots with data. */
export interface Heatmap {
  readonly cells: Grid;
  /** The sum of the known cells; null when there are none. */
  readonly total: number | null;
  /** The number of bots it covers. */
  readonly bots: number;
  /** The number of days of the window that had each hour. */
  readonly occurrences: readonly (readonly number[])[];
  /** Each cell divided by its occurrences, since weekdays may occur a different number of times; null when missing or without occurrence. */
  readonly means: Grid;
  /** True when any hour occurred more than once: then means are shown, else counts, which are equal. */
  readonly averaged: boolean;
}

type Grid = readonly (readonly (number | null)[])[];

/** The busiest hour by its mean; the earliest of equals in the order of the rows given. */
export interface Busiest {
  readonly row: number;
  readonly hour: number;
  readonly value: number;
  /** How many cells share the value, this one included. */
  readonly ties: number;
  /** The other cell if exactly two share the value. */
  readonly other: { readonly row: number; readonly hour: number } | null;
}

/** The heatmap over the hours of the window that began before `until` (epoch ms). */
export function heatmapOf(bots: readonly BotSnapshot[], window: Window, until: number): Heatmap {
  const grids = bots.map((bot) => gridOf(bot, window.zone));
  const known = grids.filter((grid) => sumKnown(grid.flat()) !== null);
  const [first = [], ...others] = known.length > 0 ? known : grids;
  const cells = others.reduce(
    (sum, grid) => sum.map((row, day) => row.map((value, hour) => plus(value, grid[day]?.[hour] ?? null))),
    first,
  );
  const occurrences = occurrencesOf(window, until);
  return {
    cells,
    total: sumKnown(cells.flat()),
    bots: known.length,
    occurrences,
    means: cells.map((row, day) => row.map((value, hour) => meanOf(value, occurrences[day]?.[hour] ?? 0))),
    averaged: isAveraged(occurrences),
  };
}

/** Data in an hour without occurrence, which has not begun yet, counts as one occurrence. */
function meanOf(value: number | null, occurrences: number): number | null {
  if (value === null || occurrences > 0) return value === null ? null : value / occurrences;
  return value === 0 ? null : value;
}

/** True when any hour occurred more than once, so that counts and means differ. */
export const isAveraged = (occurrences: Heatmap['occurrences']) =>
  occurrences.flat().some((count) => count > 1);

/** Means have one decimal when the highest is below 100. */
export const hasDecimal = (means: Grid) => highestOf(means) < 100;

/** The format of the shown cells: counts or means. */
export function hourText({ averaged, means }: Heatmap, format: Format): (value: number) => string {
  return averaged && hasDecimal(means) ? format.ratio : format.count;
}

export const highestOf = (cells: Grid) => Math.max(0, ...cells.flat().filter((cell) => cell !== null));

const WEEK: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** The seven weekdays in order, starting with `first`. */
export function weekOf(first: Weekday): readonly Weekday[] {
  return [...WEEK.slice(first - 1), ...WEEK.slice(0, first - 1)];
}

/** The weekdays in a window, in the order of the digest's week. */
export function weekdaysOf({ firstDay, lastDay }: Window, first: Weekday): readonly Weekday[] {
  const held = new Set<Weekday>();
  for (let day = firstDay; day <= lastDay && held.size < 7; day = addDays(day, 1)) held.add(weekdayOf(day));
  return weekOf(first).filter((weekday) => held.has(weekday));
}

export function busiestOf(cells: Grid): Busiest | null {
  const value = highestOf(cells);
  if (value === 0) return null;
  const places = cells.flatMap((hours, row) =>
    hours.flatMap((cell, hour) => (cell === value ? [{ row, hour }] : [])),
  );
  const [first = { row: 0, hour: 0 }, second = null] = places;
  return { ...first, value, ties: places.length, other: places.length === 2 ? second : null };
}

/** The grid from heatmap answers, or from hourly conversations if no heatmap was requested. */
function gridOf(bot: BotSnapshot, zone: string): (number | null)[][] {
  const asked = answersOf(bot, 'heatmap', 'current');
  const heatmap = asked.filter(({ result }) => result.kind !== 'series');
  const standIns = asked.filter(({ result }) => result.kind === 'series');
  const hourly = standIns.length > 0 ? standIns : answersOf(bot, 'conversations', 'current');
  return localHeatmap({ heatmap, hourly, zone });
}

/** `Thursday 14:00 – 15:00`. */
export function slotOfWeek(weekday: Weekday, hour: number, { format, words }: Language): string {
  return words.say('slot.hour', {
    weekday: format.weekday(weekday),
    from: format.hour(hour),
    to: format.hour(hour + 1),
  });
}
