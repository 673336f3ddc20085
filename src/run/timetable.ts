import type { DigestConfig } from '../config/config.js';
import { retryLimit, type Timetable } from '../schedule/due.js';

/** When a digest is due; null for one on demand. */
export function timetableOf({ schedule, timezone, catchUp, maxLateness }: DigestConfig): Timetable | null {
  return schedule === null ? null : { schedule, zone: timezone, catchUp, maxLateness };
}

/** Until when a run of a digest that begins now may be tried again, epoch ms. */
export function deadlineFor(digest: DigestConfig, now: number): number {
  return retryLimit(timetableOf(digest), now);
}
