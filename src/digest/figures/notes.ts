import type { Day } from '../../lib/time/zone.js';
import { cleanText } from '../clean.js';
import type { Context } from '../context.js';
import type { AxisStep, Digest } from '../digest.js';

type Note = Digest['notes'][number];

/** What happened on days of the window, numbered in order. */
export function notesOf({ config, window }: Pick<Context, 'config' | 'window'>): readonly Note[] {
  return config.notes
    .filter(({ on }) => window.firstDay <= on && on <= window.lastDay)
    .map(({ on, text }, index) => ({ flag: index + 1, day: on, text: cleanText(text) }));
}

/** The numbers of notes on the steps of an axis of days. */
export function flagged(steps: readonly AxisStep[], notes: readonly Note[]): readonly AxisStep[] {
  if (notes.length === 0) return steps;
  return steps.map((step) => {
    const note = notes.find(({ day }) => day === step.key);
    return note ? { ...step, flag: note.flag } : step;
  });
}

/** `1 Black Friday mail (19 Nov)`, for below a chart. */
export function notesText({ words, format, ...context }: Context): string {
  return notesOf(context)
    .map(({ flag, day, text }) =>
      words.say('label.note', { flag: String(flag), text, day: format.dayAndMonth(day) }),
    )
    .join(words.say('list.comma'));
}

/** What happened on one day; empty when nothing is known. */
export const noteOn = (context: Context, on: Day): string =>
  notesOf(context).find(({ day }) => day === on)?.text ?? '';
