import { baselineOf } from '../../baseline/expectation.js';
import { countsDiffer, type Rate, ratesDiffer } from '../../baseline/guard.js';
import type { ChangeRule } from '../../config/config.js';
import type { Day } from '../../lib/time/zone.js';
import { fractionOf, ratesUntil, summed, usualRate } from '../days/day-rates.js';
import { countsUntil, learntDays, watchedDays } from '../days/watched-days.js';
import type { DayHistory, IsHoliday } from '../history.js';
import type { DayReading } from '../reading.js';
import { changeLimit } from './budget.js';
import { learningReading, unknownReading } from './readings.js';

export interface ChangeInput {
  readonly day: Day;
  readonly history: DayHistory;
  readonly rule: ChangeRule;
  readonly alpha: number;
  readonly isHoliday: IsHoliday;
}

/** A single day is compared with the same weekday a week before. */
const WEEK = 7;

/** Whether a figure of the last days has changed against as many days before, by more than the rule allows and than chance explains. */
export const judgeChange = (input: ChangeInput): DayReading =>
  input.rule.of === 'fallbackRate' ? rateChange(input) : countChange(input, input.rule.of);

function countChange(input: ChangeInput, of: Exclude<ChangeRule['of'], 'fallbackRate'>): DayReading {
  const { day, history, isHoliday } = input;
  const days = countsUntil(day, history, of);
  const pairs = comparedDays(days, input);
  if (pairs === null) return unknownReading(day);
  const now = pairs.reduce((sum, [value]) => sum + value, 0);
  const before = pairs.reduce((sum, [, value]) => sum + value, 0);
  const baseline = baselineOf(learntDays(watchedDays(days, isHoliday)));
  if (baseline === null) return learningReading(day, now);
  const { dispersion, freedom } = baseline;
  const { z } = countsDiffer(now, before, { dispersion, freedom, ratio: 1, candidates: 1 });
  return changeReading(input, {
    now,
    before,
    z,
    weight: Math.abs(now - before),
    uses: null,
    days: pairs.length,
  });
}

function rateChange(input: ChangeInput): DayReading {
  const { day, history, rule, isHoliday } = input;
  const days = ratesUntil(day, history);
  const pairs = comparedDays(days, input);
  if (pairs === null) return unknownReading(day);
  const [now, before] = [summed(pairs.map(([one]) => one)), summed(pairs.map(([, one]) => one))];
  if (Math.min(now.uses, before.uses) < Math.max(rule.least * pairs.length, 1))
    return unknownReading(day, fractionOf(now));
  const usual = usualRate(days, isHoliday);
  if (usual === null) return learningReading(day, fractionOf(now));
  const { z } = ratesDiffer(now, before, { dispersion: usual.dispersion, candidates: 1 });
  return changeReading(input, {
    now: fractionOf(now),
    before: fractionOf(before),
    z,
    weight: Math.abs(fractionOf(now) - fractionOf(before)) * now.uses,
    uses: now.uses,
    days: pairs.length,
  });
}

/**
 * Each of the last days with its counterpart, without those of which either is a holiday. null where one is missing, or where more than half are
 * left out.
 */
function comparedDays<Value extends number | Rate>(
  days: readonly { readonly day: Day; readonly value: Value | null }[],
  { rule: { over }, isHoliday }: ChangeInput,
): readonly (readonly [Value, Value])[] | null {
  const apart = over === 1 ? WEEK : over;
  const pairs: [Value, Value][] = [];
  for (let back = over; back > 0; back -= 1) {
    const [now, before] = [days.at(-back), days.at(-back - apart)];
    if (now === undefined || before === undefined) return null;
    if (isHoliday(now.day) || isHoliday(before.day)) continue;
    if (now.value === null || before.value === null) return null;
    pairs.push([now.value, before.value]);
  }
  return pairs.length * 2 < over ? null : pairs;
}

interface Change {
  /** Counts, or fractions. */
  readonly now: number;
  readonly before: number;
  readonly z: number;
  readonly weight: number;
  readonly uses: number | null;
  /** How many days are compared with as many. */
  readonly days: number;
}

function changeReading(input: ChangeInput, change: Change): DayReading {
  const { day, rule, alpha } = input;
  const { now, before, z, weight, uses, days } = change;
  const rises = rule.kind === 'up';
  const limit = changedBy(before, rule, 1);
  const bound = uses === null ? wholeLimit(limit, rises) : limit;
  return {
    day,
    level: changeLevel(change, rule, alpha),
    value: now,
    low: rises ? null : bound,
    high: rises ? bound : null,
    z,
    weight,
    facts: {
      before,
      days,
      ...(before > 0 ? { change: now / before - 1 } : {}),
      ...(uses === null ? {} : { uses }),
    },
  };
}

/** Beyond the limit when the change is both large and news, well inside it when it is half of either. */
export function changeLevel(
  { now, before, z }: Pick<Change, 'now' | 'before' | 'z'>,
  rule: Pick<ChangeRule, 'kind' | 'by'>,
  alpha: number,
): 'over' | 'between' | 'back' {
  const rises = rule.kind === 'up';
  const limit = changeLimit(alpha);
  const towards = rises ? z : -z;
  const passes = (part: number) =>
    rises ? now > changedBy(before, rule, part) : now < changedBy(before, rule, part);
  if (passes(1) && towards >= limit) return 'over';
  return !passes(1 / 2) || towards <= limit / 2 ? 'back' : 'between';
}

const changedBy = (before: number, { kind, by }: Pick<ChangeRule, 'kind' | 'by'>, part: number) =>
  before * (1 + (kind === 'up' ? by : -by) * part);

const wholeLimit = (limit: number, rises: boolean) => (rises ? Math.floor(limit) : Math.ceil(limit));
