import type { BotSnapshot, Gap, GapReason, ReportAnswer, WindowRole } from '../../chatbot/snapshot.js';
import type { Bucket } from '../../schedule/bucket.js';
import type { ReportName } from '../../vocabulary/chatbot.js';
import type { Axis } from './axis.js';
import { type DaysCompared, expectedOf } from './equal-weekdays.js';
import { addSeries, bucketValues, total, type Values } from './local-series.js';

/*
 * Rules for missing data, for all figures of a digest:
 *
 * 1. The smallest unit is one step of one bot. A step is missing if any part of it is: a failed request or an unreadable value.
 * 2. A bot without any known step is absent. A total adds the known steps of the bots present; `missing` and the notices name the rest.
 * 3. A series over bots has a step if all bots present know it.
 * 4. A change compares like with like: a total has one only if both windows of every bot in it are complete, and it is the change of the
 *    daily rate at equal weekdays where the windows do not have the same weekdays, or have holidays.
 */

/** One bot's figures of one window, by step. */
export interface Steps {
  readonly values: readonly (number | null)[];
  /** The sum of the known values; null when there are none. */
  readonly sum: number | null;
  /** True when every step is known. */
  readonly complete: boolean;
  /** The reason of the failed request, if any. */
  readonly why: GapReason | null;
}

/** One report's figures of one bot, or of one of its sources. */
export interface BotFigures {
  readonly bot: { readonly id: string; readonly name: string };
  readonly current: Steps;
  /** null without a comparison. */
  readonly comparison: Steps | null;
  /** null unless both windows are complete. */
  readonly compared: Compared | null;
}

/** One figure in both windows. */
export interface Compared {
  /** The window's total, or that of its whole days where those compare at equal weekdays. */
  readonly now: number;
  /** The comparison window's total. */
  readonly before: number;
  /** What `now` would be without a change: `before`, or what the weekdays of the comparison give for the window's days. */
  readonly expected: number;
  /** The count that `expected` comes from: `before`, or that of the comparison's days that compare where holidays are left out. */
  readonly basis: number;
}

/** A ratio over the same bots in both windows, which needs no equal weekdays. */
export interface RatioPair {
  readonly now: number;
  readonly before: number;
  readonly bots: number;
}

/** Sums over the same bots in both windows. */
export interface LikeWithLike extends Compared {
  readonly bots: number;
}

/** A bot's answers for one report and window. */
export function answersOf(bot: BotSnapshot, report: ReportName, window: WindowRole): readonly ReportAnswer[] {
  return bot.answers.filter(
    (answer) => answer.report === report && answer.window === window && answer.purpose === 'total',
  );
}

/** The reason of the first request that failed, or null. */
export function gapReasonOf(answers: readonly ReportAnswer[]): GapReason | null {
  const gap = answers.map((answer) => answer.result).find((result): result is Gap => result.kind === 'gap');
  return gap?.reason ?? null;
}

/** Answers of one bot as figures on an axis; without answers every step is missing. */
export function stepsOf(answers: readonly ReportAnswer[], buckets: readonly Bucket[]): Steps {
  const values = bucketValues(answers, buckets);
  return {
    values,
    sum: sumKnown(values),
    complete: values.every((value) => value !== null),
    why: gapReasonOf(answers),
  };
}

/** Where figures stand: on an axis, and on days where windows compare at equal weekdays. */
export interface FigureGrid {
  readonly axis: Axis;
  readonly days: DaysCompared | null;
}

/** One report's figures of every bot, in the order of the digest. */
export function figuresOf(
  bots: readonly BotSnapshot[],
  report: ReportName,
  grid: FigureGrid,
): readonly BotFigures[] {
  return bots.map((bot) => ({
    bot: { id: bot.id, name: bot.name },
    ...bothWindows(answersOf(bot, report, 'current'), answersOf(bot, report, 'comparison'), grid),
  }));
}

/** The figures of one series in both windows. */
export function bothWindows(
  current: readonly ReportAnswer[],
  comparison: readonly ReportAnswer[],
  { axis, days }: FigureGrid,
): Omit<BotFigures, 'bot'> {
  const now = stepsOf(current, axis.current);
  const before = axis.comparison && stepsOf(comparison, axis.comparison);
  const complete = now.complete && before?.complete;
  if (!complete || now.sum === null || before.sum === null)
    return { current: now, comparison: before, compared: null };
  const compared =
    days === null
      ? { now: now.sum, before: before.sum, expected: before.sum, basis: before.sum }
      : comparedByDay(days, before.sum, {
          now: bucketValues(current, days.current),
          before: bucketValues(comparison, days.comparison),
        });
  return { current: now, comparison: before, compared };
}

/** null where the days on either side are not known, or where there are none. */
function comparedByDay(
  days: DaysCompared,
  before: number,
  values: { readonly now: Values; readonly before: Values },
): Compared | null {
  const now = total(values.now);
  const known = values.before.filter((value) => value !== null);
  if (now === null || known.length < values.before.length) return null;
  const expected = expectedOf(days, known);
  const basis = days.leftOut.length === 0 ? before : sumOf(known);
  return expected === null ? null : { now, before, expected, basis };
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** The sum of the values that are known; null when none is. */
export function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sumOf(known);
}

/** The total over the bots present; null when all are absent. */
export function totalOf(figures: readonly BotFigures[]): number | null {
  return sumKnown(figures.map(({ current }) => current.sum));
}

/** The bots with data in the window. */
export function present(figures: readonly BotFigures[]): readonly BotFigures[] {
  return figures.filter(({ current }) => current.sum !== null);
}

/** Rule 4; null when no bot is complete in both windows. */
export function likeWithLike(figures: readonly Pick<BotFigures, 'compared'>[]): LikeWithLike | null {
  const pairs = figures.flatMap(({ compared }) => compared ?? []);
  if (pairs.length === 0) return null;
  const sum = (of: keyof Compared) => sumOf(pairs.map((pair) => pair[of]));
  return {
    now: sum('now'),
    before: sum('before'),
    expected: sum('expected'),
    basis: sum('basis'),
    bots: pairs.length,
  };
}

/** A total and what it compares with: `before` and `compared` are null unless both windows cover the same bots in full. */
export interface Totals {
  readonly now: number | null;
  readonly before: number | null;
  readonly compared: Compared | null;
}

export function totalsOf(figures: readonly BotFigures[]): Totals {
  const compared = wholeLikeWithLike(figures);
  return { now: totalOf(figures), before: compared?.before ?? null, compared };
}

/** `likeWithLike` if it covers every bot present, else null. */
export function wholeLikeWithLike(figures: readonly BotFigures[]): LikeWithLike | null {
  const pair = likeWithLike(figures);
  return pair !== null && pair.bots === present(figures).length ? pair : null;
}

/** The sum over the bots present, by step (rule 3). */
export function addedSteps(steps: readonly Steps[]): readonly (number | null)[] {
  const known = steps.filter(({ sum }) => sum !== null);
  return addSeries((known.length > 0 ? known : steps).map(({ values }) => values));
}
