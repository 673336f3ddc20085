import type { Theme } from '../../../config/config.js';
import type { CellStrip, Chart, ChartSeries, PlacedChart } from '../grid/chart.js';
import { shownText } from '../grid/values.js';
import { all, element, val, type Xml, xmlText } from '../package/xml.js';
import { axes, type Ink } from './axes.js';
import { drawingLine, fill, none, textProperties } from './drawing-style.js';
import {
  barColor,
  barPoints,
  dots,
  linePoints,
  type Numbered,
  PAPER,
  strokeOf,
  THIN,
} from './series-style.js';

// Elements are in the order of ECMA-376, part 1, chapter 21.2: Excel rejects any other.
const NAMESPACES = {
  'xmlns:c': 'http://schemas.openxmlformats.org/drawingml/2006/chart',
  'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
  'xmlns:r': 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
} as const;

/** Up to this many bars have value labels, and the value axis is hidden. */
const MAX_VALUES = 12;
const TITLE = { size: 1200, bold: true } as const;

/** The root element of a chart's part. */
export function chartXml({ chart, width }: PlacedChart, theme: Theme): Xml {
  const bars = chart.kind === 'columns' || chart.kind === 'bars';
  const ink: Ink = {
    chart,
    theme,
    width,
    labelled: bars && chart.categories.values.length <= mostValues(chart),
  };
  return element(
    'c:chartSpace',
    NAMESPACES,
    val('c:date1904', 0),
    val('c:roundedCorners', 0),
    element(
      'c:chart',
      {},
      title(chart.title, theme),
      val('c:autoTitleDeleted', 0),
      element(
        'c:plotArea',
        {},
        element('c:layout', {}),
        plots(ink),
        axes(ink),
        element('c:spPr', {}, none, drawingLine(null)),
      ),
      chart.series.length > 1 ? legend(theme) : null,
      val('c:plotVisOnly', 0),
      val('c:dispBlanksAs', 'gap'),
    ),
    element('c:spPr', {}, fill(PAPER), drawingLine(null)),
    element('c:txPr', {}, ...textProperties({ size: 900, color: theme.secondary })),
  );
}

/** The most bars with value labels. Horizontal bars always have space; 24 hours are narrow, but their counts are short. */
const mostValues = ({ kind, report }: Chart) =>
  kind === 'bars' ? Number.POSITIVE_INFINITY : report === 'heatmap' ? 24 : MAX_VALUES;

function title(words: string, theme: Theme): Xml {
  const place = { 'c:xMode': 'edge', 'c:yMode': 'edge', 'c:x': 0.01, 'c:y': 0.02 };
  const [body, style, paragraph] = textProperties({ ...TITLE, color: theme.text }, shownText(words));
  return element(
    'c:title',
    {},
    element('c:tx', {}, element('c:rich', {}, body, style, paragraph)),
    element(
      'c:layout',
      {},
      element('c:manualLayout', {}, ...Object.entries(place).map(([name, value]) => val(name, value))),
    ),
    val('c:overlay', 0),
  );
}

function legend(theme: Theme): Xml {
  return element(
    'c:legend',
    {},
    val('c:legendPos', 'b'),
    val('c:overlay', 0),
    element('c:txPr', {}, ...textProperties({ size: 900, color: theme.secondary })),
  );
}

/** Bars, then lines over them, on the same axes. */
function plots(ink: Ink): Xml {
  const numbered = ink.chart.series.map((series, index) => ({ series, index }));
  const lines = numbered.filter(({ series }) => ink.chart.kind === 'lines' || THIN.has(series.role));
  const bars = numbered.filter((one) => !lines.includes(one));
  return all([
    ...(bars.length > 0 ? [barPlot(ink, bars)] : []),
    ...(lines.length > 0 ? [linePlot(ink, lines)] : []),
  ]);
}

/** Separates the parts of a stack, also when printed in grey. */
const SEAM = { color: PAPER, points: 0.75 };

const AXES = [val('c:axId', 1001), val('c:axId', 1002)];

function barPlot(ink: Ink, bars: readonly Numbered[]): Xml {
  const stacked = ink.chart.kind === 'stacked';
  return element(
    'c:barChart',
    {},
    val('c:barDir', ink.chart.kind === 'bars' ? 'bar' : 'col'),
    val('c:grouping', stacked ? 'stacked' : 'clustered'),
    val('c:varyColors', 0),
    ...bars.map(({ series, index }) =>
      element(
        'c:ser',
        {},
        ...heading(series, index),
        element('c:spPr', {}, fill(barColor(ink, { series, index })), drawingLine(stacked ? SEAM : null)),
        val('c:invertIfNegative', 0),
        ...barPoints(ink, { series, index }),
        ink.labelled ? labels(ink) : null,
        ...points(ink.chart, series),
      ),
    ),
    val('c:gapWidth', 45),
    stacked ? val('c:overlap', 100) : null,
    ...AXES,
  );
}

function linePlot(ink: Ink, lines: readonly Numbered[]): Xml {
  return element(
    'c:lineChart',
    {},
    val('c:grouping', 'standard'),
    val('c:varyColors', 0),
    ...lines.map(({ series, index }) =>
      element(
        'c:ser',
        {},
        ...heading(series, index),
        element('c:spPr', {}, strokeOf(ink, { series, index })),
        dots(ink, { series, index }),
        ...linePoints(ink, { series, index }),
        ...points(ink.chart, series),
        val('c:smooth', 0),
      ),
    ),
    val('c:marker', 1),
    ...AXES,
  );
}

const heading = ({ name }: ChartSeries, index: number): Xml[] => [
  val('c:idx', index),
  val('c:order', index),
  element('c:tx', {}, texts(name)),
];

const points = (chart: Chart, { values }: ChartSeries): Xml[] => [
  element('c:cat', {}, texts(chart.categories)),
  element('c:val', {}, numbers(values, chart.format)),
];

function labels({ chart, theme }: Ink): Xml {
  const hidden = [
    'c:showLegendKey',
    'c:showVal',
    'c:showCatName',
    'c:showSerName',
    'c:showPercent',
    'c:showBubbleSize',
  ];
  return element(
    'c:dLbls',
    {},
    element('c:numFmt', { formatCode: chart.format, sourceLinked: 0 }),
    element('c:spPr', {}, none, drawingLine(null)),
    element('c:txPr', {}, ...textProperties({ size: 900, color: theme.text })),
    val('c:dLblPos', 'outEnd'),
    ...hidden.map((name) => val(name, Number(name === 'c:showVal'))),
  );
}

/** A reference with cached values, for programs that do not read the cells. */
function texts({ cells, values }: CellStrip): Xml {
  return reference('c:str', cells, [
    val('c:ptCount', values.length),
    ...values.flatMap((value, index) => (value === null ? [] : [point(index, String(value))])),
  ]);
}

/** A missing value is a gap: its point is absent. */
function numbers({ cells, values }: CellStrip, format: string): Xml {
  return reference('c:num', cells, [
    element('c:formatCode', {}, xmlText(format)),
    val('c:ptCount', values.length),
    ...values.flatMap((value, index) => (typeof value === 'number' ? [point(index, String(value))] : [])),
  ]);
}

const reference = (kind: 'c:str' | 'c:num', cells: string, cache: readonly Xml[]): Xml =>
  element(`${kind}Ref`, {}, element('c:f', {}, xmlText(cells)), element(`${kind}Cache`, {}, ...cache));

const point = (index: number, value: string): Xml =>
  element('c:pt', { idx: index }, element('c:v', {}, xmlText(value)));
