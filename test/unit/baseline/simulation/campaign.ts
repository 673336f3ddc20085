import { type Baseline, baselineOf } from '../../../../src/baseline/expectation.js';
import { countsDiffer, newsLimit, ratesDiffer } from '../../../../src/baseline/guard.js';
import { usualRange } from '../../../../src/baseline/negative-binomial.js';
import { rateBaselineOf } from '../../../../src/baseline/rate-baseline.js';
import { medianOf } from '../../../../src/baseline/robust.js';
import { silenceOf } from '../../../../src/baseline/silence.js';
import { randomFrom } from '../../../support/cron-triples.js';
import { draw, hitTable } from './counts.js';
import { dayAt, type Event, historyOf, type Source, sourceOf, WEEK_AFTER } from './series.js';

const RATES = [0.05, 0.1] as const;
export const CANDIDATES = [1, 5, 15] as const;

/** Shares of trials, 0 to 1: unchanged weeks that are told, and weeks that are told when they changed. */
export interface Told {
  readonly unchanged: number;
  readonly halved: number;
  readonly doubled: number;
  readonly dead: number;
}

/** Weeks of a whole against its usual range, by what happened in the history. */
export interface RangeRow {
  readonly weekly: number;
  readonly dispersion: number;
  readonly told: Readonly<Record<Event, Told>>;
}

/** Weeks of one candidate among several against the week before, by the guard; `unchanged` is the share of weeks with any. */
export interface GuardRow {
  readonly weekly: number;
  readonly dispersion: number;
  readonly told: Readonly<Record<number, Told>>;
}

/** Weekly rates against the usual range and the week before; `bad` with one week of three times the rate in the history. */
export interface RateRow {
  readonly uses: number;
  readonly rate: number;
  readonly dispersion: number;
  readonly range: { readonly unchanged: number; readonly tripled: number };
  readonly bad: { readonly unchanged: number; readonly tripled: number };
  readonly guard: { readonly unchanged: number; readonly tripled: number };
}

/** Silences of a bot: those of a year in which it lived, and the days until its death is told. */
export interface SilenceRow {
  readonly daily: number;
  readonly dispersion: number;
  readonly falseAYear: number;
  readonly medianDays: number;
}

export interface Campaign {
  readonly trials: number;
  /** Simulated years of the silences. */
  readonly years: number;
  readonly range: readonly RangeRow[];
  readonly guard: readonly GuardRow[];
  readonly rates: readonly RateRow[];
  readonly silence: readonly SilenceRow[];
}

const FACTORS = { unchanged: 1, halved: 0.5, doubled: 2, dead: 0 } as const;
const CASES = ['unchanged', 'halved', 'doubled', 'dead'] as const;

/** The rows of a campaign by their counts. */
export interface Scope {
  readonly weekly: readonly number[];
  readonly uses: readonly number[];
  readonly daily: readonly number[];
  readonly dispersions: readonly number[];
}

export const WHOLE: Scope = {
  weekly: [30, 100, 300, 1000, 3000],
  uses: [100, 300, 1000, 3000],
  daily: [0.5, 2, 5, 10, 30],
  dispersions: [1, 2, 4],
};

/** Trials of the page, and of a sample that takes seconds. */
export const TRIALS = { page: 4000, sample: 100 };

/** Rows, each from a seed of its own: the same trials give the same numbers everywhere. */
export function runCampaign(trials: number, { weekly, uses, daily, dispersions }: Scope): Campaign {
  const counts = weekly.flatMap((count) => dispersions.map((dispersion) => ({ weekly: count, dispersion })));
  const rates = uses.flatMap((count) =>
    RATES.flatMap((rate) =>
      dispersions
        .filter((dispersion) => dispersion < 4)
        .map((dispersion) => ({ uses: count, rate, dispersion })),
    ),
  );
  const days = daily.flatMap((count) => dispersions.map((dispersion) => ({ daily: count, dispersion })));
  const years = Math.ceil(trials / 20);
  return {
    trials,
    years,
    range: counts.map((row) => rangeRow(row, trials)),
    guard: counts.map((row) => guardRow(row, trials)),
    rates: rates.map((row) => rateRow(row, trials)),
    silence: days.map((row) => silenceRow(row, years)),
  };
}

type Counts = Pick<RangeRow, 'weekly' | 'dispersion'>;

function rangeRow({ weekly, dispersion }: Counts, trials: number): RangeRow {
  const random = randomFrom(weekly * 10 + dispersion);
  const source = sourceOf(weekly, dispersion, random);
  const told = (event: Event): Told =>
    share(
      trials,
      () => {
        const { low, high } = usualRange(baseline(source, event, random).total(WEEK_AFTER));
        return (count) => count < low || count > high;
      },
      source,
    );
  return {
    weekly,
    dispersion,
    told: {
      none: told('none'),
      spike: told('spike'),
      holiday: told('holiday'),
      slackWeek: told('slackWeek'),
    },
  };
}

/** Pairs of unchanged weeks for one baseline: a candidate among fifteen is news in three of a thousand of them. */
const PAIRS = 5;

