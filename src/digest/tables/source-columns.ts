import { SOURCES, type Source } from '../../vocabulary/chatbot.js';
import type { Context } from '../context.js';
import type { DataColumn, ReportTable } from '../digest.js';
import { bothWindows, type Steps } from '../figures/figures.js';
import { sourceName, splitOf } from '../figures/sources.js';
import { capitalised } from '../language/names.js';
import { type ExtraColumn, valueAt } from './series-rows.js';
import type { BotLine } from './step-columns.js';

/** A source's columns in a table of conversations, as indexes. */
export interface SourceColumns {
  readonly label: string;
  readonly value: number;
  /** null without a comparison. */
  readonly comparison: number | null;
}

const comparisonId = (source: Source) => `${source}Comparison`;

/** Conversations of each source that was asked for by itself, in both windows. They add up to the total or less. */
export function sourceColumns(context: Context): readonly ExtraColumn<BotLine>[] {
  const { words, comparison, format } = context;
  const asked = SOURCES.filter((source) =>
    context.bots.some((bot) => answersOfSource(bot, source).now.length > 0),
  );
  return asked.flatMap((source) => {
    const steps = stepsBySource(context, source);
    const column: ExtraColumn<BotLine> = {
      id: source,
      label: sourceName(source, words),
      type: 'count',
      sum: true,
      cell: ({ line, current }) => valueAt(steps.get(line.bot.id)?.current ?? null, current),
    };
    if (comparison === null) return [column];
    const label = words.say('label.of', {
      name: column.label,
      of: capitalised(comparison.name, format.locale),
    });
    return [
      column,
      {
        ...column,
        id: comparisonId(source),
        label,
        cell: ({ line, comparison: place }) => valueAt(steps.get(line.bot.id)?.comparison ?? null, place),
      },
    ];
  });
}

/** The columns of `sourceColumns` in a finished table. */
export function sourcesIn({ columns }: Pick<ReportTable, 'columns'>): readonly SourceColumns[] {
  const indexOf = (id: string) => columns.findIndex((column: DataColumn) => column.id === id);
  return SOURCES.flatMap((source) => {
    const [value, comparison] = [indexOf(source), indexOf(comparisonId(source))];
    if (value < 0) return [];
    return [
      { label: columns[value]?.label ?? source, value, comparison: comparison < 0 ? null : comparison },
    ];
  });
}

type BothSteps = { readonly current: Steps; readonly comparison: Steps | null };

function stepsBySource({ bots, grid }: Context, source: Source): ReadonlyMap<string, BothSteps> {
  return new Map(
    bots.flatMap((bot) => {
      const { now, before } = answersOfSource(bot, source);
      return now.length === 0 ? [] : [[bot.id, bothWindows(now, before, grid)] as const];
    }),
  );
}

function answersOfSource(bot: Context['bots'][number], source: Source) {
  const own = (window: 'current' | 'comparison') =>
    splitOf(bot, window).filter((answer) => answer.source === source);
  return { now: own('current'), before: own('comparison') };
}
