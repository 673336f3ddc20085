import type { Messages, MessagesByLanguage } from '../../config/config.js';
import type { Issue } from '../../config/problem.js';
import { suggest } from '../../lib/text/suggest.js';
import { ADDED, RETIRED } from './earlier-messages.js';
import { layersFor } from './message-resolution.js';
import { en } from './messages/en.js';

const KNOWN: ReadonlyMap<string, string | Readonly<Record<string, string>>> = new Map(Object.entries(en));
const MAX_MESSAGE_LENGTH = 1000;

/** Problems of a language's messages, checked against the English catalogue. */
export function messagesIssues(language: string, messages: unknown): Issue[] {
  return isMapping(messages)
    ? Object.entries(messages).flatMap(([key, message]) => messageIssues(language, key, message))
    : [{ path: [], message: 'must be a mapping of messages by their keys' }];
}

/** What an earlier version said and this one does not: keys without use, and texts that lack what their message now has. */
export function messagesWarnings(messages: Messages): Issue[] {
  return Object.entries(messages).flatMap(([key, message]): readonly Issue[] => {
    const path = [key];
    if (RETIRED.has(key)) return [{ path, message: 'is no longer used: remove it', onKey: true }];
    const said = placeholdersOf(message);
    return (ADDED.get(key) ?? [])
      .filter((name) => !said.has(name))
      .map((name) => ({
        path,
        message: `has no “${name}”, which this message now states: add it, or remove the key to get the built-in words`,
      }));
  });
}

/** The keys that neither the built-in catalogues nor `own` have: they fall back to English. */
export function missingMessages(language: string, own: MessagesByLanguage): readonly string[] {
  const said = new Set(layersFor(language, own).flatMap(({ messages }) => Object.keys(messages)));
  return [...KNOWN.keys()].filter((key) => !said.has(key));
}

function messageIssues(language: string, key: string, message: unknown): readonly Issue[] {
  const english = KNOWN.get(key);
  if (english === undefined && RETIRED.has(key)) return [];
  if (english === undefined) return [unknownKey(key)];
  const path = [key];
  if (typeof message === 'string') return textIssues(path, message, english);
  if (message === null)
    return [{ path, message: 'has no value: give it one, or remove the key to keep the built-in words' }];
  if (!isMapping(message)) return [{ path, message: 'must be text: put it in quotes' }];
  if (typeof english === 'string')
    return [{ path, message: 'must be one text in quotes: this message has no plural forms' }];
  return formIssues(language, key, message, english);
}

function unknownKey(key: string): Issue {
  const suggestion = suggest(key, KNOWN.keys()) ?? undefined;
  return { path: [key], message: `“${key}” is not a known message`, suggestion, onKey: true };
}

function formIssues(
  language: string,
  key: string,
  forms: Readonly<Record<string, unknown>>,
  english: Readonly<Record<string, string>>,
): readonly Issue[] {
  const categories: readonly string[] = pluralCategories(language);
  const issues = Object.entries(forms).flatMap(([form, text]): readonly Issue[] => {
    const path = [key, form];
    if (!categories.includes(form))
      return [
        {
          path,
          message: `“${form}” is not a plural form of ${language}; known are ${categories.join(', ')}`,
          onKey: true,
        },
      ];
    return typeof text === 'string'
      ? textIssues(path, text, english)
      : [{ path, message: 'must be text: put it in quotes' }];
  });
  return 'other' in forms
    ? issues
    : [...issues, { path: [key], message: 'needs the form “other”', onKey: true }];
}

function textIssues(
  path: readonly string[],
  text: string,
  english: string | Readonly<Record<string, string>>,
): readonly Issue[] {
  if (/[\p{Cc}\u2028\u2029]/u.test(text))
    return [{ path, message: 'must be one line without control characters' }];
  if (text.length > MAX_MESSAGE_LENGTH)
    return [{ path, message: `must have at most ${MAX_MESSAGE_LENGTH} characters` }];
  const known = placeholdersOf(english);
  return [...placeholdersOf(text)]
    .filter((name) => !known.has(name))
    .map((name) => unknownPlaceholder(path, name, known));
}

function unknownPlaceholder(path: readonly string[], name: string, known: ReadonlySet<string>): Issue {
  const suggestion = suggest(name, known) ?? undefined;
  const others = known.size === 0 ? 'there are none in it' : `known are ${[...known].join(', ')}`;
  return {
    path,
    message: `“${name}” is not a placeholder of this message${suggestion ? '' : `; ${others}`}`,
    suggestion,
  };
}

const PLURAL_ORDER: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** The plural categories of a language, in an order independent of the ICU version. */
export function pluralCategories(language: string): readonly Intl.LDMLPluralRule[] {
  const own = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return PLURAL_ORDER.filter((category) => own.includes(category));
}

/** The placeholders of a message, or of all its plural forms. */
export function placeholdersOf(message: string | Readonly<Record<string, string>>): ReadonlySet<string> {
  const texts = typeof message === 'string' ? [message] : Object.values(message);
  return new Set(texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')));
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
