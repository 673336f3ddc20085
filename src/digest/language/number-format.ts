import { onFirstUse } from '../../lib/on-first-use.js';

/** Formats numbers in one locale, independent of the machine's. */
export interface NumberFormat {
  /** `1,734`. */
  count(value: number): string;
  /** One decimal: `6.1`. */
  ratio(value: number): string;
  /** A fraction as `8.9%`, with the locale's spacing. */
  percent(fraction: number): string;
  /** A fraction as a whole percentage: `22%`. */
  roundPercent(fraction: number): string;
  /** `+131`, `−12`, `0`. */
  signed(value: number): string;
}

/** Replaces thin and narrow spaces and the hyphen as a minus sign: they differ between ICU versions and are missing from many fonts. */
export const normal = (text: string) =>
  text
    .replaceAll('\u2009', ' ')
    .replaceAll('\u202f', '\u00a0')
    .replace(/-(?=[\u200e\u200f\u061c]?\p{Nd})/u, '\u2212');

export function numberFormat(locale: string): NumberFormat {
  const number = (options: Intl.NumberFormatOptions) => {
    const format = onFirstUse(() => new Intl.NumberFormat(locale, options));
    return (value: number) => normal(format().format(value === 0 ? 0 : value));
  };
  const decimals = (digits: number) => ({ minimumFractionDigits: digits, maximumFractionDigits: digits });
  return {
    count: number({ maximumFractionDigits: 0 }),
    ratio: number(decimals(1)),
    percent: number({ style: 'percent', ...decimals(1) }),
    roundPercent: number({ style: 'percent', ...decimals(0) }),
    signed: number({ maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
  };
}
