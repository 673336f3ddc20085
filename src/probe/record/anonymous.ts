import { SOURCES } from '../../vocabulary/chatbot.js';

/** Replaces what tells whose an answer is, the same by the same. */
export interface Anonymizer {
  /** JSON with its counts multiplied, shares cleared, and names, ids and unknown words replaced. */
  json(value: unknown, scale: number): unknown;
}

export function createAnonymizer(): Anonymizer {
  const words = new Map<string, string>();
  const replaced = (word: string, kind: 'key' | 'text'): string => {
    const stand = words.get(word) ?? `${kind}${words.size + 1}`;
    words.set(word, stand);
    return stand;
  };

  function text(value: string, scale: number): string {
    if (KNOWN.has(value) || INSTANT.test(value)) return value;
    return /^\d{1,15}(\.\d{1,6})?$/.test(value)
      ? String(scaled(Number(value), scale))
      : replaced(value, 'text');
  }

  function json(value: unknown, scale: number, key = ''): unknown {
    if (typeof value === 'number') return numberAt(key, value, scale);
    if (typeof value === 'string') return text(value, scale);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((one) => json(one, scale, key));
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [
        KNOWN.has(name) || INSTANT.test(name) ? name : replaced(name, 'key'),
        json(one, scale, name),
      ]),
    );
  }

  return { json: (value, scale) => json(value, scale) };
}

/** Keys and words of the documented answers. */
const KNOWN: ReadonlySet<string> = new Set([
  ...['date', 'value', 'data', 'summary', 'total', 'min', 'max', 'avg', 'day', 'hour', 'usage'],
  ...['id', 'parentId', 'type', 'name', 'source', 'storyId', 'timestamp', 'status', 'code', 'message'],
  ...SOURCES,
]);

const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** Weekdays, hours and status codes stay; shares, whose least one tells the total, do not. */
function numberAt(key: string, value: number, scale: number): number {
  if (key === 'day' || key === 'hour')
    return Number.isInteger(value) && value >= 0 && value < 32 ? value : -1;
  if (key === 'code') return Number.isInteger(value) && value >= 400 && value <= 599 ? value : 0;
  return key === 'usage' ? 0 : scaled(value, scale);
}

/** Whole numbers stay whole. What is too large to be a count stays so. */
function scaled(value: number, scale: number): number {
  const product = value * scale;
  if (!Number.isSafeInteger(Math.round(product))) return Math.sign(value) * TOO_LARGE;
  return Number.isInteger(value) ? product : Math.round(product * 100) / 100;
}

const TOO_LARGE = 1e300;
