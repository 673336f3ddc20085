import type { Day } from '../lib/time/zone.js';
import { type DayCount, knownDays } from './days.js';
import { fitBaseline } from './expectation.js';
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

/** Known days before the run that tell what is usual, at most and at least. */
const MAX_HISTORY = 56;
const MIN_HISTORY = 7;

/** Silent is what chance does once in ten years of days, or what lacks so many counts. */
const MAX_PROBABILITY = 1 / 3650;
const MIN_EXPECTED = 10;

/**
 * The silence at the end of a timeline of whole local days, in order, up to the last whole day judged; null where there is none, where chance
 * explains it, or with fewer than seven known days before it. A missing day ends neither the run nor the history: it does not count.
 */
export function silenceOf(days: readonly DayCount[]): Silence | null {
  const known = knownDays(days);
  const lastBusy = known.findLastIndex(({ value }) => value > 0);
  const run = known.slice(lastBusy + 1);
  const history = known.slice(0, lastBusy + 1).slice(-MAX_HISTORY);
  const [first] = run;
  const last = history.at(-1);
  if (first === undefined || last === undefined || history.length < MIN_HISTORY) return null;
  const baseline = fitBaseline(history, last.number);
  const expectations = run.map(({ day }) => baseline.expected(day));
  const expected = expectations.reduce((sum, { mean }) => sum + mean, 0);
  const probability = expectations.reduce((product, each) => product * probabilityOfZero(each), 1);
  if (probability > MAX_PROBABILITY && expected < MIN_EXPECTED) return null;
  return { since: first.day, days: run.length, expected, probability };
}
