import type { BotSnapshot, ReportAnswer } from '../../chatbot/snapshot.js';
import type { Bucket } from '../../schedule/bucket.js';
import { SOURCES, type Source } from '../../vocabulary/chatbot.js';
import type { Words } from '../language/words.js';
import { type Steps, stepsOf, sumKnown } from './figures.js';
import { addSeries } from './local-series.js';

/** One source's conversations over all bots. */
export interface SourceFigures {
  readonly source: Source;
  /** null when any bot's answer is missing or incomplete. */
  readonly now: number | null;
  readonly before: number | null;
  /** Values by step; null where any bot's answer is missing. */
  readonly values: readonly (number | null)[];
}

export function sourceName(source: Source, words: Words): string {
  return words.say(`source.${source}`);
}

/** Conversations by requested source; empty if conversations were not requested by source. */
export function sourceFigures(
  bots: readonly BotSnapshot[],
  axis: { readonly current: readonly Bucket[]; readonly comparison: readonly Bucket[] | null },
): readonly SourceFigures[] {
  return SOURCES.flatMap((source) => {
    const now = knownSteps(bots, source, { window: 'current', buckets: axis.current });
    if (now.length === 0) return [];
    const before = axis.comparison
      ? knownSteps(bots, source, { window: 'comparison', buckets: axis.comparison })
      : [];
    const values = addSeries(now.map((steps) => steps.values));
    return [{ source, now: sumOfAll(now), before: sumOfAll(before), values }];
  });
}

function knownSteps(
  bots: readonly BotSnapshot[],
  source: Source,
  { window, buckets }: { readonly window: ReportAnswer['window']; readonly buckets: readonly Bucket[] },
): readonly Steps[] {
  return bots.flatMap((bot) => {
    const answers = splitOf(bot, window).filter((answer) => answer.source === source);
    return answers.length === 0 ? [] : [stepsOf(answers, buckets)];
  });
}

/** A bot's answers by source: the split, or the answers of the total if that was requested by source. */
function splitOf(bot: BotSnapshot, window: ReportAnswer['window']): readonly ReportAnswer[] {
  const own = bot.answers.filter(
    ({ report, window: of, source }) => report === 'conversations' && of === window && source !== null,
  );
  const split = own.filter(({ purpose }) => purpose === 'by-source');
  return split.length > 0 ? split : own;
}

function sumOfAll(steps: readonly Steps[]): number | null {
  if (steps.length === 0 || steps.some(({ complete }) => !complete)) return null;
  return sumKnown(steps.map(({ sum }) => sum));
}
