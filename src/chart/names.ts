import { graphemesOf } from '../lib/text/graphemes.js';

/** Parts of the room that the beginning of a cut name gets, in the order they are tried. */
const HEADS = [0.5, 1, 0, 0.75, 0.25];
/** Graphemes before the first difference that are kept where nothing else tells names apart. */
const LEAD = 2;

type Fits = (text: string) => boolean;

/** Names that do not fit, cut at the first place in `HEADS` where all still differ; else around the first difference. */
export function cutNames(names: readonly string[], fits: Fits): string[] {
  if (names.every(fits)) return [...names];
  const letters = names.map(graphemesOf);
  const all = new Set(names).size;
  const cutBy = (shorten: (name: readonly string[], index: number) => string) =>
    names.map((name, index) => (fits(name) ? name : shorten(letters[index] ?? [], index)));
  for (const head of HEADS) {
    const texts = cutBy((name) => longest(name.length, (kept) => cutAt(name, kept, head), fits));
    if (new Set(texts).size === all) return texts;
  }
  return cutBy((name, index) => {
    const from = Math.max(0, firstDifference(letters, index) - LEAD);
    return longest(name.length - from, (kept) => `…${name.slice(from, from + kept).join('')}…`, fits);
  });
}

/** The first and last graphemes of a name, `kept` in all. */
function cutAt(name: readonly string[], kept: number, head: number): string {
  const before = Math.ceil(kept * head);
  const end = name.slice(name.length - (kept - before));
  return `${name.slice(0, before).join('').trimEnd()}…${end.join('').trimStart()}`;
}

/** The result for the largest count up to `most` that fits; for 0 when none does. */
function longest(most: number, textOf: (kept: number) => string, fits: Fits): string {
  let [kept, over] = [0, most + 1];
  while (over - kept > 1) {
    const middle = (kept + over) >> 1;
    if (fits(textOf(middle))) kept = middle;
    else over = middle;
  }
  return textOf(kept);
}

/** The index of the first grapheme in which a name differs from the one that is most like it. */
function firstDifference(letters: readonly (readonly string[])[], index: number): number {
  const name = letters[index] ?? [];
  const shared = letters
    .filter((other) => other !== name)
    .map((other) => name.findIndex((letter, at) => letter !== other[at]))
    .filter((at) => at >= 0);
  return Math.max(0, ...shared);
}
