import { eachGrapheme, graphemesOf } from '../lib/text/graphemes.js';

const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Lone surrogates and bidirectional control characters. */
const UNSAFE = /[\p{Cs}\u202A-\u202E\u2066-\u2069]/gu;

/** External text as one line: control characters and line ends become one space, direction overrides are removed. */
export function oneLine(text: string): string {
  return text.replace(CONTROLS, ' ').replace(UNSAFE, '');
}

/** At most `limit` UTF-16 units; a longer text is cut between graphemes and ends in an ellipsis. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let end = 0;
  for (const grapheme of eachGrapheme(text)) {
    if (end + grapheme.length > limit - 1) break;
    end += grapheme.length;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}

/** At most `limit` UTF-16 units; a longer name is cut in the middle, because names often differ at their ends. */
export function shortenedName(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const graphemes = graphemesOf(name);
  const end: string[] = [];
  let length = 0;
  for (const grapheme of graphemes.toReversed()) {
    length += grapheme.length;
    if (length > (limit - 1) / 2) break;
    end.unshift(grapheme);
  }
  const tail = end.join('').trimStart();
  return `${shortened(name, limit - tail.length)}${tail}`;
}

/** The number of graphemes. */
export function visibleLength(text: string): number {
  return graphemesOf(text).length;
}
