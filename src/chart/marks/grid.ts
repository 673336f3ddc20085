import type { Plugin } from 'chart.js';
import { axesOf, type ChartText, drawingOf, letter, rule } from '../drawing.js';
import type { Frame } from '../frame.js';

/** At most three round values up to `max`, evenly spaced above zero; none unless `max` is positive. */
export function gridValues(max: number, unit: 'count' | 'ratio' | 'percent'): number[] {
  if (!(max > 0)) return [];
  const power = 10 ** Math.floor(Math.log10(max / 3));
  const steps = [1, 2, 2.5, 4, 5, 10, 20].map((factor) => factor * power);
  const usable = steps.filter((step) => unit !== 'count' || Number.isInteger(step));
  const step = usable.find((candidate) => Math.floor(max / candidate + 1e-9) <= 3) ?? 1;
  return [1, 2, 3].map((times) => times * step).filter((value) => value <= max * (1 + 1e-9));
}

export function gridTexts(
  values: readonly number[],
  locale: string,
  unit: 'count' | 'ratio' | 'percent' = 'count',
): string[] {
  const format = new Intl.NumberFormat(
    locale,
    unit === 'percent' ? { style: 'percent', maximumFractionDigits: 1 } : { maximumFractionDigits: 2 },
  );
  // Narrow spaces are missing from many fonts.
  return values.map((value) => format.format(value).replaceAll('\u202f', '\u00a0'));
}

/** Width of the labels at the left of the chart. */
export function gridWidth(texts: readonly string[], { textSize }: Frame): number {
  // A percent sign is half as wide again as a digit.
  const lengths = texts.map((text) => text.length + (text.includes('%') ? 0.6 : 0));
  return Math.max(0, ...lengths) * textSize * 0.66 + textSize * 0.6;
}

/** Grid lines behind the data, each with its value at the left. */
export function grid(values: readonly number[], texts: readonly string[], frame: Frame): Plugin {
  const { palette, textSize } = frame;
  const style: ChartText = { size: textSize, weight: 400, color: palette.secondary, align: 'right' };
  return {
    id: 'grid',
    beforeDatasetsDraw(chart) {
      const ink = drawingOf(chart);
      const { left, right } = chart.chartArea;
      values.forEach((value, index) => {
        const y = axesOf(chart).y.getPixelForValue(value);
        rule(ink, { x: left, y }, { x: right, y }, { color: palette.hairline, width: 0.75 });
        letter(ink, texts[index] ?? '', { x: left - textSize * 0.6, y }, style);
      });
    },
  };
}
