/** Counts from here on are shown compactly where there is little room. */
const COMPACT_FROM = 10_000_000;
/** Replaces thin and narrow spaces: they differ between ICU versions. */
const SPACES = /[\u2009\u202f]/g;
const isLarge = (value: number | null): value is number => value !== null && Math.abs(value) >= COMPACT_FROM;

/** A text in which each of the counts is compact. */
export function compactCounts(values: readonly (number | null)[], text: string, locale: string): string {
  if (!values.some(isLarge)) return text;
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  return values.reduce<string>((all, value) => {
    const whole = format.format(value ?? 0).replace(SPACES, '\u00a0');
    return all.replace(whole, compactCount(value, whole, locale));
  }, text);
}

/** `37.3 M`, compact in the locale, from ten million on; else the text. */
export function compactCount(value: number | null, text: string, locale: string): string {
  if (!isLarge(value)) return text;
  // Other variants of English write a small m, which is a thousandth.
  const format = new Intl.NumberFormat(/^en\b/i.test(locale) ? 'en-US' : locale, {
    notation: 'compact',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const parts = format.formatToParts(value);
  const tight = parts.findIndex(({ type, value: sign }) => type === 'compact' && /^[A-Z]{1,3}$/.test(sign));
  const spaced = parts.map(({ value: part }, index) =>
    index === tight && parts[index - 1]?.type === 'fraction' ? `\u00a0${part}` : part,
  );
  return spaced.join('').replace(SPACES, '\u00a0');
}
