import { createRedactor, type Secret } from '../lib/secret.js';
import { mapStrings } from '../lib/text/map-strings.js';

/** Nesting limit. Responses of the API and Slack are a dozen levels deep; far deeper ones overflow recursive readers. */
const MAX_DEPTH = 64;

/** Limit of values: 20 MB of rows have fewer, and each takes far more memory than its text. */
const MAX_VALUES = 2_000_000;

/** Parses JSON and redacts the secrets in it; undefined for invalid JSON and above the limits of depth and values. */
export function readJson(text: string, secrets: readonly Secret[]): unknown {
  if (isTooMuch(text)) return undefined;
  const value = parsed(text);
  // Unescaped secrets were already redacted in the text.
  return ESCAPED.test(text) ? mapStrings(value, createRedactor(secrets)) : value;
}

/** ASCII that is escaped without need: it may hide a secret. */
const ESCAPED = /\\(u00[0-7]|\/)/i;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Whether JSON text exceeds the limits of nesting or of values. */
export function isTooMuch(text: string): boolean {
  let depth = 0;
  let values = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = endOfString(text, index);
    else if (code === COMMA) values += 1;
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) {
      depth += 1;
      values += 1;
    } else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) depth -= 1;
    if (depth > MAX_DEPTH || values > MAX_VALUES) return true;
  }
  return false;
}

/** The index of a string's closing quote: the next one that is not preceded by an odd number of backslashes. */
function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}
