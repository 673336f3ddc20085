import type { Random } from '../../lib/random.js';

/** A standard normal deviate (Box and Muller 1958). */
export const normalDraw = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A count with a variance of `dispersion` times its mean: negative binomial, Poisson at 1. */
export function countAround(random: Random, mean: number, dispersion: number): number {
  if (mean <= 0) return 0;
  if (dispersion <= 1) return poisson(random, mean);
  return poisson(random, gamma(random, mean / (dispersion - 1)) * (dispersion - 1));
}

/** So many of `trials`, with `dispersion` times the variance of a binomial count. */
export function hitsOf(
  random: Random,
  trials: number,
  { chance, dispersion }: { readonly chance: number; readonly dispersion: number },
): number {
  const spread = Math.sqrt(dispersion * trials * chance * (1 - chance));
  if (spread > 4) {
    const hits = Math.round(trials * chance + spread * normalDraw(random));
    return Math.min(Math.max(hits, 0), trials);
  }
  return Math.min(trials, countAround(random, trials * chance, dispersion));
}

function poisson(random: Random, mean: number): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalDraw(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** A gamma variate of scale 1 (Marsaglia and Tsang 2000). */
function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = normalDraw(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
