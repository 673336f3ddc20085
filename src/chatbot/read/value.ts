import { createCache } from '../../lib/async/cache.js';
import { ForeignText } from '../../lib/text/foreign.js';
import { isDay } from '../../lib/time/day.js';

/** A number that the API wrote as one, or as a string of nothing but digits; else null. */
function readNumber(value: unknown): number | null {
  const plain = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof plain === 'number' && Number.isFinite(plain) && plain >= 0 ? plain + 0 : null;
}

/** A whole number from 0 up, or null when it is anything else: missing, never zero. */
export function readCount(value: unknown): number | null {
  const number = readNumber(value);
  return Number.isSafeInteger(number) ? number : null;
}

/** A finite number from 0 up, or null. */
export function readAverage(value: unknown): number | null {
  return readNumber(value);
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/;

/** The series of a window name the same hours, for each report and source. */
const instants = createCache<number | null>(5_000);
const MAX_KEPT_LENGTH = 40;

/** Epoch ms of an ISO date or date and time, in UTC where it names no zone; null when it is neither. */
export function readInstant(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  return value.length > MAX_KEPT_LENGTH ? parseInstant(value) : instants(value, () => parseInstant(value));
}

function parseInstant(text: string): number | null {
  const match = INSTANT.exec(text);
  if (!match) return null;
  const [, day = '', time = '00:00', zone = 'Z'] = match;
  if (!isDay(day)) return null;
  const at = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(at) ? null : at;
}

/** A value as it came, short enough to print. */
export function shownValue(value: unknown): string {
  return new ForeignText(JSON.stringify(value) ?? 'nothing').line([], 41);
}
