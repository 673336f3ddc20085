/** Scales a median absolute deviation to the standard deviation of a normal distribution. */
const NORMAL_MAD = 1.4826;

/** How many robust standard deviations from the median a count or a mean may lie. */
export const REACH = 3;

/** So few values are sorted by insertion: a call into the runtime takes longer. */
const FEW = 16;

/** The middle value, or the mean of the two in the middle; 0 of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.length <= FEW ? insertionSorted(values) : new Float64Array(values).sort();
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

function insertionSorted(values: readonly number[]): readonly number[] {
  const sorted: number[] = [];
  for (const value of values) {
    let at = sorted.length;
    sorted.push(value);
    for (; at > 0 && (sorted[at - 1] ?? 0) > value; at -= 1) sorted[at] = sorted[at - 1] ?? 0;
    sorted[at] = value;
  }
  return sorted;
}

export const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);

/** Standard deviation of residuals around 0, from their median size: almost half of them may be anything. */
export const robustSpread = (residuals: readonly number[]): number =>
  NORMAL_MAD * medianOf(residuals.map(Math.abs));

/** How values are pulled in to their median. */
export interface Winsorising {
  /** How many robust standard deviations from the median a value may lie. */
  readonly reach: number;
  /** The least standard deviation that there can be around a median: a few equal values do not make the next one an outlier. */
  minSpread(median: number): number;
}

/** Values pulled in to their median ± so many robust standard deviations, so that an outlier moves a mean by little. */
export function winsorise(values: readonly number[], { reach, minSpread }: Winsorising): readonly number[] {
  const median = medianOf(values);
  const spread = robustSpread(values.map((value) => value - median));
  const most = reach * Math.max(spread, minSpread(median));
  return values.map((value) => clamp(value, median - most, median + most));
}

export function sumOf(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

export const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;
