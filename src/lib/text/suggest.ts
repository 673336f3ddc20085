import { distance } from 'fastest-levenshtein';
import { UserError } from '../errors.js';
import { masked } from './masked.js';

/**
 * The known word closest to `word`, or null when none is close. Case is ignored, and the last part of a path is
 * enough: `warsaw` suggests `Europe/Warsaw`.
 */
export function suggest(word: string, known: Iterable<string>): string | null {
  if (word.length > MAX_WORD) return null;
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = tolerance(wanted) + 1;
  for (const candidate of known) {
    const steps = editDistance(wanted, candidate.toLowerCase());
    if (steps < bestDistance) [best, bestDistance] = [candidate, steps];
  }
  return best;
}

/** Longer words are not compared: the time grows with the square of the length. */
const MAX_WORD = 200;

const tolerance = (word: string): number => Math.max(1, Math.floor(word.length / 3));

function editDistance(wanted: string, candidate: string): number {
  if (isSwap(wanted, candidate) || isLonger(wanted, candidate)) return 1;
  const slash = candidate.lastIndexOf('/');
  return Math.min(distance(wanted, candidate), distance(wanted, candidate.slice(slash + 1)));
}

/** `emial` for `email`: two neighbours are swapped. */
function isSwap(wanted: string, candidate: string): boolean {
  const at = [...wanted].findIndex((letter, index) => letter !== candidate[index]);
  return at >= 0 && wanted === swapped(candidate, at);
}

const swapped = (text: string, at: number): string =>
  text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);

/** `monday` for `mon`: the word begins with a known one. */
const isLonger = (wanted: string, candidate: string): boolean =>
  candidate.length >= 3 && wanted.startsWith(candidate);

/** `, did you mean “Europe/Warsaw”?`, or an empty string: for the end of a message. */
export function didYouMean(word: string, known: Iterable<string>): string {
  return didYouMeanText(suggest(word, known));
}

/** `didYouMean` for a suggestion already computed. */
export function didYouMeanText(suggestion: string | null | undefined): string {
  return suggestion ? `, did you mean “${suggestion}”?` : '';
}

/** A usage error for an unknown name, with the closest and all known names; its code is `unknown-<what>`. */
export function notThere(what: string, word: string, known: Iterable<string>): UserError {
  const names = [...known];
  const message = `There is no ${what} “${masked(word)}”${didYouMean(word, names) || '.'} There are: ${names.join(', ')}.`;
  return new UserError(`unknown-${what}`, message, { exitCode: 2 });
}
