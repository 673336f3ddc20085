import type { ChartConfiguration, Plugin } from 'chart.js';
import {
  axesOf,
  type ChartText,
  chartTextWidth,
  type Drawing,
  drawingOf,
  fitted,
  letter,
} from './drawing.js';
import { type Frame, HIDDEN_AXIS, type Padding, stillOptions } from './frame.js';
import { type Margins, marginBars, marginRoom } from './marks/margins.js';
import { readableShade as ground, inkOn } from './shade.js';

/** Rows of 24 hours. null is missing, its cell stays empty; the busiest cell is outlined. */
export interface HeatmapInput {
  readonly rows: readonly string[];
  readonly hours: readonly string[];
  readonly cells: readonly (readonly (number | null)[])[];
  readonly texts: readonly (readonly string[])[];
  readonly max: number;
  readonly busiest: { readonly row: number; readonly hour: number } | null;
  /** Outlined; `to` is exclusive. */
  readonly workingHours?: WorkingCells | null;
  /** The sums by row and hour, drawn as bars at the right and below. */
  readonly margins?: Margins | null;
}

export interface WorkingCells {
  readonly rows: readonly number[];
  readonly from: number;
  readonly to: number;
}

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly color: string;
  readonly empty: boolean;
}

const GAP = 1.4;
const ROUNDING = 1.5;
/** Hours between two labels: the first of them at which labels do not touch. */
const HOURS_APART = [3, 6, 12];

/** A grid of cells with values, darker for more; row labels at the left, every third hour at the top. */
export function heatmapChart(input: HeatmapInput, frame: Frame): ChartConfiguration {
  const { textSize, width, height, inset = 0 } = frame;
  const room = input.margins ? marginRoom(input.margins, frame) : { right: 0, bottom: 0 };
  const padding = {
    top: textSize * 1.7,
    right: inset + room.right,
    bottom: inset + room.bottom,
    left: inset + textSize * 4.2,
  };
  const cells = cellsOf(input, frame);
  const size = {
    width: (width - padding.left - padding.right) / input.hours.length - GAP,
    height: (height - padding.top - padding.bottom) / input.rows.length - GAP,
  };
  return {
    type: 'line',
    data: { datasets: [] },
    options: {
      ...stillOptions(frame, padding),
      scales: {
        x: { type: 'linear', ...HIDDEN_AXIS, offset: false, min: -0.5, max: input.hours.length - 0.5 },
        y: {
          type: 'linear',
          ...HIDDEN_AXIS,
          offset: false,
          reverse: true,
          min: -0.5,
          max: input.rows.length - 0.5,
        },
      },
    },
    plugins: [
      grounds(cells, size),
      headings(input, frame, padding),
      numbers(cells, frame, size),
      ...(input.margins ? [marginBars(input.margins, frame)] : []),
      ...(input.workingHours ? [workingOutline(input.workingHours, frame)] : []),
      outline(input, frame, size),
    ],
  };
}

function cellsOf({ cells, texts, max }: HeatmapInput, { palette }: Frame): Cell[] {
  return cells.flatMap((row, y) =>
    row.flatMap((value, x) => {
      if (value === null) return [];
      const color = ground(palette, max > 0 ? value / max : 0);
      return [{ x, y, text: texts[y]?.[x] ?? '', color, empty: value === 0 }];
    }),
  );
}

function grounds(cells: readonly Cell[], { width, height }: { width: number; height: number }): Plugin {
  return {
    id: 'grounds',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { x, y } = axesOf(chart);
      for (const cell of cells) {
        ink.fillStyle = cell.color;
        ink.beginPath();
        const [left, top] = [x.getPixelForValue(cell.x) - width / 2, y.getPixelForValue(cell.y) - height / 2];
        ink.roundRect(left, top, width, height, ROUNDING);
        ink.fill();
      }
    },
  };
}

function headings({ rows, hours }: HeatmapInput, frame: Frame, padding: Padding): Plugin {
  const { palette, textSize, inset = 0 } = frame;
  const style: ChartText = { size: textSize, weight: 400, color: palette.secondary, align: 'left' };
  return {
    id: 'headings',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { x, y } = axesOf(chart);
      rows.forEach((label, row) => {
        const text = fitted(ink, label, padding.left - inset - textSize * 0.5, style);
        letter(ink, text, { x: inset, y: y.getPixelForValue(row) }, style);
      });
      const hourWidth = x.getPixelForValue(1) - x.getPixelForValue(0);
      const widest = Math.max(0, ...hours.map((label) => chartTextWidth(ink, label, style)));
      const apart = HOURS_APART.find((count) => count * hourWidth > widest + textSize * 0.6) ?? 24;
      hours.forEach((label, hour) => {
        if (hour % apart !== 0) return;
        letter(ink, label, { x: x.getPixelForValue(hour - 0.5) + GAP / 2, y: textSize * 0.6 }, style);
      });
    },
  };
}

function numbers(cells: readonly Cell[], frame: Frame, size: { width: number; height: number }): Plugin {
  const { palette, textSize } = frame;
  return {
    id: 'numbers',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const shown = cells.filter(({ empty }) => !empty);
      const fit = numberSize(ink, shown, { room: size.width - 1.5, textSize });
      if (fit === null) return;
      const { x, y } = axesOf(chart);
      for (const cell of shown) {
        const at = { x: x.getPixelForValue(cell.x), y: y.getPixelForValue(cell.y) };
        const color = inkOn(cell.color, palette);
        letter(ink, cell.text, at, { size: fit, weight: 400, color, align: 'center' });
      }
    },
  };
}

/** The text size at which the widest number fits its cell; null when too small to read. */
function numberSize(
  ink: Drawing,
  cells: readonly Cell[],
  { room, textSize }: { room: number; textSize: number },
) {
  const style: ChartText = { size: textSize, weight: 400, color: '', align: 'center' };
  const widest = Math.max(1, ...cells.map(({ text }) => chartTextWidth(ink, text, style)));
  const size = textSize * Math.min(0.88, room / widest);
  return size < textSize * 0.6 ? null : size;
}

/** Draws a line around each run of working days. */
function workingOutline({ rows, from, to }: WorkingCells, { palette }: Frame): Plugin {
  return {
    id: 'workingHours',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { x, y } = axesOf(chart);
      ink.strokeStyle = palette.text;
      ink.lineWidth = 1.1;
      for (const row of rows) {
        if (rows.includes(row - 1)) continue;
        let last = row;
        while (rows.includes(last + 1)) last += 1;
        const [left, right] = [x.getPixelForValue(from - 0.5), x.getPixelForValue(to - 0.5)];
        const [top, bottom] = [y.getPixelForValue(row - 0.5), y.getPixelForValue(last + 0.5)];
        ink.beginPath();
        ink.roundRect(left, top, right - left, bottom - top, ROUNDING);
        ink.stroke();
      }
    },
  };
}

function outline(
  { busiest }: HeatmapInput,
  { palette }: Frame,
  size: { width: number; height: number },
): Plugin {
  return {
    id: 'busiest',
    afterDatasetsDraw(chart) {
      if (!busiest) return;
      const ink = drawingOf(chart);
      const { x, y } = axesOf(chart);
      const left = x.getPixelForValue(busiest.hour) - size.width / 2;
      const top = y.getPixelForValue(busiest.row) - size.height / 2;
      ink.strokeStyle = palette.attention;
      ink.lineWidth = 1.8;
      ink.strokeRect(left, top, size.width, size.height);
    },
  };
}
