import fc from 'fast-check';
import type { CountSeries } from '../../src/probe/judge/counts.js';
import { HOUR_MS } from '../../src/probe/judge/span.js';

/** A Monday. */
export const PROBE_START = Date.UTC(2026, 10, 2);

/** Counts from PROBE_START on, a step each. */
export const countsFrom = (values: readonly number[], step: number, start = PROBE_START): CountSeries =>
  new Map(values.map((value, at) => [start + at * step, value]));

/** Conversations by hour of so many days: of any shape, flat, of single hours, or none. */
export const hourlyOf = (days: number): fc.Arbitrary<CountSeries> => {
  const length = 24 * days;
  const of = (value: fc.Arbitrary<number>) => fc.array(value, { minLength: length, maxLength: length });
  return fc
    .oneof(
      of(fc.nat(60)),
      fc.nat(40).map((value) => Array.from({ length }, () => value)),
      fc
        .array(fc.nat(30), { minLength: 24, maxLength: 24 })
        .map((day) => Array.from({ length }, (_, at) => day[at % 24] ?? 0)),
      of(fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, fc.nat(5))),
    )
    .map((values) => countsFrom(values, HOUR_MS));
};

/** Moves some counts by one or two, but by less than `most` in all. */
export const late = (values: readonly number[], most: number): fc.Arbitrary<readonly number[]> =>
  fc
    .array(fc.record({ at: fc.nat(Math.max(0, values.length - 1)), by: fc.constantFrom(-1, 1, 2) }), {
      maxLength: 40,
    })
    .map((changes) => {
      const result = [...values];
      let left = most;
      for (const { at, by } of changes) {
        const value = result[at] ?? 0;
        const step = Math.max(by, -value);
        if (Math.abs(step) > left) continue;
        left -= Math.abs(step);
        result[at] = value + step;
      }
      return result;
    });
