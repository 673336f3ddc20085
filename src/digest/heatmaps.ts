import type { BotSnapshot } from '../chatbot/snapshot.js';
import { addDays, type Weekday, weekdayOf } from '../lib/zone.js';
import type { Window } from '../schedule/window.js';
import type { Language } from './change.js';
import { answersOf, sumKnown } from './figures.js';
import { localHeatmap } from './local-heatmap.js';
import { plus } from './local-series.js';

/** Conversations by weekday (seven rows, Monday first) and hour over the bots of which anything is known. */
export interface Heatmap {
  readonly cells: readonly (readonly (number | null)[])[];
  /** The sum of what is known; null when nothing is. */
  readonly total: number | null;
}

/** The busiest hour; the earliest of equals in the order of the rows given. */
export interface Busiest {
  readonly row: number;
  readonly hour: number;
  readonly value: number;
  /** How many cells share the value, this one included. */
  readonly ties: number;
  /** The other one of exactly two. */
  readonly other: { readonly row: number; readonly hour: number } | null;
}

export function heatmapOf(bots: readonly BotSnapshot[], zone: string): Heatmap {
  const grids = bots.map((bot) => gridOf(bot, zone));
  const known = grids.filter((grid) => sumKnown(grid.flat()) !== null);
  const [first = [], ...others] = known.length > 0 ? known : grids;
  const cells = others.reduce(
    (sum, grid) => sum.map((row, day) => row.map((value, hour) => plus(value, grid[day]?.[hour] ?? null))),
    first,
  );
  return { cells, total: sumKnown(cells.flat()) };
}

const WEEK: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** The seven weekdays from the first of the week. */
export function weekOf(first: Weekday): readonly Weekday[] {
  return [...WEEK.slice(first - 1), ...WEEK.slice(0, first - 1)];
}

/** The weekdays that a window holds, in the order of the digest's weeks. */
export function weekdaysOf({ firstDay, lastDay }: Window, first: Weekday): readonly Weekday[] {
  const held = new Set<Weekday>();
  for (let day = firstDay; day <= lastDay && held.size < 7; day = addDays(day, 1)) held.add(weekdayOf(day));
  return weekOf(first).filter((weekday) => held.has(weekday));
}

export function busiestOf(cells: Heatmap['cells']): Busiest | null {
  const value = Math.max(0, ...cells.flat().filter((cell) => cell !== null));
  if (value === 0) return null;
  const places = cells.flatMap((hours, row) =>
    hours.flatMap((cell, hour) => (cell === value ? [{ row, hour }] : [])),
  );
  const [first = { row: 0, hour: 0 }, second = null] = places;
  return { ...first, value, ties: places.length, other: places.length === 2 ? second : null };
}

/** Heatmap answers, or the hourly conversations that stand in for them. */
function gridOf(bot: BotSnapshot, zone: string): (number | null)[][] {
  const asked = answersOf(bot, 'heatmap', 'current');
  const heatmap = asked.filter(({ result }) => result.kind !== 'series');
  const standIns = asked.filter(({ result }) => result.kind === 'series');
  const hourly = standIns.length > 0 ? standIns : answersOf(bot, 'conversations', 'current');
  return localHeatmap({ heatmap, hourly, zone });
}

/** `Thursday 14:00 – 15:00`. */
export function slotOfWeek(weekday: Weekday, hour: number, { format, words }: Language): string {
  return words.say('slot.hours', { weekday: format.weekday(weekday), hours: format.hours(hour) });
}
