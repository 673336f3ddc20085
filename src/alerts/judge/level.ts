import type { CountName, LevelRule } from '../../config/config.js';
import type { Day } from '../../lib/time/zone.js';
import { fractionOf, ratesUntil, usualRate } from '../days/day-rates.js';
import { expectedDay } from '../days/expected-day.js';
import { countsUntil, watchedDays } from '../days/watched-days.js';
import type { DayHistory, IsHoliday } from '../history.js';
import type { DayReading, Facts } from '../reading.js';
import { unknownReading } from './readings.js';

export interface LevelInput {
  readonly day: Day;
  readonly history: DayHistory;
  readonly rule: LevelRule;
  readonly isHoliday: IsHoliday;
}

/** Whether a day's count or rate is beyond a limit of the file. */
export const judgeLevel = (input: LevelInput): DayReading =>
  input.rule.of === 'fallbackRate' ? rateLevel(input) : countLevel(input, input.rule.of);

function countLevel({ day, history, rule, isHoliday }: LevelInput, of: CountName): DayReading {
  const watched = watchedDays(countsUntil(day, history, of), isHoliday);
  const value = watched.at(-1)?.value ?? null;
  if (value === null) return unknownReading(day);
  const found = expectedDay(watched);
  const known = found === null || found === 'learning' ? null : found;
  return {
    day,
    ...levelReading(rule, value, known?.expectation.mean ?? null),
    z: known?.z ?? null,
    weight: beyond(rule, value),
    facts: factsOf(rule),
  };
}

function rateLevel({ day, history, rule, isHoliday }: LevelInput): DayReading {
  const days = ratesUntil(day, history);
  const rate = days.at(-1)?.value ?? null;
  if (rate === null) return unknownReading(day);
  const value = fractionOf(rate);
  if (rate.uses < Math.max(rule.least, 1)) return unknownReading(day, value);
  return {
    day,
    ...levelReading(rule, value, usualRate(days, isHoliday)?.rate ?? null),
    z: null,
    weight: rate.hits,
    facts: { ...factsOf(rule), uses: rate.uses },
  };
}

/**
 * A value against the limit of a rule. It is well inside from half way between the limit and what is usual on; from the limit on, where what is usual
 * is beyond that or not known: nothing lies between then.
 */
export function levelReading(
  rule: LevelRule,
  value: number,
  usual: number | null,
): Pick<DayReading, 'level' | 'value' | 'low' | 'high'> {
  const { limit } = rule;
  const sign = signOf(rule);
  const inside = usual === null ? limit : (limit + usual) / 2;
  const calm = sign * (value - inside) <= 0 ? 'back' : 'between';
  return {
    level: sign * (value - limit) > 0 ? 'over' : calm,
    value,
    low: rule.kind === 'above' ? null : limit,
    high: rule.kind === 'above' ? limit : null,
  };
}

/** How far a value is beyond the limit, 0 within it. */
export const beyond = (rule: LevelRule, value: number): number =>
  Math.max(signOf(rule) * (value - rule.limit), 0);

export const factsOf = ({ limit, allowance }: LevelRule): Facts =>
  allowance === null ? { limit } : { limit, allowance };

const signOf = ({ kind }: LevelRule) => (kind === 'above' ? 1 : -1);
