import { localTime } from '../../lib/time/zone.js';
import type { Omission } from '../../schedule/pause.js';
import { dayWords } from './times.js';

/** `paused by ada through Sun 3 Jan`, `skipped by ada`; without a name for a pause in the configuration. */
export function omissionText({ reason, by, until }: Omission, zone: string, now: number): string {
  const who = by === null ? '' : ` by ${by}`;
  if (reason === 'skipped-by-hand') return `skipped${who}`;
  const through = until === null ? '' : ` through ${dayWords(localTime(zone, until - 1).day, now)}`;
  return `paused${who}${through}`;
}
