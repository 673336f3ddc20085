import { MODEL_ERROR } from '../../baseline/assumptions.js';
import type { Expectation } from '../../baseline/expectation.js';
import { clamp } from '../../baseline/robust.js';
import { addDays, type Day } from '../../lib/time/zone.js';
import type { Cusum } from '../episodes/state.js';

/**
 * k: what of a day's deviate is no drift yet, half the standard deviation that is looked for. The model's error is no drift either: it may last, as when
 * a bot grows by 2 % a week.
 */
export const DRIFT_SLACK = 0.5;

/** h, at the least. */
export const DRIFT_LIMIT = 8;

/** One day counts for no more. */
const MAX_DEVIATE = 4;

/** Days after a drift was found in which no other is. */
const REST_DAYS = 28;

/** A day whose count is known. */
export interface DriftDay {
  readonly day: Day;
  /** Standard normal deviate of the count. */
  readonly z: number;
  readonly expectation: Expectation;
}

/**
 * Takes a two-sided CUSUM (Page 1954) on by the deviate of a day. A sum stays at the limit while the drift lasts, so that it is back soon after the
 * drift is. From then on, both are 0 until the rest is over.
 */
export function advance(before: Cusum, { day, z, expectation }: DriftDay, limit: number): Cusum {
  const deviate = clamp(z, -MAX_DEVIATE, MAX_DEVIATE);
  const slack = DRIFT_SLACK + (MODEL_ERROR * expectation.mean) / Math.sqrt(expectation.variance);
  const { restsUntil } = before;
  const rests = restsUntil !== null && day <= restsUntil;
  const up = rests && before.up === 0 ? 0 : clamp(before.up + deviate - slack, 0, limit);
  const down = rests && before.down === 0 ? 0 : clamp(before.down - deviate - slack, 0, limit);
  const most = Math.max(up, down);
  if (rests && most <= limit / 2) return { up: 0, down: 0, upSince: null, downSince: null, restsUntil };
  const [keepsUp, keepsDown] = [most < limit || up >= down, most < limit || up < down];
  return {
    up: keepsUp ? up : 0,
    down: keepsDown ? down : 0,
    upSince: keepsUp && up > 0 ? (before.upSince ?? day) : null,
    downSince: keepsDown && down > 0 ? (before.downSince ?? day) : null,
    restsUntil: most >= limit && !rests ? addDays(day, REST_DAYS) : restsUntil,
  };
}
