import type { WeekStart } from '../config/config.js';
import {
  addDays,
  addMonths,
  type Day,
  daysBetween,
  startOfMonth,
  startOfYear,
  weekdayOf,
} from '../lib/time/zone.js';
import { isCut, type Window } from '../schedule/window.js';
import type { WindowView } from './digest.js';
import type { Language } from './language/change.js';

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';
/** What a window is: one calendar unit, or a number of months or days. */
type Shape = { readonly unit: Unit } | { readonly unit: 'months' | 'days'; readonly count: number };

/** Calendar units of months; each begins at a multiple of its length. */
const UNITS = [
  { unit: 'year', months: 12 },
  { unit: 'quarter', months: 3 },
  { unit: 'month', months: 1 },
] as const;

/** The window as shown, under its name: `this week`, `these 10 days`, `2026 so far`; with `so far` when it was not over. */
export function windowView(window: Window, weekStart: WeekStart, language: Language): WindowView {
  const { words } = language;
  if (!isCut(window)) return viewOf(window, wholeName(window, weekStart, language), language);
  const unit = runningUnit(window, language);
  const name = unit ? words.say('window.running', { days: unit }) : wholeName(window, weekStart, language);
  const view = viewOf(window, name, language);
  return { ...view, text: words.say('window.running', { days: view.text }) };
}

function wholeName(window: Window, weekStart: WeekStart, { words }: Language): string {
  const shape = shapeOf(window, weekStart);
  return 'count' in shape
    ? words.say(`window.${shape.unit}`, { count: shape.count })
    : words.say(`window.${shape.unit}`);
}

/** The month or year of which several days from its first on have come: `November 2026`, `2026`; null for other windows. */
function runningUnit({ firstDay, lastDay }: Window, { format }: Language): string | null {
  if (firstDay === lastDay) return null;
  if (firstDay === startOfMonth(lastDay)) return format.month(firstDay);
  return firstDay === startOfYear(lastDay) ? firstDay.slice(0, 4) : null;
}

/** The comparison window as shown, named relative to the window: `week before`, `year before`. */
export function comparisonView(
  windows: { readonly window: Window; readonly comparison: Window },
  weekStart: WeekStart,
  language: Language,
): WindowView {
  return viewOf(windows.comparison, comparisonName(windows, weekStart, language), language);
}

/** The number of days in the window. */
export function daysOf(window: Window): number {
  return daysBetween(window.firstDay, window.lastDay) + 1;
}

function comparisonName(
  { window, comparison }: { readonly window: Window; readonly comparison: Window },
  weekStart: WeekStart,
  { words }: Language,
): string {
  const adjoining = addDays(comparison.lastDay, 1) === window.firstDay;
  const shape = shapeOf(window, weekStart);
  const unlike = shape.unit === 'days' && shape.count !== daysOf(comparison);
  if (!adjoining || unlike) return words.say(distantName(window, comparison));
  return 'count' in shape
    ? words.say(`before.${shape.unit}`, { count: shape.count })
    : words.say(`before.${shape.unit}`);
}

/** Windows that do not adjoin: the same days a week or a year earlier, or those of the month before. */
function distantName(window: Window, comparison: Window) {
  if (daysBetween(comparison.firstDay, window.firstDay) === 7) return 'before.week';
  if (isYearEarlier(window, comparison)) return 'before.year';
  const monthBefore =
    window.firstDay.endsWith('-01') && addMonths(window.firstDay, -1) === comparison.firstDay;
  return monthBefore ? 'before.month' : 'before.period';
}

function viewOf(window: Window, name: string, { format }: Language): WindowView {
  return {
    zone: window.zone,
    firstDay: window.firstDay,
    lastDay: window.lastDay,
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    days: daysOf(window),
    text: format.days(window.firstDay, window.lastDay),
    name,
  };
}

function shapeOf(window: Window, weekStart: WeekStart): Shape {
  const { firstDay } = window;
  const days = daysOf(window);
  if (days === 1) return { unit: 'day' };
  if (days === 7 && weekdayOf(firstDay) === (weekStart === 'monday' ? 1 : 7)) return { unit: 'week' };
  const count = fullMonths(window);
  if (count === null) return { unit: 'days', count: days };
  const unit = UNITS.find(({ months }) => months === count && monthsSince(firstDay) % months === 0)?.unit;
  return unit ? { unit } : { unit: 'months', count };
}

/** How many calendar months the window is, first day to last; null when it is cut. */
function fullMonths({ firstDay, lastDay }: Window): number | null {
  const next = addDays(lastDay, 1);
  if (!firstDay.endsWith('-01') || !next.endsWith('-01')) return null;
  return monthsSince(next) - monthsSince(firstDay);
}

const monthsSince = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

function isYearEarlier(window: Window, comparison: Window): boolean {
  const days = daysBetween(comparison.firstDay, window.firstDay);
  return days >= 364 && days <= 366;
}
