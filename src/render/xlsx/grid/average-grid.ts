import type { Digest, HeatmapSection } from '../../../digest/digest.js';
import { hasDecimal } from '../../../digest/figures/heatmaps.js';
import type { Grid } from './sheet.js';
import { cellText, typedCell } from './values.js';

/** The heatmap of averages; null when each hour occurred once, so that averages equal counts. */
export function averageGrid({ sections }: Digest, counts: Grid): Grid | null {
  const section = sections.find((one) => one.kind === 'heatmap');
  if (section === undefined || section.emptyText !== null) return null;
  if (section.cells.flat().every(({ occurrences }) => occurrences <= 1)) return null;
  const means = section.cells.map((row) => row.map(({ mean }) => mean));
  const type = hasDecimal(means) ? 'decimal' : 'count';
  return {
    ...counts,
    name: `${counts.name}_average`,
    columns: counts.columns.map((column) => ({ ...column, total: null, bars: false })),
    rows: section.rows.map(({ label }, row) => [
      { value: cellText(label) },
      ...(means[row] ?? []).map((mean) => typedCell(mean, type)),
    ]),
    totals: false,
    heat: counts.heat && { ...counts.heat, outlined: outlined(section) },
  };
}

const outlined = ({ busiest }: HeatmapSection) => busiest && { row: busiest.row, column: busiest.hour + 2 };
