import type { DigestConfig } from '../../config/config.js';
import { scheduleOf } from '../../schedule/schedule.js';
import { latestSlot } from '../../schedule/slots.js';
import { currentMinute } from '../instant.js';

/** The slot that a demo renders: the latest at `now` (epoch ms), or now without a schedule. */
export function demoSlot(digest: DigestConfig, now: number): number {
  const schedule = scheduleOf(digest);
  const minute = currentMinute(now);
  return (schedule && latestSlot(schedule, minute)) || minute;
}
