import { MODEL_ERROR } from '../../baseline/assumptions.js';
import type { Expectation } from '../../baseline/expectation.js';
import { clamp } from '../../baseline/robust.js';
import { addDays, type Day } from '../../lib/time/zone.js';
import type { Cusum } from '../state.js';

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
  const rests = before.restsUntil !== null && day <= before.restsUntil;
  const next = (sum: number, change: number) =>
    rests && sum === 0 ? 0 : clamp(sum + change - slack, 0, limit);
  const [up, down] = [next(before.up, deviate), next(before.down, -deviate)];
  if (rests && Math.max(up, down) <= limit / 2) return { ...NOTHING, restsUntil: before.restsUntil };
  const found = Math.max(up, down) >= limit;
  return {
    ...(found && up < down ? NO_UP : { up, upSince: sinceOf(up, before.upSince, day) }),
    ...(found && up >= down ? NO_DOWN : { down, downSince: sinceOf(down, before.downSince, day) }),
    restsUntil: found && !rests ? addDays(day, REST_DAYS) : before.restsUntil,
  };
}

const NO_UP = { up: 0, upSince: null };
const NO_DOWN = { down: 0, downSince: null };
const NOTHING = { ...NO_UP, ...NO_DOWN };

const sinceOf = (sum: number, since: Day | null, day: Day): Day | null => (sum > 0 ? (since ?? day) : null);
