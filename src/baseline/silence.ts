import type { Day } from '../lib/time/zone.js';
import { type DayCount, type KnownDay, knownDays } from './days.js';
import { type Baseline, fitBaseline } from './expectation.js';
import { probabilityOfZero } from './negative-binomial.js';

/** A run of empty days until the end of a timeline that chance does not explain. */
export interface Silence {
  /** The first empty day. */
  readonly since: Day;
  /** Known days of the run, all of them empty. */
  readonly days: number;
  /** The count that was to be expected over those days. */
  readonly expected: number;
  /** The probability of so many empty days by chance. */
  readonly probability: number;
}

/** Empty days at the end of a timeline, whether chance explains them or not. */
export interface EmptyRun extends Silence {
  /** Known days before the run that tell what is usual, 7 to 56. */
  readonly history: number;
  /** The most empty days in a row among them. */
  readonly longest: number;
  /** What was usual before the run. */
  readonly baseline: Baseline;
  /** The known days of the run, in order. */
  readonly empty: readonly Day[];
}

/** Known days before the run that tell what is usual, at most and at least. */
const MAX_HISTORY = 56;
const MIN_HISTORY = 7;

/** Silent is what chance does once in ten years of days, or what lacks so many counts. */
export const SILENT_PROBABILITY = 1 / 3650;
const MIN_EXPECTED = 10;

/**
 * The silence at the end of a timeline of whole local days, in order, up to the last whole day judged; null where there is none, where chance
 * explains it, or with fewer than seven known days before it. A missing day ends neither the run nor the history: it does not count.
 */
export function silenceOf(days: readonly DayCount[]): Silence | null {
  const run = emptyRunOf(days);
  if (run === null || (run.probability > SILENT_PROBABILITY && run.expected < MIN_EXPECTED)) return null;
  const { since, expected, probability } = run;
  return { since, days: run.days, expected, probability };
}

/** The empty days at the end of a timeline, with how improbable they are; null where there are none, or as for `silenceOf`. */
export function emptyRunOf(days: readonly DayCount[]): EmptyRun | null {
  const known = knownDays(days);
  const lastBusy = known.findLastIndex(({ value }) => value > 0);
  const run = known.slice(lastBusy + 1);
  const history = known.slice(0, lastBusy + 1).slice(-MAX_HISTORY);
  const [first] = run;
  const last = history.at(-1);
  if (first === undefined || last === undefined || history.length < MIN_HISTORY) return null;
  const baseline = fitBaseline(history, last.number);
  const expectations = run.map(({ day }) => baseline.expected(day));
  return {
    since: first.day,
    days: run.length,
    expected: expectations.reduce((sum, { mean }) => sum + mean, 0),
    probability: expectations.reduce((product, each) => product * probabilityOfZero(each), 1),
    history: history.length,
    longest: longestRun(history),
    baseline,
    empty: run.map(({ day }) => day),
  };
}

/** The most empty days in a row, missing ones aside. */
function longestRun(days: readonly KnownDay[]): number {
  let [longest, run] = [0, 0];
  for (const { value } of days) {
    run = value > 0 ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
