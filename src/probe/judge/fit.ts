/** An assumption, and how far the API's answer is from what it would be under it. */
export interface Hypothesis<Value> {
  readonly value: Value;
  readonly distance: number;
}

/** `one`: a single assumption fits and the others clearly do not. `several` fit about as well. `none` fits; the nearest. */
export type Fit<Value> =
  | { readonly kind: 'one'; readonly value: Value }
  | { readonly kind: 'several'; readonly values: readonly Value[] }
  | { readonly kind: 'none'; readonly nearest: Hypothesis<Value> };

/** How many times farther than the tolerance an assumption must be to be excluded. */
const CLEARLY = 3;

/**
 * Chooses among assumptions. If the right one is among them and the answer is off by no more than the tolerance, the result is that one or
 * `several`, never another.
 */
export function bestFit<Value>(
  hypotheses: readonly [Hypothesis<Value>, ...Hypothesis<Value>[]],
  tolerance: number,
): Fit<Value> {
  const nearest = hypotheses.reduce((best, one) => (one.distance < best.distance ? one : best));
  if (nearest.distance > tolerance) return { kind: 'none', nearest };
  const open = hypotheses.filter(({ distance }) => distance <= CLEARLY * tolerance);
  if (open.length > 1) return { kind: 'several', values: open.map(({ value }) => value) };
  return { kind: 'one', value: nearest.value };
}

/** Whether a distance excludes an assumption. */
export const excludes = (distance: number, tolerance: number): boolean => distance > CLEARLY * tolerance;

/**
 * What counts of `total` conversations may differ by: the API may still count late ones between two answers. A part of them, as all that is
 * judged: a recording has other counts in the same proportions.
 */
export const toleranceFor = (total: number): number => total / 50;

/** Fewer conversations than these settle nothing. */
export const MIN_CONVERSATIONS = 100;
