import { medianOf } from '../../../../src/baseline/robust.js';
import type { AlertRule } from '../../../../src/config/config.js';
import { randomOf } from '../../../../src/lib/random.js';
import { above, changed } from '../judge/input.js';
import { BEFORE, type Course, countsOf, dayAt, fallbacksOf, YEAR } from './invented.js';
import { episodesOf } from './watch.js';

/** Episodes a year of one alert of one bot, each kind with its part of the budget of one a year. */
export interface FalseAlarms {
  readonly silence: number;
  readonly unusual: number;
  readonly drift: number;
}

/** Series of one mean and dispersion. */
export interface CountRow {
  readonly daily: number;
  readonly dispersion: number;
  readonly steady: FalseAlarms;
  /** Growing by 2 % a week. */
  readonly growing: FalseAlarms;
  /** With two days of a tenth each quarter, which the alert knows to be holidays. */
  readonly holidays: FalseAlarms;
  /** Median of the days until any kind notices the change; null for more than ten weeks. */
  readonly noticed: Readonly<Record<Change, number | null>>;
}

/** Fallback rates of so many uses a day, of which a tenth are fallbacks. */
export interface RateRow {
  readonly uses: number;
  readonly dispersion: number;
  /** Episodes a year above a limit of 20 %, of one day and of three in a row, and of a change by half over seven days. */
  readonly above: number;
  readonly aboveForThree: number;
  readonly up: number;
}

/** Counts that are to fall or rise by 30 % over seven days. */
export interface ChangeRow {
  readonly daily: number;
  readonly dispersion: number;
  readonly down: number;
  readonly up: number;
}

export interface Campaign {
  readonly years: number;
  readonly counts: readonly CountRow[];
  readonly rates: readonly RateRow[];
  readonly changes: readonly ChangeRow[];
}

export interface Scope {
  readonly daily: readonly number[];
  readonly uses: readonly number[];
  readonly dispersions: readonly number[];
}

export const WHOLE: Scope = {
  daily: [0.5, 2, 5, 10, 30, 100, 300],
  uses: [30, 100, 300],
  dispersions: [1, 2, 4],
};

/** Years a row of the page, and of a sample that takes seconds. */
export const YEARS = { page: 60, sample: 3 };

const CHANGES = { dead: 0, halved: 0.5, doubled: 2 } as const;
export type Change = keyof typeof CHANGES;

/** An alert of one bot, silent or unusual: three kinds share the budget of one a year. */
const ALPHA = 1 / 365 / 3;
const SINGLE = 1 / 365;

/** Rows, each from a seed of its own: the same years give the same numbers everywhere. */
export function runCampaign(years: number, { daily, uses, dispersions }: Scope): Campaign {
  const each = <Row>(counts: readonly number[], row: (count: number, dispersion: number) => Row) =>
    counts.flatMap((count) => dispersions.map((dispersion) => row(count, dispersion)));
  return {
    years,
    counts: each(daily, (count, dispersion) => countRow(count, dispersion, years)),
    rates: each(uses, (count, dispersion) => rateRow(count, dispersion, years)),
    changes: each(daily, (count, dispersion) => changeRow(count, dispersion, years)),
  };
}

const RULES = {
  silence: { rule: { kind: 'silence', of: 'conversations' }, kind: 'silence' },
  unusual: { rule: { kind: 'unusual', of: 'conversations' }, kind: 'unusual' },
  drift: { rule: { kind: 'unusual', of: 'conversations' }, kind: 'drift' },
} as const;

