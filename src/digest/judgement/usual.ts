import { type Baseline, baselineOf, type Expectation } from '../../baseline/expectation.js';
import { type CountRange, usualRange } from '../../baseline/negative-binomial.js';
import type { BotSnapshot, Snapshot } from '../../chatbot/snapshot.js';
import { isCut } from '../../schedule/window.js';
import type { ReportName } from '../../vocabulary/chatbot.js';
import { answersOf } from '../figures/figures.js';
import { type SnapshotDays, type Timeline, timelineOf } from './timeline.js';

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

/** A snapshot with its days. */
export interface Past {
  readonly snapshot: Pick<Snapshot, 'window' | 'history'>;
  readonly days: SnapshotDays;
}

/** What is usual of one report over the bots given. */
export function usualOf(bots: readonly BotSnapshot[], report: ReportName, past: Past): Usual {
  const { snapshot, days: all } = past;
  const timeline = timelineOf(bots, all, (bot, window) => answersOf(bot, report, window));
  const days = timeline.window.map(({ day }) => day);
  const learnt = baselineOf(timeline.before);
  const baseline = snapshot.history === null ? null : learnt;
  const judged = baseline !== null && !isCut(snapshot.window) && days.length > 0;
  const expectation = judged ? baseline.total(days) : null;
  return {
    timeline,
    baseline,
    expectation,
    range: expectation && usualRange(expectation),
    dispersion: learnt?.dispersion ?? 1,
  };
}
