import type { BotSnapshot, Gap, GapReason, ReportAnswer, WindowRole } from '../../chatbot/snapshot.js';
import type { Bucket } from '../../schedule/bucket.js';
import type { ReportName } from '../../vocabulary/chatbot.js';
import type { Axis } from './axis.js';
import { addSeries, bucketValues } from './local-series.js';

/*
 * Rules for missing data, for all figures of a digest:
 *
 * 1. The smallest unit is one step of one bot. A step is missing if any part of it is: a failed request or an unreadable value.
 * 2. A bot without any known step is absent. A total adds the known steps of the bots present; `missing` and the notices name the rest.
 * 3. A series over bots has a step if all bots present know it.
 * 4. A change compares like with like: a total has one only if both windows of every bot in it are complete.
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
}

/** Sums over the same bots in both windows. */
export interface LikeWithLike {
  readonly now: number;
  readonly before: number;
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

/** One report's figures of every bot, in the order of the digest. */
export function figuresOf(
  bots: readonly BotSnapshot[],
  report: ReportName,
  axis: Axis,
): readonly BotFigures[] {
  return bots.map((bot) => ({
    bot: { id: bot.id, name: bot.name },
    current: stepsOf(answersOf(bot, report, 'current'), axis.current),
    comparison: axis.comparison && stepsOf(answersOf(bot, report, 'comparison'), axis.comparison),
  }));
}

/** The sum of the known values; null when there are none. */
export function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

/** The total over the bots present; null when all are absent. */
export function totalOf(figures: readonly BotFigures[]): number | null {
  return sumKnown(figures.map(({ current }) => current.sum));
}

/** The bots with data in the window. */
export function present(figures: readonly BotFigures[]): readonly BotFigures[] {
  return figures.filter(({ current }) => current.sum !== null);
}

/** Sums over the bots that are complete in both windows (rule 4); null when there are none. */
export function likeWithLike(figures: readonly BotFigures[]): LikeWithLike | null {
  const pairs = figures.flatMap(({ current, comparison }) =>
    current.complete && comparison?.complete && current.sum !== null && comparison.sum !== null
      ? [{ now: current.sum, before: comparison.sum }]
      : [],
  );
  if (pairs.length === 0) return null;
  return {
    now: pairs.reduce((total, pair) => total + pair.now, 0),
    before: pairs.reduce((total, pair) => total + pair.before, 0),
    bots: pairs.length,
  };
}

/** A total and the previous one; `before` is null unless both windows cover the same bots in full. */
export interface Totals {
  readonly now: number | null;
  readonly before: number | null;
}

export function totalsOf(figures: readonly BotFigures[]): Totals {
  return { now: totalOf(figures), before: wholeLikeWithLike(figures)?.before ?? null };
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
