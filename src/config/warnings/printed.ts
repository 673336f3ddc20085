import type { Config } from '../config.js';
import type { Issue } from '../problem.js';
import { namesInDates, type Printed, withLatinDigits } from '../read/printed.js';
import type { Plugins } from '../schema/plugins.js';
import type { Root } from '../schema/root.js';
import { resolvedPublications } from './publications.js';

/** Locales of digests, alerts and slices without messages, or whose digits or letters the fonts lack. */
export async function localeWarnings(
  root: Root,
  config: Pick<Config, 'digests' | 'alerts'>,
  { messages, printed }: Pick<Plugins, 'messages'> & { readonly printed: Printed },
): Promise<Issue[]> {
  const places = resolvedPublications(root, config).flatMap(({ path, input, config: own }) => [
    { own, path: input.locale ? [...path, 'locale'] : ['locale'], locale: own.locale },
    ...own.deliver.flatMap(({ slice: { changes } }, index) =>
      changes.locale === undefined
        ? []
        : [{ own, path: [...path, 'deliver', index, 'locale'], locale: changes.locale }],
    ),
  ]);
  const found = places.map(async ({ own: { templates, theme }, path, locale }) => {
    const spoken = messages.speaks(locale, templates.messages);
    const said = [
      ...(spoken ? [] : [wordless(locale)]),
      ...((await printed.digits(locale, theme.font)) ? [] : [digitless(locale)]),
      ...(!spoken || (await printed.letters(namesInDates(locale), theme.font)) ? [] : [letterless(locale)]),
    ];
    return said.length === 0 ? [] : [{ path, message: said.join('; ') }];
  });
  return (await Promise.all(found)).flat();
}

/** Titles and bot names with characters that PDFs and pictures would show as boxes. */
export async function nameWarnings(
  root: Root,
  config: Pick<Config, 'bots' | 'digests' | 'alerts' | 'theme'>,
  printed: Printed,
): Promise<Issue[]> {
  const names = [
    ...[...config.bots.values()].flatMap(({ id, name }) =>
      root.bots[id]?.name === undefined
        ? []
        : [{ path: ['bots', id, 'name'], name, font: config.theme.font }],
    ),
    ...resolvedPublications(root, config).flatMap(({ path, input, config: { title, theme } }) =>
      input.title === undefined ? [] : [{ path: [...path, 'title'], name: title, font: theme.font }],
    ),
  ];
  const found = names.map(async ({ path, name, font }) =>
    (await printed.letters(name, font)) ? [] : [{ path, message: `{value} has letters that ${BOXES}` }],
  );
  return (await Promise.all(found)).flat();
}

const BOXES =
  'no bundled font has: PDFs and pictures show a box for each, unless a font under theme.font has them';

const letterless = (locale: string) => `months and weekdays of ${locale} have letters that ${BOXES}`;

function digitless(locale: string): string {
  return `no bundled font has the digits of ${locale}: all forms have Latin ones, as with ${withLatinDigits(locale)}; a font under theme.font that has them keeps them`;
}

function wordless(locale: string): string {
  const { language } = new Intl.Locale(locale);
  return `there are no words for {value}: words and dates are in English, numbers as in ${locale}; messages/${language}.yaml in your templates folder adds them`;
}
