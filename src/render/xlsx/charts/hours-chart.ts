import type { Words } from '../../../digest/language/words.js';
import type { Chart } from '../grid/chart.js';
import { headerCells, lastRow, totalCells } from '../grid/grid-range.js';
import { cellReference } from '../grid/reference.js';
import type { Grid } from '../grid/sheet.js';
import { formatOf } from '../grid/values.js';

/** A column chart of the heatmap's totals row; null for other tables and for a heatmap without counts. */
export function hoursChart(sheet: string, grid: Grid, words: Words): Chart | null {
  if (grid.heat === null || grid.heat.outlined === null || !grid.totals) return null;
  const hours = [grid.heat.fromColumn - 1, grid.heat.toColumn - 1] as const;
  const label = words.say('file.total');
  return {
    id: 'hours',
    report: 'heatmap',
    kind: 'columns',
    title: words.say('title.byHour'),
    alt: words.say('alt.byHour'),
    format: formatOf('count') ?? '',
    categories: headerCells(sheet, grid, hours),
    series: [
      {
        role: 'current',
        hollow: [],
        strong: null,
        name: { cells: cellReference(sheet, lastRow(grid), grid.column), values: [label] },
        values: totalCells(sheet, grid, hours),
      },
    ],
  };
}
