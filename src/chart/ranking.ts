import type { ChartConfiguration, Plugin } from 'chart.js';
import { compactCount } from './compact.js';
import { axesOf, type ChartText, chartTextWidth, drawingOf, letter, rule } from './drawing.js';
import { type Frame, HIDDEN_AXIS, indexes, stillOptions } from './frame.js';
import { SIGN_WIDTH, type SignKind, sign } from './marks/signs.js';
import { cutNames } from './names.js';

export interface RankingInput {
  readonly rows: readonly Rank[];
  /** The maximum of the scale, if other charts share it. */
  readonly max?: number;
  /** All names that a reader compares, if other charts have some. */
  readonly all?: readonly Name[];
}

/** A named value with its text and the previous value; null without a comparison. */
export interface Rank {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  readonly previous: number | null;
  /** Drawn as a sign before the name. */
  readonly mark?: SignKind;
}

type Name = Pick<Rank, 'label' | 'mark'>;

const NAME_SHARE = 0.3;
const BAR_SHARE = 0.62;

/** Horizontal bars with names at the left and values after the bars; the comparison is a vertical mark. */
export function rankingChart(input: RankingInput, frame: Frame): ChartConfiguration {
  const rows = input.rows.map((row) => ({ ...row, text: compactCount(row.value, row.text, frame.locale) }));
  const { max = highest(rows), all = rows } = input;
  const { palette, textSize, width, height, inset = 0 } = frame;
  const texts = rows.map(({ text }) => text.length);
  const padding = {
    top: 0,
    right: (Math.max(0, ...texts) * 0.66 + 1.6) * textSize + inset,
    bottom: 0,
    left: inset + width * NAME_SHARE,
  };
  return {
    type: 'bar',
    data: {
      labels: indexes(rows),
      datasets: [
        {
          data: rows.map(({ value }) => value),
          backgroundColor: palette.accent,
          barThickness: (height / rows.length) * BAR_SHARE,
          borderRadius: textSize * 0.2,
          inflateAmount: 0,
        },
      ],
    },
    options: {
      ...stillOptions(frame, padding),
      indexAxis: 'y',
      scales: {
        x: { type: 'linear', ...HIDDEN_AXIS, min: 0, max: max || 1 },
        y: { type: 'category', ...HIDDEN_AXIS, offset: true },
      },
    },
    plugins: [names(rows, all, frame), marks(rows, frame)],
  };
}

function highest(rows: readonly Rank[]): number {
  return Math.max(0, ...rows.map(({ value, previous }) => Math.max(value, previous ?? 0)));
}

function names(rows: readonly Rank[], all: readonly Name[], frame: Frame): Plugin {
  const { palette, textSize, width, inset = 0 } = frame;
  const indent = all.some(({ mark }) => mark !== undefined) ? textSize * SIGN_WIDTH : 0;
  const name: ChartText = { size: textSize, weight: 400, color: palette.text, align: 'left' };
  const amount: ChartText = { ...name, weight: 600 };
  return {
    id: 'names',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { x, y } = axesOf(chart);
      const labels = [...new Set(all.map(({ label }) => label))];
      const room = width * NAME_SHARE - textSize - indent;
      const cut = cutNames(labels, (label) => chartTextWidth(ink, label, name) <= room);
      rows.forEach(({ label, value, text, previous, mark: kind }, index) => {
        const middle = y.getPixelForValue(index);
        const bar = x.getPixelForValue(value);
        const mark = x.getPixelForValue(previous ?? 0);
        const start = bar + textSize * 0.8;
        const crossed = mark > bar && mark < start + chartTextWidth(ink, text, amount) + 2;
        letter(ink, cut[labels.indexOf(label)] ?? '', { x: inset + indent, y: middle }, name);
        if (kind) sign(ink, kind, { x: inset, y: middle }, frame);
        letter(ink, text, { x: crossed ? mark + textSize * 0.8 : start, y: middle }, amount);
      });
    },
  };
}

function marks(rows: readonly Rank[], { palette, textSize, height }: Frame): Plugin {
  const width = textSize * 0.2;
  return {
    id: 'comparisonMarks',
    afterDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { x, y } = axesOf(chart);
      const half = ((height / rows.length) * BAR_SHARE) / 2;
      rows.forEach(({ value, previous }, index) => {
        if (previous === null) return;
        const at = x.getPixelForValue(previous);
        const middle = y.getPixelForValue(index);
        const [color, reach] = previous < value ? [palette.paper, half] : [palette.comparison, half + 1.5];
        rule(ink, { x: at, y: middle - reach }, { x: at, y: middle + reach }, { color, width });
      });
    },
  };
}
