import type { Context } from '../context.js';
import type { DataColumn, ReportTable } from '../digest.js';
import { sourceName } from '../figures/sources.js';
import type { SummedReport } from '../figures/summed.js';
import { seriesColumns, seriesRows } from './series-rows.js';
import { sourceColumns } from './source-columns.js';
import { stepColumns } from './step-columns.js';

/** A summed report by step and bot; sources have columns of their own, so that each column adds up. */
export function seriesTable(context: Context, report: SummedReport): ReportTable {
  const { words, axis } = context;
  const title = words.say(`title.${report}`);
  const lines = context.figures[report].map((one) => ({ ...one, names: [one.bot.name] }));
  const figure: DataColumn = { id: report, label: title, type: 'count', sum: true };
  const extras = [
    ...stepColumns(context, report),
    ...(report === 'conversations' ? sourceColumns(context) : []),
  ];
  const columns = seriesColumns(context, axis, { names: [botColumn(context)], figure, extras });
  return { report, title, columns, rows: seriesRows({ axis, lines, extras }) };
}

/** Averages by UTC step, bot and, if requested separately, source. They cannot be summed. */
export function averageTable(context: Context): ReportTable {
  const { words, averages } = context;
  const { axis, series } = averages ?? { axis: context.axis, series: [] };
  const bySource = series.some(({ source }) => source !== null);
  const title = words.say('title.average');
  const lines = series.map((one) => {
    const source = one.source === null ? words.say('label.allSources') : sourceName(one.source, words);
    return { ...one, names: bySource ? [one.bot.name, source] : [one.bot.name] };
  });
  const source: DataColumn = { id: 'source', label: words.say('label.source'), type: 'text', sum: false };
  const names = bySource ? [botColumn(context), source] : [botColumn(context)];
  const figure: DataColumn = { id: 'average', label: title, type: 'decimal', sum: false };
  const columns = seriesColumns(context, axis, { names, figure, extras: [] });
  return { report: 'average', title, columns, rows: seriesRows({ axis, lines, extras: [] }) };
}

const botColumn = ({ words }: Context): DataColumn => ({
  id: 'bot',
  label: words.say('label.bot'),
  type: 'text',
  sum: false,
});
