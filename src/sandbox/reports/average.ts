import { bucketStart, DAY, type Dimension, HOUR } from '../model/calendar.js';
import { round } from '../model/rounding.js';
import type { Arrival } from '../traffic/arrival.js';
import type { SandboxVariant } from './variant.js';

/** What an average of one bucket is computed from. */
export interface BucketTally {
  conversations: number;
  messages: number;
  /** Hours and days with a conversation, counted from the epoch. */
  readonly hours: Set<number>;
  readonly days: Set<number>;
}

export const emptyTally = (): BucketTally => ({
  conversations: 0,
  messages: 0,
  hours: new Set(),
  days: new Set(),
});

export function count(tally: BucketTally, { start, conversations, messages }: Arrival): void {
  tally.conversations += conversations;
  tally.messages += messages;
  tally.hours.add(Math.floor(start / HOUR));
  tally.days.add(Math.floor(start / DAY));
}

/** The average of the bucket that begins at `start`, two decimals; 0 where nothing is to be divided. */
export function averageOf(
  { conversations, messages, hours, days }: BucketTally,
  { dimension, start }: { readonly dimension: Dimension; readonly start: number },
  kind: SandboxVariant['average'],
): number {
  const length = bucketStart(dimension, start, 1) - start;
  const parts = { hour: length / HOUR, activeHour: hours.size, day: Math.max(1, length / DAY) };
  const [whole, by] =
    kind === 'messages'
      ? [messages, conversations]
      : [conversations, kind === 'activeDay' ? days.size : parts[kind]];
  return by === 0 ? 0 : round(whole / by);
}
