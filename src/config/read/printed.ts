import { readFile } from 'node:fs/promises';
import type { AlertConfig, Config, DigestConfig, FontPaths, ReaderSlice, Theme } from '../config.js';

/** Whether PDFs and pictures can show the characters of a locale or a name, with the bundled fonts or all weights of the theme's font. */
export interface Printed {
  digits(locale: string, own: FontPaths | null): Promise<boolean>;
  letters(text: string, own: FontPaths | null): Promise<boolean>;
}

/** Numbering systems covered by the bundled fonts. */
export const BUNDLED_DIGITS: ReadonlySet<string> = new Set([
  'latn',
  'arab',
  'arabext',
  'fullwide',
  'hanidec',
]);

/** Scripts covered by the bundled fonts, and common characters. */
const BUNDLED =
  /[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}\p{sc=Arab}\p{sc=Hebr}\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}\p{sc=Zyyy}\p{sc=Zinh}]/gu;

/** Locales known to be covered; loading locale data takes about 12 ms the first time. */
const LATIN = /^(de|en|es|fr|pl|uk)(-[A-Z]{2})?$/;

/** Reads each font once, and only for characters that the bundled fonts lack. */
export function createPrinted(): Printed {
  const fonts = new Map<string, Promise<Knows>>();
  const knows = (path: string) => {
    const known = fonts.get(path) ?? openFont(path);
    fonts.set(path, known);
    return known;
  };
  const all = async (letters: string, own: FontPaths | null) => {
    if (letters === '') return true;
    if (own === null) return false;
    const weights = await Promise.all([own.regular, own.medium, own.semibold].map(knows));
    return weights.every((has) => Array.from(letters).every(has));
  };
  return {
    digits: async (locale, own) => (hasBundledDigits(locale) ? true : all(digitsOf(locale), own)),
    letters: (text, own) => all(text.replace(BUNDLED, ''), own),
  };
}

function hasBundledDigits(locale: string): boolean {
  if (LATIN.test(locale)) return true;
  return BUNDLED_DIGITS.has(new Intl.NumberFormat(locale).resolvedOptions().numberingSystem);
}

function digitsOf(locale: string): string {
  return new Intl.NumberFormat(locale, { useGrouping: false }).format(9_876_543_210);
}

/** The locale with Latin digits: `mr-IN-u-nu-latn`. */
export function withLatinDigits(locale: string): string {
  return new Intl.Locale(locale, { numberingSystem: 'latn' }).toString();
}

/** Switches to Latin digits where no font has the locale's, so that all formats show the same ones. */
export async function inPrintedDigits<Whole extends Pick<Config, 'locale' | 'theme' | 'digests' | 'alerts'>>(
  config: Whole,
  { digits }: Printed,
): Promise<Whole> {
  const settled = async (locale: string, { font }: Theme) =>
    (await digits(locale, font)) ? locale : withLatinDigits(locale);
  const settledSlice = async ({ changes, name }: ReaderSlice, theme: Theme): Promise<ReaderSlice> => {
    const { locale } = changes;
    return locale === undefined
      ? { changes, name }
      : { name, changes: { ...changes, locale: await settled(locale, theme) } };
  };
  const settledAll = async <Publication extends DigestConfig | AlertConfig>(
    all: ReadonlyMap<string, Publication>,
  ): Promise<ReadonlyMap<string, Publication>> => {
    const entries = [...all].map(async ([id, one]) => {
      const deliver = one.deliver.map(async (target) => ({
        ...target,
        slice: await settledSlice(target.slice, one.theme),
      }));
      const locale = await settled(one.locale, one.theme);
      return [id, { ...one, locale, deliver: await Promise.all(deliver) }] as const;
    });
    return new Map(await Promise.all(entries));
  };
  return {
    ...config,
    locale: await settled(config.locale, config.theme),
    digests: await settledAll(config.digests),
    alerts: await settledAll(config.alerts),
  };
}

/** The names of months and weekdays. */
export function namesInDates(locale: string): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, calendar: 'gregory', numberingSystem: 'latn' });
  const [months, weekdays] = [part({ month: 'long' }), part({ weekday: 'long' })];
  const days = Array.from({ length: 12 }, (_month, index) => Date.UTC(2024, index, 1 + index));
  return days.map((day) => months.format(day) + weekdays.format(day)).join('');
}

type Knows = (letter: string) => boolean;

async function openFont(path: string): Promise<Knows> {
  const { parseFont } = await import('../../lib/font.js');
  const font = parseFont(await readFile(path));
  return (letter) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
}
