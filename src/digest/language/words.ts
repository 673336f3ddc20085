import type { MessagesByLanguage, MessageText } from '../../config/config.js';
import { isolated } from '../../lib/text/direction.js';
import type { Digest } from '../digest.js';
import { createFormat, type Format } from './format.js';
import { type ResolvedMessages, resolveMessages } from './message-resolution.js';
import type { MessageKey, MessageValues } from './messages/catalogue.js';

type Values<Key extends MessageKey> = [keyof MessageValues<Key>] extends [never]
  ? readonly []
  : readonly [values: MessageValues<Key>];

/** Messages in one language, with numbers in the digest's locale. */
export interface Words {
  /** BCP 47 tag of messages and dates: the digest's locale, or en-GB without messages for it. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  /** Joins names: `Chat widget and Messenger`. */
  list(names: readonly string[]): string;
  say<Key extends MessageKey>(key: Key, ...values: Values<Key>): string;
}

const NONE: MessagesByLanguage = new Map();

/** The formats and messages of a locale; the user's messages in `own` override built-in ones. */
export function createLanguage(locale: string, zone: string, own: MessagesByLanguage = NONE) {
  const resolved = resolveMessages(locale, own);
  const format = createFormat(locale, zone, resolved.locale);
  return { format, words: createWords(format, resolved) };
}

/** The messages that a finished digest was composed with. */
export function wordsOf(
  { locale, window }: Pick<Digest, 'locale' | 'window'>,
  own: MessagesByLanguage = NONE,
): Words {
  return createLanguage(locale, window.zone, own).words;
}

/** A message and its plural rules. */
interface Rule {
  readonly message: MessageText;
  readonly rules: Intl.PluralRules;
}

export function createWords(
  format: Format,
  resolved: ResolvedMessages = resolveMessages(format.locale, NONE),
): Words {
  const messages = messagesOf(resolved);
  const lists = new Intl.ListFormat(resolved.locale);
  return {
    locale: resolved.locale,
    direction: resolved.direction,
    list: (names) => lists.format(names.map((name) => isolated(name, resolved.direction))),
    say: (key, ...[values]) => {
      const given: Readonly<Record<string, string | number>> = values ?? {};
      return fill(formOf(messages.get(key), Number(given.count)), given, {
        format,
        direction: NAMES.test(key) ? null : resolved.direction,
      });
    },
  };
}

/** Messages that form names. Names also appear in data, so they get no invisible direction marks. */
const NAMES = /^(?:label|fallback|type)\./;

/** Each message from the first layer that has it. */
function messagesOf({ layers }: ResolvedMessages): ReadonlyMap<string, Rule> {
  return new Map(
    layers.toReversed().flatMap(({ locale, messages }) => {
      const rules = new Intl.PluralRules(locale);
      return Object.entries(messages).map(([key, message]) => [key, { message, rules }] as const);
    }),
  );
}

function formOf(rule: Rule | undefined, count: number): string {
  if (rule === undefined) return '';
  const { message, rules } = rule;
  return typeof message === 'string' ? message : (message[rules.select(count)] ?? message.other ?? '');
}

function fill(
  text: string,
  values: Readonly<Record<string, string | number>>,
  { format, direction }: { readonly format: Format; readonly direction: Words['direction'] | null },
): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name] ?? '';
    const words = typeof value === 'number' ? format.count(value) : value;
    return whole === text || direction === null ? words : isolated(words, direction);
  });
}
