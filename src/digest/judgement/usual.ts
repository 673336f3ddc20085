import { type Baseline, baselineOf, type Expectation } from '../../baseline/expectation.js';
import { type CountRange, usualRange } from '../../baseline/negative-binomial.js';
import type { BotSnapshot, Snapshot } from '../../chatbot/snapshot.js';
import type { Day } from '../../lib/time/zone.js';
import { isCut } from '../../schedule/window.js';
import type { ReportName } from '../../vocabulary/chatbot.js';
import { answersOf } from '../figures/figures.js';
import { type Timeline, timelineOf } from './timeline.js';

/** What is usual of a figure that adds up over days. */
export interface Usual {
  readonly timeline: Timeline;
  /** From the weeks before the window; null where they were not asked for or do not tell. */
  readonly baseline: Baseline | null;
  /** Of the window's total; null without a baseline, and for a window that is not over. */
  readonly expectation: Expectation | null;
  /** The range of that total; null without an expectation. */
  readonly range: CountRange | null;
  /** φ of its days: of the weeks before, or of the comparison where those were not asked for; 1 where neither tells. */
  readonly dispersion: number;
}

/** Of φ: days of eight weeks less a mean for each week and each weekday. */
const FREEDOM = 42;

/**
 * The total to expect, its variance widened to that of Student's t, because φ is an estimate. It is the poorer the more the counts of a day
 * are skewed, and the winsorised mean is too low then: their excess kurtosis is that of a negative binomial.
 */
function widened(baseline: Baseline, days: readonly Day[]): Expectation {
  const { mean, variance } = baseline.total(days);
  const { dispersion } = baseline;
  if (mean === 0 || dispersion === 1) return { mean, variance };
  const kurtosis = (6 * (dispersion - 1) + 1 / dispersion) / (mean / days.length);
  const freedom = Math.max(LEAST_FREEDOM, FREEDOM / (1 + kurtosis));
  return { mean, variance: (variance * freedom) / (freedom - 2) };
}

/** So that a variance remains. */
const LEAST_FREEDOM = 4;

/** What is usual of one report over the bots given. */
export function usualOf(bots: readonly BotSnapshot[], report: ReportName, snapshot: Snapshot): Usual {
  const timeline = timelineOf(bots, snapshot, (bot, window) => answersOf(bot, report, window));
  const days = timeline.window.map(({ day }) => day);
  const learnt = baselineOf(timeline.before);
  const baseline = snapshot.history === null ? null : learnt;
  const judged = baseline !== null && !isCut(snapshot.window) && days.length > 0;
  const expectation = judged ? widened(baseline, days) : null;
  return {
    timeline,
    baseline,
    expectation,
    range: expectation && usualRange(expectation),
    dispersion: learnt?.dispersion ?? 1,
  };
}
