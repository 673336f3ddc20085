import type { DayCount } from '../../baseline/days.js';
import { type Baseline, baselineOf, type Expectation } from '../../baseline/expectation.js';
import { type CountRange, usualRange } from '../../baseline/negative-binomial.js';
import type { BotSnapshot, Snapshot } from '../../chatbot/snapshot.js';
import { isCut } from '../../schedule/window.js';
import type { ReportName } from '../../vocabulary/chatbot.js';
import { answersOf } from '../figures/figures.js';
import { type HolidayNames, withoutHolidays } from '../figures/holidays.js';
import { total } from '../figures/local-series.js';
import { type SnapshotDays, type Timeline, timelineOf } from './timeline.js';

/** What is usual of a figure that adds up over days. */
export interface Usual {
  readonly timeline: Timeline;
  /** The window's whole days that are no holidays. */
  readonly judged: readonly DayCount[];
  /** From the weeks before the window; null where they were not asked for or do not tell. */
  readonly baseline: Baseline | null;
  /** Of the window's total, its holidays as they were; null without a baseline, and for a window that is not over or all holidays. */
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
  readonly holidays: HolidayNames;
}

/** What is usual of one report over the bots given. */
export function usualOf(bots: readonly BotSnapshot[], report: ReportName, past: Past): Usual {
  const { snapshot, days: all, holidays } = past;
  const timeline = timelineOf(bots, all, (bot, window) => answersOf(bot, report, window));
  const judged = timeline.window.filter(({ day }) => !holidays.has(day));
  const learnt = baselineOf(withoutHolidays(timeline.before, holidays));
  const baseline = snapshot.history === null ? null : learnt;
  const asTheyWere = total([
    0,
    ...timeline.window.filter(({ day }) => holidays.has(day)).map(({ value }) => value),
  ]);
  const isJudged = baseline !== null && asTheyWere !== null && !isCut(snapshot.window) && judged.length > 0;
  const expectation = isJudged ? baseline.total(judged.map(({ day }) => day)) : null;
  return {
    timeline,
    judged,
    baseline,
    expectation: expectation && { ...expectation, mean: expectation.mean + (asTheyWere ?? 0) },
    range: expectation && moved(usualRange(expectation), asTheyWere ?? 0),
    dispersion: learnt?.dispersion ?? 1,
  };
}

const moved = ({ low, high }: CountRange, by: number): CountRange => ({ low: low + by, high: high + by });
