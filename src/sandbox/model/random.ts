import type { Random } from '../../lib/random.js';

/** A whole number from 0 to `below` - 1. */
export function wholeNumber(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/**
 * A random count with the given mean: binomial, with four trials per expected case. Uses basic arithmetic only, so
 * that every platform rounds it the same.
 */
export function drawCount(random: Random, mean: number): number {
  const trials = 4 * Math.ceil(mean);
  return drawHits(random, trials, trials === 0 ? 0 : mean / trials);
}

/** How many of `trials` succeed, one draw each. */
export function drawHits(random: Random, trials: number, chance: number): number {
  let hits = 0;
  for (let trial = 0; trial < trials; trial += 1) if (random() < chance) hits += 1;
  return hits;
}

/** `drawHits` for many trials: above 24 a normal approximation, which takes six draws. */
export function drawPart(random: Random, trials: number, chance: number): number {
  if (trials <= 24) return drawHits(random, trials, chance);
  const mean = trials * chance;
  return Math.min(trials, drawAround(random, mean, mean * (1 - chance)));
}

/** A whole number, 0 or more, of a normal distribution: six uniform draws have a variance of a half. */
export function drawAround(random: Random, mean: number, variance: number): number {
  const normal = (random() + random() + random() + random() + random() + random() - 3) * Math.SQRT2;
  return Math.max(0, Math.round(mean + Math.sqrt(variance) * normal));
}
