import { type Baseline, baselineOf } from '../../../../src/baseline/expectation.js';
import { countsDiffer, newsLimit, ratesDiffer } from '../../../../src/baseline/guard.js';
import { usualRange } from '../../../../src/baseline/negative-binomial.js';
import { rateBaselineOf } from '../../../../src/baseline/rate-baseline.js';
import { randomFrom } from '../../../support/cron-triples.js';
import { draw, hitTable } from './counts.js';
import { type Event, historyOf, type Source, sourceOf, WEEK_AFTER } from './series.js';

export const WEEKLY = [30, 100, 300, 1000, 3000] as const;
export const DISPERSIONS = [1, 2, 4] as const;
export const CANDIDATES = [1, 5, 15] as const;
export const USES = [100, 300, 1000, 3000] as const;
export const RATES = [0.05, 0.1] as const;

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

export interface Campaign {
  readonly trials: number;
  readonly range: readonly RangeRow[];
  readonly guard: readonly GuardRow[];
  readonly rates: readonly RateRow[];
}

const FACTORS = { unchanged: 1, halved: 0.5, doubled: 2, dead: 0 } as const;
const CASES = ['unchanged', 'halved', 'doubled', 'dead'] as const;

/** All rows, each from a seed of its own: the same trials give the same numbers everywhere. */
export function runCampaign(trials: number): Campaign {
  const counts = WEEKLY.flatMap((weekly) => DISPERSIONS.map((dispersion) => ({ weekly, dispersion })));
  const rates = USES.flatMap((uses) =>
    RATES.flatMap((rate) => [1, 2].map((dispersion) => ({ uses, rate, dispersion }))),
  );
  return {
    trials,
    range: counts.map((row) => rangeRow(row, trials)),
    guard: counts.map((row) => guardRow(row, trials)),
    rates: rates.map((row) => rateRow(row, trials)),
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
  return { weekly, dispersion, told: { none: told('none'), spike: told('spike'), holiday: told('holiday') } };
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
    for (const kind of CASES) if (speaks(total(source.counts(7, FACTORS[kind])))) told[kind] += 1 / trials;
  }
  return told;
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
      if (!within(usual.range(uses))) row.range[kind] += 1 / trials;
      if (!within(marred.range(uses))) row.bad[kind] += 1 / trials;
      if (ratesDiffer(now, before, options).news) row.guard[kind] += 1 / trials;
    }
  }
  return { uses, rate, dispersion, ...row };
}

const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
