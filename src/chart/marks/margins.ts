import type { Plugin } from 'chart.js';
import { axesOf, type ChartText, drawingOf, letter } from '../drawing.js';
import type { Frame } from '../frame.js';

/** The sum of a row or column of a grid with its text, which may be empty; null where it is missing. */
export interface Margin {
  readonly value: number | null;
  readonly text: string;
}

/** The sums of a grid. */
export interface Margins {
  readonly rows: readonly Margin[];
  readonly columns: readonly Margin[];
}

/** The longest bars, in text sizes; a text follows the bars of rows. */
const LENGTH = { row: 4.2, column: 2 };
const GAP = 0.5;
const MAX_THICKNESS = 0.9;

/** The width right of the grid and the height below it that the bars take. */
export function marginRoom({ rows }: Margins, { textSize }: Frame) {
  const longest = Math.max(0, ...rows.map(({ text }) => text.length));
  return {
    right: (GAP + LENGTH.row + longest * 0.62 + 0.6) * textSize,
    bottom: (GAP + LENGTH.column) * textSize,
  };
}

/** Pale bars beside a grid: by row at the right, by column below. */
export function marginBars({ rows, columns }: Margins, { palette, textSize }: Frame): Plugin {
  const style: ChartText = { size: textSize * 0.88, weight: 400, color: palette.text, align: 'left' };
  return {
    id: 'margins',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { x, y } = axesOf(chart);
      const { right, bottom } = chart.chartArea;
      const step = { row: distance(y), column: distance(x) };
      const [byRow, byColumn] = [highest(rows), highest(columns)];
      const [left, top] = [right + textSize * GAP, bottom + textSize * GAP];
      ink.fillStyle = palette.bar;
      columns.forEach(({ value }, column) => {
        const length = ((value ?? 0) / byColumn) * LENGTH.column * textSize;
        const width = step.column * 0.62;
        if (length > 0) ink.fillRect(x.getPixelForValue(column) - width / 2, top, width, length);
      });
      rows.forEach(({ value, text }, row) => {
        if (value === null) return;
        ink.fillStyle = palette.bar;
        const length = (value / byRow) * LENGTH.row * textSize;
        const height = Math.min(step.row * 0.6, textSize * MAX_THICKNESS);
        const middle = y.getPixelForValue(row);
        if (length > 0) ink.fillRect(left, middle - height / 2, length, height);
        letter(ink, text, { x: left + length + textSize * 0.4, y: middle }, style);
      });
    },
  };
}

const distance = (scale: { getPixelForValue(value: number): number }) =>
  Math.abs(scale.getPixelForValue(1) - scale.getPixelForValue(0));

const highest = (margins: readonly Margin[]) => Math.max(0, ...margins.map(({ value }) => value ?? 0)) || 1;