function countRow(daily: number, dispersion: number, years: number): CountRow {
  const course = (name: string, factor?: Course['factor']): Course => ({
    random: randomOf('alerts', name, daily, dispersion),
    daily,
    dispersion,
    ...(factor ? { factor } : {}),
  });
  const isHoliday = (index: number) => index % 91 === 40 || index % 91 === 41;
  const holidays = new Set(
    Array.from({ length: BEFORE + YEAR }, (_, at) => at)
      .filter(isHoliday)
      .map(dayAt),
  );
  return {
    daily,
    dispersion,
    steady: falseAlarms(course('steady'), years),
    growing: falseAlarms(
      course('growing', (at) => 1.02 ** (at / 7)),
      years,
    ),
    holidays: falseAlarms(
      course('holidays', (at) => (isHoliday(at) ? 0.1 : 1)),
      years,
      (day) => holidays.has(day),
    ),
    noticed: {
      dead: daysUntil(course('dead'), CHANGES.dead, years),
      halved: daysUntil(course('halved'), CHANGES.halved, years),
      doubled: daysUntil(course('doubled'), CHANGES.doubled, years),
    },
  };
}

function falseAlarms(course: Course, years: number, isHoliday = (_day: string) => false): FalseAlarms {
  const sums = { silence: 0, unusual: 0, drift: 0 };
  for (let year = 0; year < years; year += 1) {
    const conversations = countsOf(course, BEFORE + YEAR);
    for (const kind of ['silence', 'unusual', 'drift'] as const)
      sums[kind] += episodesOf({ conversations }, { ...RULES[kind], alpha: ALPHA, isHoliday }).length;
  }
  const { silence, unusual, drift } = sums;
  return { silence: silence / years, unusual: unusual / years, drift: drift / years };
}

/** Days in which a change is to be noticed. */
const PATIENCE = 70;
/** Each change begins on another weekday, three weeks after the first judged day. */
const CALM = 21;

function daysUntil(course: Course, factor: number, years: number): number | null {
  const days = Array.from({ length: years }, (_, year) => {
    const begins = BEFORE + CALM + (year % 7);
    const changing = { ...course, factor: (at: number) => (at < begins ? 1 : factor) };
    const conversations = countsOf(changing, begins + PATIENCE);
    const found = Object.values(RULES).flatMap((rule) =>
      episodesOf({ conversations }, { ...rule, alpha: ALPHA }).filter((at) => at >= begins),
    );
    return Math.min(...found, begins + PATIENCE) - begins + 1;
  });
  const median = medianOf(days);
  return median > PATIENCE ? null : median;
}

function rateRow(usesADay: number, dispersion: number, years: number): RateRow {
  const random = randomOf('alerts', 'rates', usesADay, dispersion);
  const sums = { above: 0, aboveForThree: 0, up: 0 };
  const limit = above(0.2, { of: 'fallbackRate', least: 30 });
  const rules: Readonly<Record<keyof typeof sums, AlertRule>> = {
    above: limit,
    aboveForThree: { ...limit, days: 3 },
    up: changed('up', 0.5, { of: 'fallbackRate', least: 30 }),
  };
  for (let year = 0; year < years; year += 1) {
    const uses = countsOf({ random, daily: usesADay, dispersion }, BEFORE + YEAR);
    const fallbacks = fallbacksOf(random, uses, { chance: 0.1, dispersion });
    for (const [name, rule] of entriesOf(rules))
      sums[name] += episodesOf({ uses, fallbacks }, { rule, alpha: SINGLE }).length;
  }
  return {
    uses: usesADay,
    dispersion,
    above: sums.above / years,
    aboveForThree: sums.aboveForThree / years,
    up: sums.up / years,
  };
}

function changeRow(daily: number, dispersion: number, years: number): ChangeRow {
  const random = randomOf('alerts', 'changes', daily, dispersion);
  const sums = { down: 0, up: 0 };
  for (let year = 0; year < years; year += 1) {
    const conversations = countsOf({ random, daily, dispersion }, BEFORE + YEAR);
    for (const kind of ['down', 'up'] as const)
      sums[kind] += episodesOf({ conversations }, { rule: changed(kind, 0.3), alpha: SINGLE }).length;
  }
  return { daily, dispersion, down: sums.down / years, up: sums.up / years };
}

const entriesOf = <Key extends string, Value>(record: Readonly<Record<Key, Value>>) =>
  Object.entries(record) as [Key, Value][];
