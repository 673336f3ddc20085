import type { Messages, MessagesByLanguage } from '../../config/config.js';
import { scriptOf, tagsFor } from './locale-tags.js';
import { CATALOGUES } from './messages/catalogues.js';

/** Messages of one language, and the locale whose plural rules apply to them. */
export interface Layer {
  readonly locale: string;
  readonly messages: Messages;
}

/** The messages for a reader's locale, with fallbacks. */
export interface ResolvedMessages {
  /** The reader's locale, or en-GB without messages for it. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** The first layer that has a message wins; the last is English, which has all. */
  readonly layers: readonly Layer[];
}

const FALLBACK = 'en-GB';

/** Right-to-left scripts. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set([
  'Adlm',
  'Arab',
  'Hebr',
  'Mand',
  'Nkoo',
  'Rohg',
  'Syrc',
  'Thaa',
]);

/** Resolves the messages of a locale: `own` before built-in, `pt-BR` before `pt`, English last. */
export function resolveMessages(locale: string, own: MessagesByLanguage): ResolvedMessages {
  const layers = layersFor(locale, own);
  const resolvedLocale = layers.length > 0 ? locale : FALLBACK;
  return {
    locale: resolvedLocale,
    direction: RIGHT_TO_LEFT.has(scriptOf(resolvedLocale)) ? 'rtl' : 'ltr',
    layers: [...layers, ...layersFor(FALLBACK, own)],
  };
}

/** The layers in the locale's language, most specific first; may be empty. */
export function layersFor(locale: string, own: MessagesByLanguage): readonly Layer[] {
  return tagsFor(locale)
    .flatMap((tag) => [own.get(tag), CATALOGUES.get(tag)])
    .flatMap((messages) => (messages === undefined ? [] : [{ locale, messages }]));
}
