import type { GapRule } from '../../config/config.js';
import type { DayHistory } from '../history.js';
import type { DayReading } from '../reading.js';
import type { JudgeInput } from './input.js';
import { unknownReading } from './readings.js';

/** A check may come a little before the same time of day. */
const LEEWAY = 3_600_000;

/** Whether the API has not answered for too long, in ms since its last good answer. JudgeResult on the day of the check, which follows the last whole day. */
export function judgeGap(
  { after }: GapRule,
  { histories: [history], day, memory, now }: JudgeInput,
): DayReading {
  const goodAt = lastGood(history, memory.goodAt);
  if (history === undefined || goodAt === null) return unknownReading(day);
  const silent = history.gap === null ? 0 : Math.max(now - goodAt, 0);
  const level = silent >= after - LEEWAY ? 'over' : 'between';
  return {
    day,
    level: history.gap === null ? 'back' : level,
    value: silent,
    low: 0,
    high: after,
    z: null,
    weight: 0,
    facts: { goodAt, limit: after, ...(history.gap === null ? {} : { reason: history.gap }) },
  };
}

function lastGood(history: DayHistory | undefined, remembered: number | null): number | null {
  const known = [history?.goodAt ?? null, remembered].filter((at) => at !== null);
  return known.length === 0 ? null : Math.max(...known);
}