function guardRow({ weekly, dispersion }: Counts, trials: number): GuardRow {
  const random = randomFrom(weekly * 10 + dispersion + 5);
  const source = sourceOf(weekly, dispersion, random);
  const week = (kind: keyof Told) => total(source.counts(7, FACTORS[kind]));
  const zs: Record<keyof Told, number[]> = { unchanged: [], halved: [], doubled: [], dead: [] };
  for (let trial = 0; trial < trials; trial += 1) {
    const { dispersion: estimated, freedom } = baseline(source, 'none', random);
    const options = { dispersion: estimated, freedom, ratio: 1, candidates: 1 };
    for (const kind of CASES)
      for (let pair = 0; pair < (kind === 'unchanged' ? PAIRS : 1); pair += 1)
        zs[kind].push(countsDiffer(week(kind), week('unchanged'), options).z);
  }
  const told = (candidates: number): Told => {
    const news = (kind: keyof Told) =>
      zs[kind].filter((z) => Math.abs(z) >= newsLimit(candidates)).length / zs[kind].length;
    // Candidates are independent: none is news where each of them is not.
    const unchanged = 1 - (1 - news('unchanged')) ** candidates;
    return { unchanged, halved: news('halved'), doubled: news('doubled'), dead: news('dead') };
  };
  return { weekly, dispersion, told: Object.fromEntries(CANDIDATES.map((count) => [count, told(count)])) };
}

/** How often each kind of week is told by a judge that is made anew for each trial. */
function share(trials: number, judge: () => (count: number) => boolean, source: Source): Told {
  const told = { unchanged: 0, halved: 0, doubled: 0, dead: 0 };
  for (let trial = 0; trial < trials; trial += 1) {
    const speaks = judge();
    for (const kind of CASES) if (speaks(total(source.counts(7, FACTORS[kind])))) told[kind] += 1;
  }
  const of = (kind: keyof Told) => told[kind] / trials;
  return { unchanged: of('unchanged'), halved: of('halved'), doubled: of('doubled'), dead: of('dead') };
}

function baseline(source: Source, event: Event, random: () => number): Baseline {
  const made = baselineOf(historyOf(source.counts(56, 1), event, Math.floor(random() * 56)));
  if (made === null) throw new Error('Eight known weeks have a baseline.');
  return made;
}

function rateRow(
  { uses, rate, dispersion }: Pick<RateRow, 'uses' | 'rate' | 'dispersion'>,
  trials: number,
): RateRow {
  const random = randomFrom(uses * 10 + rate * 100 + dispersion);
  const tables = {
    unchanged: hitTable(uses, rate, dispersion),
    tripled: hitTable(uses, rate * 3, dispersion),
  };
  const hits = (kind: 'unchanged' | 'tripled') => draw(tables[kind], random());
  const row = {
    range: { unchanged: 0, tripled: 0 },
    bad: { unchanged: 0, tripled: 0 },
    guard: { unchanged: 0, tripled: 0 },
  };
  for (let trial = 0; trial < trials; trial += 1) {
    const weeks = Array.from({ length: 8 }, () => ({ uses, hits: hits('unchanged') }));
    const bad = weeks.with(Math.floor(random() * 8), { uses, hits: Math.round(uses * rate * 3) });
    const [usual, marred] = [rateBaselineOf(weeks), rateBaselineOf(bad)];
    const before = weeks.at(-1);
    if (!usual || !marred || !before) throw new Error('Eight known weeks have a baseline.');
    const options = { dispersion: usual.dispersion, candidates: 1 };
    for (const kind of ['unchanged', 'tripled'] as const) {
      const now = { uses, hits: hits(kind) };
      const within = ({ low, high }: { low: number; high: number }) =>
        now.hits / uses >= low && now.hits / uses <= high;
      if (!within(usual.range(uses))) row.range[kind] += 1;
      if (!within(marred.range(uses))) row.bad[kind] += 1;
      if (ratesDiffer(now, before, options).news) row.guard[kind] += 1;
    }
  }
  const shares = ({ unchanged, tripled }: RateRow['range']) => ({
    unchanged: unchanged / trials,
    tripled: tripled / trials,
  });
  const [range, bad, guard] = [shares(row.range), shares(row.bad), shares(row.guard)];
  return { uses, rate, dispersion, range, bad, guard };
}

const YEAR = 364;

function silenceRow(
  { daily, dispersion }: Pick<SilenceRow, 'daily' | 'dispersion'>,
  years: number,
): SilenceRow {
  const random = randomFrom(daily * 100 + dispersion);
  const source = sourceOf(daily * 7, dispersion, random);
  const runs: number[] = [];
  let alarms = 0;
  for (let year = 0; year < years; year += 1) {
    const counts = source.counts(56 + YEAR, 1);
    const days = [...counts, ...DEAD].map((value, index) => ({ day: dayAt(index), value }));
    const silent = (end: number) => silenceOf(days.slice(Math.max(end - SEEN, 0), end)) !== null;
    for (let end = 57, last = false; end <= counts.length; end += 1) {
      const now = counts[end - 1] === 0 && silent(end);
      if (now && !last) alarms += 1;
      last = now;
    }
    // A year that happens to end on empty days has told them already.
    const alive = counts.findLastIndex((count) => count > 0) + 1;
    runs.push(DEAD.findIndex((_, index) => silent(alive + index + 1)) + 1);
  }
  return { daily, dispersion, falseAYear: alarms / years, medianDays: medianOf(runs) };
}

const DEAD = new Array<number>(100).fill(0);

/** How many days a silence is judged by. */
const SEEN = 200;

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
