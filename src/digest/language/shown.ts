/*
 * Numbers as a digest shows them. What is worked out beside a shown number (a difference, a percentage, whether anything
 * changed) is worked out from these, so that a reader who does the sum gets the same.
 *
 * Intl rounds the decimal digits of a number; arithmetic with its binary ones would now and then round the other way.
 */

/** The smallest shown step of each unit: one, a tenth, and a tenth of a percent as a fraction. */
export const STEPS = { count: 1, ratio: 10, percent: 1000 } as const;
export type ShownUnit = keyof typeof STEPS;

const plain = (options: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat('en', { useGrouping: false, ...options });
const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
const FORMATS = {
  count: plain({ maximumFractionDigits: 0 }),
  ratio: plain(oneDecimal),
  percent: plain({ style: 'percent', ...oneDecimal }),
};

/** A value in shown steps, a whole number: 1,734 is 1734, a ratio of 6.14 is 61 tenths, a fraction of 0.0494 is 49. */
export function shownSteps(value: number, unit: ShownUnit): number {
  const digits = FORMATS[unit].format(value).replace('%', '');
  return Math.round(Number(digits) * (unit === 'count' ? 1 : 10)) + 0;
}

/** A value as it is shown: 6.1 for a ratio of 6.14, 0.049 for a fraction of 0.0494. */
export function asShown(value: number, unit: ShownUnit): number {
  return shownSteps(value, unit) / STEPS[unit];
}

/** The difference of two values as shown, without floating-point error. */
export function shownDifference(now: number, before: number, unit: ShownUnit): number {
  return (shownSteps(now, unit) - shownSteps(before, unit)) / STEPS[unit];
}

/** The relative change between two values as shown, rounded as shown; null when the earlier one is zero. */
export function shownChange(now: number, before: number, unit: ShownUnit): number | null {
  const base = shownSteps(before, unit);
  return base === 0 ? null : asShown((shownSteps(now, unit) - base) / base, 'percent');
}
