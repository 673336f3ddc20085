import type { Digest } from './digest.js';
import type { Words } from './language/words.js';

/** The zone of the window; of an alert what it looked at, how often it is wrong, and how to snooze it. */
export const aboutLines = ({ alert, about, window }: Digest): readonly string[] =>
  alert ? about.paragraphs : [window.zone];

/** How many notices there are, or that nothing is missing; empty for an alert, whose sentences say what is missing. */
export function completeLine({ alert, about: { notices } }: Digest, words: Words): string {
  if (alert) return '';
  return notices.length === 0 ? words.say('note.none') : words.say('note.count', { count: notices.length });
}
