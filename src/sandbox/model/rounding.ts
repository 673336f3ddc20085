/** Two decimals. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** `part` as a percentage of `whole`, with two decimals; 0 of nothing is 0. */
export function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : round((100 * part) / whole);
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
