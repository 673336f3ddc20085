import type { Context } from '../context.js';
import type { DataColumn, ReportTable } from '../digest.js';
import { weekOf } from '../figures/heatmaps.js';

/** Seven weekdays by 24 hours over all bots; column ids are `h00` … `h23`. */
export function heatmapTable(context: Context): ReportTable {
  const { words, format, config, heatmap } = context;
  const hours = Array.from(
    { length: 24 },
    (_, hour): DataColumn => ({
      id: `h${String(hour).padStart(2, '0')}`,
      label: format.hour(hour),
      type: 'count',
      sum: true,
    }),
  );
  return {
    report: 'heatmap',
    title: words.say('title.heatmapTable'),
    columns: [{ id: 'weekday', label: words.say('label.weekday'), type: 'text', sum: false }, ...hours],
    rows: weekOf(config.firstWeekday).map((weekday) => [
      format.shortWeekday(weekday),
      ...(heatmap?.cells[weekday - 1] ?? []),
    ]),
  };
}
