import { UserError } from '../lib/errors.js';
import { isDay } from '../lib/time/day.js';
import type { Moment } from '../schedule/moment.js';

const FORM =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,3})?)?(?: ?(Z|[+-]\d{2}:?\d{2}))?)?$/i;

const EXAMPLES =
  'Write a day (2026-11-23), a time in the digest’s zone (2026-11-23T08:00), or an instant (2026-11-23T08:00:00+01:00).';

/** Reads `--at`: a day, a local time, or an ISO 8601 instant with its offset or Z. */
export const parseMoment = (text: string): Moment => momentIn(text, '--at');

/** Reads a slot, written as `--at` is. */
export const parseSlot = (text: string): Moment => momentIn(text, 'The slot');

function momentIn(text: string, what: string): Moment {
  const [, day = '', hour, minute, second = '00', fraction = '', offset] = FORM.exec(text.trim()) ?? [];
  if (!isDay(day)) throw unreadable(text, what);
  if (hour === undefined) return { kind: 'day', day };
  const local = `${day}T${hour}:${minute}:${second}${fraction}`;
  if (Number.isNaN(Date.parse(`${local}Z`)) || hour === '24') throw unreadable(text, what);
  if (offset === undefined) return { kind: 'local', local };
  const at = Date.parse(local + offset.toUpperCase().replace(/^(.\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(at)) throw unreadable(text, what);
  return { kind: 'instant', at };
}

const unreadable = (text: string, what: string) =>
  new UserError('usage', `${what} “${text}” is not a day or time. ${EXAMPLES}`, { exitCode: 2 });

/** The start of the current minute: two commands within it render the same digest. */
export function currentMinute(now: number): number {
  return Math.floor(now / 60_000) * 60_000;
}

/** The instant (epoch ms) of `--at` for a digest or an export; by default the current minute. */
export async function instantFor(
  moment: Moment | undefined,
  subject: Parameters<typeof import('../schedule/moment.js').instantOf>[1],
  now: number,
): Promise<number> {
  const { instantOf } = await import('../schedule/moment.js');
  return instantOf(moment ?? { kind: 'instant', at: currentMinute(now) }, subject, now);
}
