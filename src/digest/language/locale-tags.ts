/** The language tags to look up for a locale, most specific first: `zh-TW`, `zh-Hant`, `zh`. */
export function tagsFor(locale: string): readonly string[] {
  const { baseName, language, region } = new Intl.Locale(locale);
  const tags = [
    baseName,
    `${language}-${scriptOf(locale)}`,
    ...(region ? [`${language}-${region}`] : []),
    language,
  ];
  return [...new Set(tags)];
}

export const scriptOf = (locale: string) => new Intl.Locale(locale).maximize().script ?? '';
