/** Scales a median absolute deviation to the standard deviation of a normal distribution. */
export const NORMAL_MAD = 1.4826;

/** How many robust standard deviations from the median a value may lie. */
const REACH = 3;

/** The middle value, or the mean of the two in the middle; 0 of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const upper = sorted[sorted.length >> 1] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] ?? 0) + upper) / 2;
}

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

/**
 * Values pulled in to their median ± 3 robust standard deviations (1.4826 · MAD), so that one outlier moves a mean by little.
 * `minSpread` gives the least standard deviation there can be at a median: a few equal values do not make the next one an outlier.
 */
export function winsorise(
  values: readonly number[],
  minSpread: (median: number) => number,
): readonly number[] {
  const median = medianOf(values);
  const deviation = medianOf(values.map((value) => Math.abs(value - median)));
  const reach = REACH * Math.max(NORMAL_MAD * deviation, minSpread(median));
  return values.map((value) => clamp(value, median - reach, median + reach));
}
