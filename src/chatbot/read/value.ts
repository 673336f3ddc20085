import { ForeignText } from '../../lib/text/foreign.js';
import { isDay } from '../../lib/time/day.js';

/** A number from 0 up, written as a number or as a string of digits; else null. */
function readNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number + 0 : null;
}

/** A whole number from 0 up; null (missing, never zero) for anything else. */
export function readCount(value: unknown): number | null {
  const number = readNumber(value);
  return Number.isSafeInteger(number) ? number : null;
}

/** A finite number from 0 up, or null. */
export function readAverage(value: unknown): number | null {
  return readNumber(value);
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/;

/** Epoch ms of an ISO date or date-time, in UTC without an offset; null for anything else. */
export function readInstant(value: unknown): number | null {
  const match = typeof value === 'string' ? INSTANT.exec(value) : null;
  if (!match) return null;
  const [, day = '', time = '00:00', zone = 'Z'] = match;
  if (!isDay(day)) return null;
  const at = Date.parse(`${day}T${time}${zone}`);
  return Number.isNaN(at) ? null : at;
}

/** A received value as JSON, cut to 41 characters for messages. */
export function shownValue(value: unknown): string {
  return new ForeignText(JSON.stringify(value) ?? 'nothing').line([], 41);
}
