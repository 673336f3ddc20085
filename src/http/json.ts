import { createRedactor, type Secret } from '../lib/secret.js';
import { mapStrings } from '../lib/text/map-strings.js';

/** Deepest nesting that is read. What the API and Slack send is a dozen deep; what is much deeper breaks whoever recurses into it. */
const MAX_DEPTH = 64;

/** Most values: 20 MB of rows have less, and each takes far more memory than its text. */
const MAX_VALUES = 2_000_000;

/** What a text says as JSON without the secrets in it; undefined when it is no JSON, nested too deep, or of too many values. */
export function readJson(text: string, secrets: readonly Secret[]): unknown {
  if (isTooMuch(text)) return undefined;
  const value = parsed(text);
  // A secret written without escapes was replaced in the text.
  return ESCAPED.test(text) ? mapStrings(value, createRedactor(secrets)) : value;
}

/** ASCII that need not be escaped and is. */
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

/** Whether brackets stand deeper in each other, or more values are in a text, than is read. */
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

/** Where the string that begins there ends: at the next quote without an odd number of backslashes before it. */
function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}
