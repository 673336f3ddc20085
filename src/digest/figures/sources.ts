import type { BotSnapshot, ReportAnswer } from '../../chatbot/snapshot.js';
import { SOURCES, type Source } from '../../vocabulary/chatbot.js';
import type { Words } from '../language/words.js';
import {
  bothWindows,
  type Compared,
  type FigureGrid,
  likeWithLike,
  type Steps,
  sumKnown,
} from './figures.js';
import { addSeries } from './local-series.js';

/** One source's conversations over all bots. */
export interface SourceFigures {
  readonly source: Source;
  /** null when any bot's answer is missing or incomplete. */
  readonly now: number | null;
  readonly before: number | null;
  /** null unless both windows of all bots are complete. */
  readonly compared: Compared | null;
  /** The window step by step; null where any bot's answer is missing. */
  readonly values: readonly (number | null)[];
}

export function sourceName(source: Source, words: Words): string {
  return words.say(`source.${source}`);
}

/** Conversations by source, for every source that was asked for; empty when none was asked for by itself. */
export function sourceFigures(bots: readonly BotSnapshot[], grid: FigureGrid): readonly SourceFigures[] {
  return SOURCES.flatMap((source) => {
    const figures = bots.flatMap((bot) => {
      const [now = [], before = []] = (['current', 'comparison'] as const).map((window) =>
        splitOf(bot, window).filter((answer) => answer.source === source),
      );
      return now.length === 0 ? [] : [bothWindows(now, before, grid)];
    });
    if (figures.length === 0) return [];
    const pair = likeWithLike(figures);
    return [
      {
        source,
        now: sumOfAll(figures.map(({ current }) => current)),
        before: sumOfAll(figures.flatMap(({ comparison }) => comparison ?? [])),
        compared: pair?.bots === figures.length ? pair : null,
        values: addSeries(figures.map(({ current }) => current.values)),
      },
    ];
  });
}

/** A bot's answers by source: the split, or the answers of the total if that was requested by source. */
export function splitOf(bot: BotSnapshot, window: ReportAnswer['window']): readonly ReportAnswer[] {
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
