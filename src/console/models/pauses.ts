import type { StoredPause } from '../../ledger/ledger.js';
import { localTime } from '../../lib/time/zone.js';
import { clockText, dayWords } from '../words/times.js';

/** A pause or a skip in words, in the order of a table: what, since when, until when, who asked and when, who ended it. */
export type PauseLine = readonly [what: string, from: string, until: string, asked: string, ended: string];

/** What people left out of a digest, the latest first. */
export function pauseRows(pauses: readonly StoredPause[], zone: string, now: number): readonly PauseLine[] {
  return pauses
    .toSorted((one, other) => other.at - one.at)
    .map(({ kind, from, until, by, at, endedBy }) => {
      const skip = kind === 'skip';
      return [
        skip ? 'Skip' : 'Pause',
        clockText(skip ? from : Math.max(from, at), zone, now),
        skip ? '' : endText({ until, endedBy }, zone, now),
        `${by}, ${clockText(at, zone, now)}`,
        endedText({ until, endedBy, from }, skip, now),
      ];
    });
}

/** A pause that nobody ended goes through a day. */
function endText(
  { until, endedBy }: Pick<StoredPause, 'until' | 'endedBy'>,
  zone: string,
  now: number,
): string {
  if (until === null) return 'until it is resumed';
  return endedBy === null
    ? `through ${dayWords(localTime(zone, until - 1).day, now)}`
    : clockText(until, zone, now);
}

function endedText(
  { from, until, endedBy }: Pick<StoredPause, 'from' | 'until' | 'endedBy'>,
  skip: boolean,
  now: number,
): string {
  if (endedBy !== null) return skip ? `taken back by ${endedBy}` : `by ${endedBy}`;
  if (until !== null && until <= now) return 'over';
  return from > now ? 'to come' : 'lasts';
}
