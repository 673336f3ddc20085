import type { DigestConfig } from '../../config/config.js';
import { latestSlot } from '../../schedule/slots.js';
import { currentMinute } from '../instant.js';

/** The slot that a demo renders: the latest at `now` (epoch ms), or now without a schedule. */
export function demoSlot({ schedule, timezone: zone }: DigestConfig, now: number): number {
  const minute = currentMinute(now);
  return (schedule && latestSlot({ schedule, zone }, minute)) || minute;
}
