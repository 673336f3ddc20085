import { distance } from 'fastest-levenshtein';

/**
 * The known word that `word` was probably meant to be, or null when none is near.
 * Case is ignored, and the last part of a path counts for the whole: `warsaw` means `Europe/Warsaw`.
 */
export function suggest(word: string, known: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let least = tolerance(wanted) + 1;
  for (const candidate of known) {
    const steps = stepsBetween(wanted, candidate.toLowerCase());
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best;
}

const tolerance = (word: string): number => Math.max(1, Math.floor(word.length / 3));

function stepsBetween(wanted: string, candidate: string): number {
  const whole = distance(wanted, candidate);
  const slash = candidate.lastIndexOf('/');
  return slash < 0 ? whole : Math.min(whole, distance(wanted, candidate.slice(slash + 1)));
}
