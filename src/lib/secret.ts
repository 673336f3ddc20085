import { inspect } from 'node:util';

const PLACEHOLDER = '<secret>';

/** A value that prints as `<secret>`: in template strings, JSON, logs and `util.inspect`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value, for the code that sends it. */
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

/** Replaces every secret in `text` by `<secret>`, whether plain, percent-encoded, escaped (JSON, HTML) or in base64. */
export function redact(text: string, secrets: Iterable<Secret>): string {
  return createRedactor(secrets)(text);
}

/** `redact` for many texts. */
export function createRedactor(secrets: Iterable<Secret>): (text: string) => string {
  const forms = new Set([...secrets].flatMap((secret) => formsOf(secret.reveal())));
  if (forms.size === 0) return (text) => text;
  const longestFirst = [...forms].sort((a, b) => b.length - a.length).map(escaped);
  const pattern = new RegExp(longestFirst.join('|'), 'g');
  return (text) => text.replace(pattern, PLACEHOLDER);
}

/** Shorter secrets would match ordinary words. */
const MIN_LENGTH = 4;
/** Shorter base64 would match ordinary words. */
const MIN_BASE64 = 8;

function formsOf(value: string): string[] {
  const values = [value, ...partsOf(value)].filter((part) => part.length >= MIN_LENGTH);
  return values.flatMap((plain) => [
    plain,
    ...percentEncoded(plain),
    ...escapedForms(plain),
    ...base64(plain),
  ]);
}

/** The secret parts of a URL: the password, and for http(s) path and query, which hold a webhook's key. */
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

/** Escaped as in JSON and in HTML. */
function escapedForms(plain: string): string[] {
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
 * In base64, also as part of a longer encoded text (`user:password`): one form for each of the three byte alignments, without the
 * characters that depend on the neighbouring bytes.
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
