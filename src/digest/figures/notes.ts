import type { DayNote } from '../../config/config.js';
import type { Day } from '../../lib/time/zone.js';
import { cleanText } from '../clean.js';
import type { Context } from '../context.js';
import type { AxisStep, Digest } from '../digest.js';
import { holidaysIn } from './holidays.js';

type Note = Digest['notes'][number];

/** What happened on days of the window, numbered in order; a holiday is one note with what happened on it. */
export function notesOf({
  config,
  window,
  words,
}: Pick<Context, 'config' | 'window' | 'words'>): readonly Note[] {
  const holidays = holidaysIn(config.holidays, window).map(({ day, name }) => ({
    on: day,
    text: [name || words.say('label.holiday'), ...textsOn(config.notes, day)].join(words.say('list.comma')),
  }));
  const days = new Set(holidays.map(({ on }) => on));
  return [...config.notes.filter(({ on }) => !days.has(on)), ...holidays]
    .filter(({ on }) => window.firstDay <= on && on <= window.lastDay)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .map(({ on, text }, index) => ({ flag: index + 1, day: on, text: cleanText(text) }));
}

const textsOn = (notes: readonly DayNote[], day: Day) =>
  notes.filter(({ on }) => on === day).map(({ text }) => text);

/** The numbers of notes on the steps of an axis of days. */
export function flagged(steps: readonly AxisStep[], notes: readonly Note[]): readonly AxisStep[] {
  if (notes.length === 0) return steps;
  return steps.map((step) => {
    const note = notes.find(({ day }) => day === step.key);
    return note ? { ...step, flag: note.flag } : step;
  });
}

/** `1 Black Friday mail (19 Nov)`, for below a chart. */
export function notesText(context: Context): string {
  const { words, format } = context;
  return notesOf(context)
    .map(({ flag, day, text }) =>
      words.say('label.note', { flag: String(flag), text, day: format.dayAndMonth(day) }),
    )
    .join(words.say('list.comma'));
}

/** What happened on one day; empty when nothing is known. */
export const noteOn = (context: Context, on: Day): string =>
  notesOf(context).find(({ day }) => day === on)?.text ?? '';
