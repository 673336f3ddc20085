import { type DayCount, dayNumber, knownDays } from '../../baseline/days.js';
import { type Baseline, baselineOf, fitBaseline } from '../../baseline/expectation.js';
import { sumOf } from '../../baseline/robust.js';
import type { CountName, LevelRule, WeekStart } from '../../config/config.js';
import { addDays, type Day, daysBetween } from '../../lib/time/zone.js';
import { fractionOf, ratesUntil, summed } from '../days/day-rates.js';
import { countsUntil, watchedDays } from '../days/watched-days.js';
import type { DayHistory, IsHoliday } from '../history.js';
import type { DayReading } from '../reading.js';
import { beyond, factsOf, levelReading } from './level.js';
import { daysAfter, type PeriodDays, type PeriodOfRule, periodOf } from './period-days.js';
import { learningReading, unknownReading } from './readings.js';

export interface PeriodInput {
  readonly day: Day;
  readonly histories: readonly DayHistory[];
  readonly rule: LevelRule;
  readonly within: PeriodOfRule;
  readonly isHoliday: IsHoliday;
  readonly weekStart: WeekStart;
}

/** Known days from which on a bot's pace can be told. */
const MIN_PACE_DAYS = 7;

/**
 * Whether the sum over all bots since the period began is beyond a limit, or what it will be at the end of it. Holidays count. A missing day leaves it
 * unknown, except where the known days alone are above the limit. Without projection a limit from below is judged when the period is over.
 */
export function judgePeriod(input: PeriodInput): DayReading {
  const { day, rule, within, weekStart } = input;
  const period = periodOf(within, day, weekStart);
  return rule.of === 'fallbackRate' ? ratePeriod(input, period) : countPeriod(input, period, rule.of);
}

/** What the bots counted on each day of the period so far. */
interface SoFar {
  readonly daily: readonly number[];
  readonly complete: boolean;
}

function countPeriod(input: PeriodInput, period: PeriodDays, of: CountName): DayReading {
  const { day, histories, rule } = input;
  const counts = histories.map((history) => countsUntil(day, history, of));
  const { daily, complete } = soFar(counts, daysBetween(period.from, day) + 1);
  const value = sumOf(daily);
  const facts = { ...factsOf(rule), from: period.from, to: period.to };
  const passed = rule.kind === 'above' && value > rule.limit;
  if (!complete && !passed) return unknownReading(day);
  const rest = complete ? expectedRest(counts, input, period) : null;
  if (rule.projected && rest === null && !passed) return learningReading(day, value);
  const projected = rest && value + sumOf(rest.days);
  const compared = rule.projected && projected !== null ? projected : value;
  const found = levelReading(rule, compared, rest?.whole ?? null);
  const reached = dayReached([...daily, ...(rest?.days ?? [])], rule, period);
  return {
    day,
    ...found,
    level:
      rule.kind === 'below' && !rule.projected ? unfinished(rule, value, day === period.to) : found.level,
    value,
    z: null,
    weight: beyond(rule, compared),
    facts: {
      ...facts,
      ...(projected === null ? {} : { projected: Math.round(projected) }),
      ...(reached === null ? {} : { reached }),
    },
  };
}

/** A sum only grows: it is certain once the limit is reached, or the period over. */
function unfinished({ limit }: LevelRule, value: number, isOver: boolean): DayReading['level'] {
  if (value >= limit) return 'back';
  return isOver ? 'over' : 'between';
}

function soFar(counts: readonly (readonly DayCount[])[], length: number): SoFar {
  const daily = new Array<number>(length).fill(0);
  let complete = counts.length > 0;
  for (const days of counts)
    for (let index = 0; index < length; index += 1) {
      const value = days.at(index - length)?.value ?? null;
      complete &&= value !== null;
      daily[index] = (daily[index] ?? 0) + (value ?? 0);
    }
  return { daily, complete };
}

/** Counts to expect on each day after the judged one, and over the whole period. */
interface Rest {
  readonly days: readonly number[];
  readonly whole: number;
}

/** null where the pace of a bot is not known. */
function expectedRest(
  counts: readonly (readonly DayCount[])[],
  { day, isHoliday }: PeriodInput,
  period: PeriodDays,
): Rest | null {
  const paces = counts.map((days) => paceOf(watchedDays(days, isHoliday)));
  if (paces.includes('learning')) return null;
  const known = paces.filter((pace): pace is Baseline => typeof pace === 'object' && pace !== null);
  const expected = (on: Day) => sumOf(known.map((pace) => pace.expected(on).mean));
  const whole = daysAfter(addDays(period.from, -1), period);
  return { days: daysAfter(day, period).map(expected), whole: sumOf(whole.map(expected)) };
}

/** What a bot counts a day; null for one that never had any. */
function paceOf(days: readonly DayCount[]): Baseline | 'learning' | null {
  const known = knownDays(days);
  const last = days.at(-1);
  if (last === undefined || known.length === 0)
    return days.some(({ value }) => value === 0) ? null : 'learning';
  if (known.length < MIN_PACE_DAYS) return 'learning';
  return baselineOf(days) ?? fitBaseline(known, dayNumber(last.day));
}

/** The first day by which more than the limit is counted or to be expected; null where there is none in the period. */
function dayReached(daily: readonly number[], { limit }: LevelRule, { from }: PeriodDays): Day | null {
  let sum = 0;
  const index = daily.findIndex((count) => {
    sum += count;
    return sum > limit;
  });
  return index === -1 ? null : addDays(from, index);
}

/** The rate of all uses so far; a rate has nothing to project. */
function ratePeriod({ day, histories, rule }: PeriodInput, period: PeriodDays): DayReading {
  const length = daysBetween(period.from, day) + 1;
  const days = histories.map((history) => ratesUntil(day, history).slice(-length));
  const rates = days.flatMap((each) => each.map(({ value }) => value)).filter((rate) => rate !== null);
  if (rates.length < histories.length * length) return unknownReading(day);
  const { uses, hits } = summed(rates);
  const value = fractionOf({ uses, hits });
  if (uses < Math.max(rule.least, 1)) return unknownReading(day, value);
  return {
    day,
    ...levelReading(rule, value, null),
    z: null,
    weight: hits,
    facts: { ...factsOf(rule), uses, from: period.from, to: period.to },
  };
}
