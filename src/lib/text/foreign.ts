import { inspect } from 'node:util';
import { redact, type Secret } from '../secret.js';

const PLACEHOLDER = '<foreign text>';
/** Longest line that is told of somebody else's words, in characters. */
const MAX_LENGTH = 300;

/**
 * Words that came from outside: an answer of a server, an error of a database. They may hold control characters, forged lines and what we
 * sent them, so they never print themselves; `line` is the only way to them.
 */
export class ForeignText {
  readonly #raw: string;

  constructor(raw: string) {
    this.#raw = raw;
  }

  /** One printable line of at most `most` characters, without the secrets. */
  line(secrets: Iterable<Secret>, most = MAX_LENGTH): string {
    const all = [...secrets];
    // Before cleaning, which may take characters out of a secret, and after it, which may join what was kept apart.
    return shorten(redact(cleanLine(redact(this.#raw, all)), all), most);
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

/** What terminals obey: ESC or CSI with its parameters, OSC and the like up to their end. */
const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]?|(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]{0,1000}(?:\u0007|\u001b\\|\u009c)?|\u001b[ -/]*[0-~]?/g;
/** Without a picture of their own: zero-width characters, direction overrides, tags. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** Text as one printable line: no escape sequences, control characters, direction overrides or invisible characters. */
export function cleanLine(text: string): string {
  return Buffer.from(text)
    .toString()
    .replace(ESCAPES, '')
    .replace(INVISIBLE, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** At most `most` characters, the last an ellipsis where some are missing. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}
