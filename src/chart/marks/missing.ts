import type { Plugin } from 'chart.js';
import { axesOf, type ChartText, chartTextWidth, type Drawing, drawingOf, letter } from '../drawing.js';
import type { Frame } from '../frame.js';

/** Distance between two lines of a hatching, in text sizes. */
const SPACING = 0.5;
const WORD_SIZE = 0.85;

interface Column {
  readonly left: number;
  readonly right: number;
}

/** Hatched columns where a step is missing, with the frame's word for it where there is room; `thickness` is that of bars. */
export function missingColumns(missing: readonly boolean[], frame: Frame, thickness?: number): Plugin {
  const { palette, textSize, words } = frame;
  const style: ChartText = {
    size: textSize * WORD_SIZE,
    weight: 400,
    color: palette.secondary,
    align: 'center',
  };
  return {
    id: 'missing',
    beforeDatasetsDraw(chart) {
      if (!missing.includes(true)) return;
      const ink = drawingOf(chart);
      const { x } = axesOf(chart);
      const { left, right, top, bottom } = chart.chartArea;
      const spacing = Math.abs(x.getPixelForValue(1) - x.getPixelForValue(0)) || right - left;
      const half = (thickness ?? spacing) / 2;
      let end = left;
      for (const { from, to } of runsOf(missing, thickness !== undefined)) {
        const column = {
          left: Math.max(left, x.getPixelForValue(from) - half),
          right: Math.min(right, x.getPixelForValue(to) + half),
        };
        hatch(
          ink,
          column,
          { top, bottom },
          { color: palette.rule, width: textSize * 0.07 },
          textSize * SPACING,
        );
        const width = chartTextWidth(ink, words?.missing ?? '', style) + textSize * 0.4;
        const room = Math.max(column.right - column.left, thickness === undefined ? spacing * 3 : spacing);
        const middle = Math.min(
          Math.max((column.left + column.right) / 2, left + width / 2),
          right - width / 2,
        );
        if (!words || width > room || middle - width / 2 < end) continue;
        const y = bottom - textSize;
        ink.fillStyle = palette.paper;
        ink.fillRect(middle - width / 2, y - textSize * 0.6, width, textSize * 1.2);
        letter(ink, words.missing, { x: middle, y }, style);
        end = middle + width / 2;
      }
    },
  };
}

/** Steps that are missing one after the other; each by itself if `single`. */
function runsOf(missing: readonly boolean[], single: boolean): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  missing.forEach((is, step) => {
    const last = runs.at(-1);
    if (!is) return;
    if (!single && last?.to === step - 1) last.to = step;
    else runs.push({ from: step, to: step });
  });
  return runs;
}

/** Parallel lines that rise to the right, cut to the column, as one path. */
function hatch(
  ink: Drawing,
  { left, right }: Column,
  { top, bottom }: { readonly top: number; readonly bottom: number },
  { color, width }: { readonly color: string; readonly width: number },
  spacing: number,
): void {
  ink.strokeStyle = color;
  ink.lineWidth = width;
  ink.beginPath();
  for (let foot = left - (bottom - top) + spacing; foot < right; foot += spacing) {
    const [from, to] = [Math.max(foot, left), Math.min(foot + bottom - top, right)];
    if (to <= from) continue;
    ink.moveTo(from, bottom - (from - foot));
    ink.lineTo(to, bottom - (to - foot));
  }
  ink.stroke();
}
