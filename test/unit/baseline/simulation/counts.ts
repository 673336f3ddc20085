/** A distribution of whole numbers as a table: exact, and quick to draw from. */
export interface CountTable {
  readonly first: number;
  /** Cumulative probabilities from `first` on. */
  readonly cumulative: readonly number[];
}

/** Probabilities below this, relative to the most likely count, are left out. */
const NEGLIGIBLE = 1e-13;

/** The table of a distribution given by its mode and by P(k+1) ÷ P(k); `last` is the greatest count possible. */
function tableOf(mode: number, step: (k: number) => number, last = Number.POSITIVE_INFINITY): CountTable {
  const below: number[] = [];
  for (let k = mode, weight = 1; k > 0; k -= 1) {
    weight /= step(k - 1);
    if (weight < NEGLIGIBLE) break;
    below.unshift(weight);
  }
  const above = [1];
  for (let k = mode, weight = 1; k < last; k += 1) {
    weight *= step(k);
    if (weight < NEGLIGIBLE) break;
    above.push(weight);
  }
  const weights = [...below, ...above];
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const cumulative = weights.map((weight) => {
    sum += weight / whole;
    return sum;
  });
  return { first: mode - below.length, cumulative };
}

/** Counts of this mean whose variance is `dispersion` times that: Poisson for 1, else negative binomial. */
export function countTable(mean: number, dispersion: number): CountTable {
  if (mean === 0) return { first: 0, cumulative: [1] };
  const size = mean / Math.max(dispersion - 1, 1e-9);
  const step = (k: number) => ((k + size) / (k + 1)) * (mean / (size + mean));
  return tableOf(Math.max(Math.floor(mean - dispersion + 1), 0), step);
}

/** Hits of so many uses whose variance is `dispersion` times that of chance: binomial for 1, else beta-binomial. */
export function hitTable(uses: number, rate: number, dispersion: number): CountTable {
  const scale = (uses - 1) / Math.max(dispersion - 1, 1e-9) - 1;
  const [alpha, beta] = [rate * scale, (1 - rate) * scale];
  const step = (k: number) => (((uses - k) / (k + 1)) * (k + alpha)) / (uses - k - 1 + beta);
  return tableOf(Math.max(Math.floor(uses * rate - dispersion), 0), step, uses);
}

/** The count at `position`, 0 to 1, of the distribution. */
export function draw({ first, cumulative }: CountTable, position: number): number {
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 1) > position) high = middle;
    else low = middle + 1;
  }
  return first + low;
}
