import type { en } from './en.js';

type English = typeof en;
export type MessageKey = keyof English;

/** A message with one form for each plural category of its language, chosen by `count`. */
export type PluralForms<Category extends Intl.LDMLPluralRule = never> = {
  readonly [Form in Intl.LDMLPluralRule]?: string;
} & { readonly [Form in Category | 'other']: string };

/** Every message of a digest in a language with the plural categories given. */
export type Catalogue<Category extends Intl.LDMLPluralRule = never> = {
  readonly [Key in MessageKey]: English[Key] extends string ? string : PluralForms<Category>;
};

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What a message needs: a number `count` where it has plural forms, and ready words for each other placeholder. */
export type MessageValues<Key extends MessageKey> = English[Key] extends { readonly other: infer Other }
  ? { readonly count: number } & { readonly [Name in Exclude<Placeholders<Other>, 'count'>]: string }
  : { readonly [Name in Placeholders<English[Key]>]: string };
