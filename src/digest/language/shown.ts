/*
 * Numbers as a digest shows them. Differences, percentages and “unchanged” are computed from the rounded numbers, so that a reader who
 * recalculates them gets the same result.
 *
 * Rounding uses Intl, which rounds the decimal representation; binary arithmetic would sometimes round the other way.
 */

import { createCache } from '../../lib/async/cache.js';

/** Steps per 1.0: counts are shown in ones, ratios in tenths, percentages in tenths of a percent. */
export const STEPS = { count: 1, ratio: 10, percent: 1000 } as const;
export type ShownUnit = keyof typeof STEPS;

const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
const OPTIONS: Readonly<Record<ShownUnit, Intl.NumberFormatOptions>> = {
  count: { maximumFractionDigits: 0 },
  ratio: oneDecimal,
  percent: { style: 'percent', ...oneDecimal },
};

/** Made with the first number: the first Intl object of a process takes ten milliseconds, and most commands show no number. */
const formats = createCache<Intl.NumberFormat>(3);
const formatOf = (unit: ShownUnit) =>
  formats(unit, () => new Intl.NumberFormat('en', { useGrouping: false, ...OPTIONS[unit] }));

/** A value in steps, an integer: a count of 1,734 is 1734, a ratio of 6.14 is 61, a fraction of 0.0494 is 49. */
export function shownSteps(value: number, unit: ShownUnit): number {
  const digits = formatOf(unit).format(value).replace('%', '');
  return Math.round(Number(digits) * (unit === 'count' ? 1 : 10)) + 0;
}

/** A value rounded as shown: 6.1 for a ratio of 6.14, 0.049 for a fraction of 0.0494. */
export function asShown(value: number, unit: ShownUnit): number {
  return shownSteps(value, unit) / STEPS[unit];
}

/** The difference of two rounded values, without floating-point error. */
export function shownDifference(now: number, before: number, unit: ShownUnit): number {
  return (shownSteps(now, unit) - shownSteps(before, unit)) / STEPS[unit];
}

/** The relative change between two rounded values, itself rounded as shown; null when the earlier one is zero. */
export function shownChange(now: number, before: number, unit: ShownUnit): number | null {
  const base = shownSteps(before, unit);
  return base === 0 ? null : asShown((shownSteps(now, unit) - base) / base, 'percent');
}

/** How far a count is from what is expected, relative to that and rounded as shown; null when nothing is expected. */
export function shownFraction(now: number, expected: number): number | null {
  return expected === 0 ? null : asShown((now - expected) / expected, 'percent');
}
