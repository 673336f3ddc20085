import { inspect } from 'node:util';
import { redact, type Secret } from '../secret.js';

const PLACEHOLDER = '<foreign text>';
/** Default length limit of a printed line, in characters. */
const MAX_LENGTH = 300;

/**
 * Text from outside: a server's answer, a database error. It may hold control characters, forged log lines and echoed secrets, so it
 * prints as a placeholder; only `line` gives it out.
 */
export class ForeignText {
  readonly #raw: string;

  constructor(raw: string) {
    this.#raw = raw;
  }

  /** One printable line of at most `max` characters, secrets redacted. */
  line(secrets: Iterable<Secret>, max = MAX_LENGTH): string {
    const all = [...secrets];
    // Redacted before cleaning, which may remove characters of a secret, and after it, which may join its halves.
    return shorten(redact(cleanLine(redact(this.#raw, all)), all), max);
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

/** Terminal escape sequences: ESC or CSI with its parameters, OSC and similar up to their terminator. */
const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]{0,1000}(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;
/** Characters without a glyph: zero-width characters, direction overrides, tags. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Text as one printable line, without escape sequences, control characters, direction overrides and invisible characters. */
export function cleanLine(text: string): string {
  return Buffer.from(text)
    .toString()
    .replace(ESCAPES, '')
    .replace(INVISIBLE, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** At most `max` characters; a shortened text ends in an ellipsis. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = [...text];
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : text;
}
