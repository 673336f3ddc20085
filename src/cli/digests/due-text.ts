import type { DigestConfig } from '../../config/config.js';
import { type Day, localTime } from '../../lib/time/zone.js';

/** `Monday, 4 January 2027 at 08:00`, on the clocks of a zone. */
export const localText = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'full', timeStyle: 'short' }).format(at);

/** When a digest is next sent. */
export const dueText = ({ timezone: zone }: Pick<DigestConfig, 'timezone'>, next: number | null): string =>
  next === null ? 'No slot is to come.' : `It is next due on ${localText(zone, next)} (${zone}).`;

/** The last local day of a pause with that end (exclusive, epoch ms). */
export const lastDay = (zone: string, until: number | null): Day | null =>
  until === null ? null : localTime(zone, until - 1).day;

/** `until 2027-01-03`, or `until it is resumed`. */
export const endText = (zone: string, until: number | null): string =>
  `until ${lastDay(zone, until) ?? 'it is resumed'}`;
