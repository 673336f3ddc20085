import { studentDeviate } from './normal.js';

/** Weeks that tell what is usual, at most and at least. */
export const MAX_HISTORY_WEEKS = 8;
export const MIN_HISTORY_WEEKS = 6;

/** Standard deviation of the model's own error, relative to the mean of a day, a rate or a ratio: no rhythm repeats exactly. */
export const MODEL_ERROR = 0.05;

/** Counts of which a series that never had any is thought to have had: nothing is expected to be impossible. */
export const PRIOR_COUNT = 0.5;

/** The standard normal deviates that bound the central 95 %. */
export const CENTRAL_95 = 1.96;

/**
 * What a variance that is estimated with so many degrees of freedom is multiplied with, so that ±1.96 of its roots hold 95 %: the square of
 * Student's t relative to that of the normal deviate (Fisher's expansion).
 */
export function estimatedVariance(freedom: number): number {
  const square = CENTRAL_95 ** 2;
  const first = (square + 1) / (4 * freedom);
  const second = (5 * square ** 2 + 16 * square + 3) / (96 * freedom ** 2);
  return (1 + first + second) ** 2;
}

/** The same for ±`deviate` of its roots, further out: Student's t as improbable as the deviate (Wallace 1959), relative to it. */
export const tailVariance = (freedom: number, deviate: number): number =>
  (studentDeviate(deviate, freedom) / deviate) ** 2;
