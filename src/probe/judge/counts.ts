import type { SeriesResult } from '../../chatbot/snapshot.js';

/** Counts by instant, epoch ms. What could not be read, and what is left out, counts as 0. */
export type CountSeries = ReadonlyMap<number, number>;

export const countsOf = (points: SeriesResult['points']): CountSeries =>
  new Map(points.map(({ at, value }) => [at, value ?? 0]));

export const totalIn = (counts: CountSeries): number => addUp([...counts.values()]);

export const addUp = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The sum of the differences at every instant of either. */
export function distance(left: CountSeries, right: CountSeries): number {
  const instants = new Set([...left.keys(), ...right.keys()]);
  return addUp([...instants].map((at) => Math.abs((left.get(at) ?? 0) - (right.get(at) ?? 0))));
}

/** The sum of several counts. */
export function added(all: readonly CountSeries[]): CountSeries {
  const result = new Map<number, number>();
  for (const counts of all) for (const [at, value] of counts) result.set(at, (result.get(at) ?? 0) + value);
  return result;
}

/** The counts from `from` to before `to`, epoch ms. */
export const within = (
  counts: CountSeries,
  { from, to }: { readonly from: number; readonly to: number },
): CountSeries => new Map([...counts].filter(([at]) => at >= from && at < to));

/** `1,234` */
export const shown = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 2 });
