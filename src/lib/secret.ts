import { inspect } from 'node:util';

const PLACEHOLDER = '<secret>';

/** A value that never prints itself: not in a template string, in JSON, in a log or under inspection. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the one place that sends it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return PLACEHOLDER;
  }

  toJSON(): string {
    return PLACEHOLDER;
  }

  [inspect.custom](): string {
    return PLACEHOLDER;
  }
}

/** `text` with every given secret replaced by a placeholder, in every form in which it may be written. */
export function redact(text: string, secrets: Iterable<Secret>): string {
  return createRedactor(secrets)(text);
}

/** The same for many texts. */
export function createRedactor(secrets: Iterable<Secret>): (text: string) => string {
  const forms = new Set([...secrets].flatMap((secret) => formsOf(secret.reveal())));
  if (forms.size === 0) return (text) => text;
  const longestFirst = [...forms].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(longestFirst.join('|'), 'g');
  return (text) => text.replace(pattern, PLACEHOLDER);
}

/** Shorter secrets would blot out ordinary words. */
const MIN_LENGTH = 4;
/** Base64 of fewer characters would be found in ordinary words. */
const MIN_BASE64 = 8;

function formsOf(value: string): string[] {
  const values = [value, ...partsOf(value)].filter((part) => part.length >= MIN_LENGTH);
  return values.flatMap((plain) => [plain, ...percentEncoded(plain), ...written(plain), ...base64(plain)]);
}

/** What is secret of an address: its password, and for the web its path and query, where a webhook's key stands. */
function partsOf(value: string): string[] {
  const url = /^[a-z][a-z+]*:\/\//i.test(value) && URL.canParse(value) ? new URL(value) : null;
  if (url === null) return [];
  const path = url.protocol.startsWith('http') ? url.pathname + url.search : '';
  return [decoded(url.password), url.password, path.length > MIN_PATH ? path : ''];
}

const MIN_PATH = 16;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function percentEncoded(plain: string): string[] {
  const whole = Buffer.from(plain).toString();
  const all = [
    encodeURIComponent(whole),
    encodeURI(whole),
    String(new URLSearchParams([['', whole]])).slice(1),
  ];
  return all.flatMap((form) => [form, form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())]);
}

/** As JSON and HTML write it. */
function written(plain: string): string[] {
  const html = plain.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
  return [JSON.stringify(plain).slice(1, -1), html];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * In base64, also within more text that is encoded (`user:password`): at each of the three places that it may begin at, without the characters
 * that depend on what stands before and after.
 */
function base64(plain: string): string[] {
  const bytes = Buffer.from(plain);
  const forms = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const own = Math.floor(((before + bytes.length) * 8) / 6);
    return text.slice(Math.ceil((before * 8) / 6), own);
  });
  return [bytes.toString('base64'), ...forms]
    .filter((form) => form.length >= MIN_BASE64)
    .flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
