import type { WeekStart } from '../config/config.js';
import { addDays, addMonths, type Day, daysBetween, weekdayOf } from '../lib/zone.js';
import type { Window } from '../schedule/window.js';
import type { Language } from './change.js';
import type { WindowView } from './digest.js';

type Shape = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'days';

/** The calendar's units, and the months at which each may begin. */
const UNITS = [
  { shape: 'year', months: 12 },
  { shape: 'quarter', months: 3 },
  { shape: 'month', months: 1 },
] as const;

/** The window as shown, under its name: `this week`. */
export function windowView(window: Window, weekStart: WeekStart, language: Language): WindowView {
  const shape = shapeOf(window, weekStart);
  const { words } = language;
  const name =
    shape === 'days' ? words.say('window.days', { count: daysOf(window) }) : words.say(`window.${shape}`);
  return viewOf(window, name, language);
}

/** The comparison window as shown, under what it is to the window: `week before`, `year before`. */
export function comparisonView(
  windows: { readonly window: Window; readonly comparison: Window },
  weekStart: WeekStart,
  language: Language,
): WindowView {
  const { window, comparison } = windows;
  const { words } = language;
  const shape = shapeOf(window, weekStart);
  const next = addDays(comparison.lastDay, 1) === window.firstDay;
  if (!next && isAYearApart(windows)) return viewOf(comparison, words.say('before.year'), language);
  if (shape === 'days') {
    const name = words.say('before.days', { count: daysOf(comparison) });
    return viewOf(comparison, next ? name : words.say('before.period'), language);
  }
  return viewOf(comparison, next ? words.say(`before.${shape}`) : words.say('before.period'), language);
}

/** The number of days in the window. */
export function daysOf(window: Window): number {
  return daysBetween(window.firstDay, window.lastDay) + 1;
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
  if (days === 1) return 'day';
  if (days === 7 && weekdayOf(firstDay) === (weekStart === 'monday' ? 1 : 7)) return 'week';
  return UNITS.find((unit) => isUnit(window, unit.months))?.shape ?? 'days';
}

function isUnit({ firstDay, lastDay }: Window, months: number): boolean {
  if (firstDay.slice(8) !== '01' || (monthOf(firstDay) - 1) % months !== 0) return false;
  return addDays(addMonths(firstDay, months), -1) === lastDay;
}

const monthOf = (day: Day) => Number(day.slice(5, 7));

function isAYearApart({ window, comparison }: { window: Window; comparison: Window }): boolean {
  const days = daysBetween(comparison.firstDay, window.firstDay);
  return days >= 364 && days <= 366;
}
