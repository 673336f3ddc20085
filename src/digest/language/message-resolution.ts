import type { Messages, MessagesByLanguage } from '../../config/config.js';
import { scriptOf, tagsFor } from './locale-tags.js';
import { CATALOGUES } from './messages/catalogues.js';

/** Messages that speak one language, and the locale whose plural rules choose among their forms. */
export interface Layer {
  readonly locale: string;
  readonly messages: Messages;
}

/** The messages for a reader's locale, with the fallbacks behind them. */
export interface ResolvedMessages {
  /** The reader's own locale, or en-GB where there are no words for it. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** The first that has a message says it; the last is English, which has them all. */
  readonly layers: readonly Layer[];
}

const FALLBACK = 'en-GB';

/** Scripts that run from right to left. */
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

/** Finds the words for a locale: `own` before the built-in ones, `pt-BR` before `pt`, English behind all. */
export function resolveMessages(locale: string, own: MessagesByLanguage): ResolvedMessages {
  const layers = layersFor(locale, own);
  const resolvedLocale = layers.length > 0 ? locale : FALLBACK;
  return {
    locale: resolvedLocale,
    direction: RIGHT_TO_LEFT.has(scriptOf(resolvedLocale)) ? 'rtl' : 'ltr',
    layers: [...layers, ...layersFor(FALLBACK, own)],
  };
}

/** The layers in the language of a locale, the nearest first; none where nobody wrote any. */
export function layersFor(locale: string, own: MessagesByLanguage): readonly Layer[] {
  return tagsFor(locale)
    .flatMap((tag) => [own.get(tag), CATALOGUES.get(tag)])
    .flatMap((messages) => (messages === undefined ? [] : [{ locale, messages }]));
}
