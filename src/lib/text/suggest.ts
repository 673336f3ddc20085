import { distance } from 'fastest-levenshtein';
import { UserError } from '../errors.js';

/**
 * The known word that `word` was probably meant to be, or null when none is near.
 * Case is ignored, and the last part of a path counts for the whole: `warsaw` means `Europe/Warsaw`.
 */
export function suggest(word: string, known: Iterable<string>): string | null {
  if (word.length > MAX_WORD_LENGTH) return null;
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let least = tolerance(wanted) + 1;
  for (const candidate of known) {
    const steps = stepsBetween(wanted, candidate.toLowerCase());
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best;
}

/** Nobody mistypes a longer one, and comparing takes time with the square of the length. */
const MAX_WORD_LENGTH = 200;

const tolerance = (word: string): number => Math.max(1, Math.floor(word.length / 3));

function stepsBetween(wanted: string, candidate: string): number {
  if (isSwap(wanted, candidate) || isLonger(wanted, candidate)) return 1;
  const slash = candidate.lastIndexOf('/');
  return Math.min(distance(wanted, candidate), distance(wanted, candidate.slice(slash + 1)));
}

/** `emial` for `email`: two neighbours changed places. */
function isSwap(wanted: string, candidate: string): boolean {
  const at = [...wanted].findIndex((letter, index) => letter !== candidate[index]);
  return at >= 0 && wanted === swapped(candidate, at);
}

const swapped = (text: string, at: number): string =>
  text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);

/** `monday` for `mon`: the known word, written out. */
const isLonger = (wanted: string, candidate: string): boolean =>
  candidate.length >= 3 && wanted.startsWith(candidate);

/** `, did you mean “Europe/Warsaw”?`, or nothing: for the end of a message. */
export function didYouMean(word: string, known: Iterable<string>): string {
  return didYouMeanText(suggest(word, known));
}

/** The same for a suggestion already found. */
export function didYouMeanText(suggestion: string | null | undefined): string {
  return suggestion ? `, did you mean “${suggestion}”?` : '';
}

/** The error of somebody who named a thing that is not there: it names the nearest one and all there are. */
export function notThere(what: string, word: string, known: Iterable<string>): UserError {
  const names = [...known];
  const message = `There is no ${what} “${word}”${didYouMean(word, names) || '.'} There are: ${names.join(', ')}.`;
  return new UserError(`unknown-${what}`, message, { exitCode: 2 });
}
