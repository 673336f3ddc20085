import { MIN_HISTORY_WEEKS } from '../../baseline/assumptions.js';
import { type DayCount, knownDays } from '../../baseline/days.js';
import { probabilityOfZero, usualRange } from '../../baseline/negative-binomial.js';
import { normalQuantile } from '../../baseline/normal.js';
import { clamp } from '../../baseline/robust.js';
import { type EmptyRun, emptyRunOf } from '../../baseline/silence.js';
import type { Day } from '../../lib/time/zone.js';
import { learntDays } from '../days/watched-days.js';
import type { DayReading } from '../reading.js';
import { silenceLimit } from './budget.js';
import { bareReading, deviateLevel, unknownReading } from './readings.js';

/** Known days from which on a run of empty days is judged by chance alone. */
const LEARNT_DAYS = MIN_HISTORY_WEEKS * 7;

/** Days in which the end of a silence is still noticed as one while a series is being learnt. */
const LOOK_BACK = 7;

/**
 * Whether nothing has come for longer than chance explains. With fewer than six weeks known it must also be longer than ever before, and everything
 * else is still learnt. Without a week of history nothing is known: such a bot may be new, or dead for weeks.
 */
export function judgeSilence(day: Day, watched: readonly DayCount[], alpha: number): DayReading {
  const value = watched.at(-1)?.value ?? null;
  if (value === null) return unknownReading(day);
  const limit = silenceLimit(alpha);
  if (value > 0) {
    const back = isLearnt(watched) || endedSilence(watched, limit);
    return bareReading(day, back ? 'back' : 'learning', value);
  }
  const run = emptyRunOf(watched);
  if (run === null) return unknownReading(day, value);
  const { since, days, expected } = run;
  return {
    day,
    level: levelOfRun(run, limit),
    value,
    ...usualRange(run.baseline.expected(day)),
    z: deviateOf(run),
    weight: expected,
    facts: { since, days, expected },
  };
}

const isLearnt = (watched: readonly DayCount[]): boolean =>
  knownDays(learntDays(watched)).length >= LEARNT_DAYS;

function endedSilence(watched: readonly DayCount[], limit: number): boolean {
  const last = watched.findLastIndex(({ value }) => value === 0);
  if (last < watched.length - 1 - LOOK_BACK) return false;
  const run = emptyRunOf(watched.slice(0, last + 1));
  return run !== null && levelOfRun(run, limit) === 'over';
}

function levelOfRun(run: EmptyRun, limit: number): DayReading['level'] {
  const level = deviateLevel(-deviateOf(run), -normalQuantile(limit));
  if (run.history >= LEARNT_DAYS) return level;
  return level === 'over' && run.days > run.longest ? 'over' : 'learning';
}

/**
 * As probable as the run, and below 0 where that is improbable. All its days err by the same level, so that their joint probability is more than the
 * product.
 */
function deviateOf({ baseline, empty }: EmptyRun): number {
  const probability = probabilityOfZero(baseline.total(empty));
  return normalQuantile(clamp(probability, Number.MIN_VALUE, MAX_PROBABILITY));
}

/** Keeps the deviate of a run of which nothing was expected finite. */
const MAX_PROBABILITY = 0.999;
