import type { Format } from './format.js';
import { en } from './messages/en.js';

type English = typeof en;
export type MessageKey = keyof English;

/** A message with one form for each plural category of its language, chosen by `count`. */
export type PluralForms = { readonly [Category in Intl.LDMLPluralRule]?: string } & {
  readonly other: string;
};

/** Every word of a digest in one language. Add a language: one file of this type and a line in CATALOGUES. */
export interface Catalogue {
  readonly direction: 'ltr' | 'rtl';
  readonly messages: { readonly [Key in MessageKey]: English[Key] extends string ? string : PluralForms };
}

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What a message needs: a number `count` where it has plural forms, and ready words for each other placeholder. */
export type MessageValues<Key extends MessageKey> = English[Key] extends { readonly other: infer Other }
  ? { readonly count: number } & { readonly [Name in Exclude<Placeholders<Other>, 'count'>]: string }
  : { readonly [Name in Placeholders<English[Key]>]: string };

type Values<Key extends MessageKey> = [keyof MessageValues<Key>] extends [never]
  ? readonly []
  : readonly [values: MessageValues<Key>];

/** The words of one language, with its numbers in the digest's locale. */
export interface Words {
  readonly direction: 'ltr' | 'rtl';
  /** `Chat widget and Messenger`. */
  list(names: readonly string[]): string;
  say<Key extends MessageKey>(key: Key, ...values: Values<Key>): string;
}

const ENGLISH: Catalogue = { direction: 'ltr', messages: en };

/** By language, as BCP 47 names it. */
export const CATALOGUES: ReadonlyMap<string, Catalogue> = new Map([['en', ENGLISH]]);

/** Words in the language of the format's locale, or in English where there is no catalogue for it. */
export function createWords(format: Format): Words {
  const language = new Intl.Locale(format.locale).language;
  const catalogue = CATALOGUES.get(language) ?? ENGLISH;
  const spoken = language === 'en' || catalogue !== ENGLISH ? format.locale : 'en-GB';
  const rules = new Intl.PluralRules(spoken);
  const lists = new Intl.ListFormat(spoken);
  return {
    direction: catalogue.direction,
    list: (names) => lists.format(names),
    say: (key, ...[values]) => {
      const message: string | PluralForms = catalogue.messages[key];
      const given: Readonly<Record<string, string | number>> = values ?? {};
      const text =
        typeof message === 'string' ? message : (message[rules.select(Number(given.count))] ?? message.other);
      return fill(text, given, format);
    },
  };
}

function fill(text: string, values: Readonly<Record<string, string | number>>, format: Format): string {
  return text.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? format.count(value) : value;
  });
}
