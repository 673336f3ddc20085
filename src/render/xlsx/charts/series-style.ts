import { lineColor } from '../../../chart/line-colors.js';
import { stackTones } from '../../../chart/stack-tones.js';
import type { ChartSeries } from '../grid/chart.js';
import { element, val, type Xml } from '../package/xml.js';
import type { Ink } from './axes.js';
import { drawingLine, fill } from './drawing-style.js';

export const PAPER = '#ffffff';
/** Up to this many points have a marker, so that a single point between gaps is visible. */
const MAX_DOTS = 31;

/** Lines behind the figures of a chart. */
export const THIN: ReadonlySet<ChartSeries['role']> = new Set(['comparison', 'usual', 'goal']);

/** A series, and its place in the chart. */
export interface Numbered {
  readonly series: ChartSeries;
  readonly index: number;
}

/** With one bar in full colour, the others are pale. */
export const barColor = (ink: Ink, one: Numbered) =>
  one.series.strong === null ? colorOf(ink, one) : ink.theme.bar;

/** The bar in full colour, and hollow bars. */
export function barPoints(ink: Ink, one: Numbered): Xml[] {
  const color = colorOf(ink, one);
  const { strong, hollow } = one.series;
  const special = [...(strong === null ? [] : [strong]), ...hollow].toSorted((a, b) => a - b);
  return [...new Set(special)].map((place) =>
    element(
      'c:dPt',
      {},
      val('c:idx', place),
      val('c:invertIfNegative', 0),
      val('c:bubble3D', 0),
      hollow.includes(place)
        ? element('c:spPr', {}, fill(PAPER), drawingLine({ color, points: 1 }))
        : element('c:spPr', {}, fill(color), drawingLine(null)),
    ),
  );
}

/** Points that are not whole are hollow, with a dotted way to them. */
export function linePoints(ink: Ink, one: Numbered): Xml[] {
  const color = colorOf(ink, one);
  return one.series.hollow.map((place) =>
    element(
      'c:dPt',
      {},
      val('c:idx', place),
      element(
        'c:marker',
        {},
        val('c:symbol', 'circle'),
        val('c:size', 5),
        element('c:spPr', {}, fill(PAPER), drawingLine({ color, points: 1.25 })),
      ),
      val('c:bubble3D', 0),
      element('c:spPr', {}, drawingLine({ color, points: 1.5, dash: 'sysDot' })),
    ),
  );
}

export function strokeOf(ink: Ink, one: Numbered): Xml {
  const color = colorOf(ink, one);
  switch (one.series.role) {
    case 'comparison':
      return drawingLine({ color, points: 1.5, dash: 'dash' });
    case 'usual':
      return drawingLine({ color, points: 1.25 });
    case 'goal':
      return drawingLine({ color, points: 1, dash: 'sysDot' });
    default:
      return drawingLine({ color, points: 2.25 });
  }
}

export function dots(ink: Ink, one: Numbered): Xml {
  if (THIN.has(one.series.role) || ink.chart.categories.values.length > MAX_DOTS)
    return element('c:marker', {}, val('c:symbol', 'none'));
  return element(
    'c:marker',
    {},
    val('c:symbol', 'circle'),
    val('c:size', 5),
    element('c:spPr', {}, fill(colorOf(ink, one)), drawingLine(null)),
  );
}

function colorOf({ chart, theme }: Ink, { series, index }: Numbered): string {
  if (series.role === 'comparison') return theme.comparison;
  if (series.role === 'usual') return theme.bar;
  if (series.role === 'goal') return theme.secondary;
  if (chart.kind === 'stacked') return stackTones(chart.series.length, theme.scale)[index] ?? theme.accent;
  return lineColor({ ...theme, paper: PAPER }, index);
}
