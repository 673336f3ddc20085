import { oneLine, shortened } from '../../../render/line.js';
import type { Markup } from './blocks.js';

/** Slack reads these as control characters wherever they stand. */
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Characters that format or mention, and their look-alikes. Slack's markup has no escape for them, and zero-width
 * characters beside them count as word borders, where formatting begins; another character is certain.
 */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '*': '∗',
  _: 'ˍ',
  '~': '∼',
  '`': 'ˋ',
  '@': '＠',
};

/** Data as one line that Slack's markup shows without reading anything into it; at most `limit` units, encoded. */
export function inert(text: string, limit: number): string {
  const line = oneLine(text)
    .trim()
    .replace(/:(?=[\w+'-]+:)/g, '∶');
  let room = limit;
  let encoded = encode(shortened(line, room));
  while (encoded.length > limit) {
    room -= Math.max(1, Math.floor((encoded.length - limit) / 5));
    encoded = encode(shortened(line, room));
  }
  return encoded;
}

/** Markup written by us; data in it must have gone through `inert`. */
export function markup(text: string): Markup {
  return { type: 'mrkdwn', text, verbatim: true };
}

const encode = (text: string) =>
  text.replace(/[&<>*_~`@]/g, (character) => ENTITIES[character] ?? LOOKALIKES[character] ?? character);
