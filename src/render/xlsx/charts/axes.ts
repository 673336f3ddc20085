import type { Theme } from '../../../config/config.js';
import { visibleLength } from '../../line.js';
import type { Chart } from '../grid/chart.js';
import { all, element, val, type Xml } from '../package/xml.js';
import { drawingLine, none, textProperties } from './drawing-style.js';

/** Inputs of a chart's XML. */
export interface Ink {
  readonly chart: Chart;
  readonly theme: Theme;
  /** Width of the chart, in pixels. */
  readonly width: number;
  /** Whether bars have value labels instead of an axis. */
  readonly labelled: boolean;
}

/** Width of a label's character and space around a label, in pixels. */
const LETTER = 6.2;
const ROOM = 14;

/** The category axis with its baseline, and the value axis, which is hidden when bars have value labels. */
export function axes(ink: Ink): Xml {
  return all([categories(ink), values(ink)]);
}

function categories(ink: Ink): Xml {
  const { chart, theme } = ink;
  const lying = chart.kind === 'bars';
  const every = lying ? 1 : labelEvery(ink);
  return element(
    'c:catAx',
    {},
    val('c:axId', 1001),
    element('c:scaling', {}, val('c:orientation', lying ? 'maxMin' : 'minMax')),
    val('c:delete', 0),
    val('c:axPos', lying ? 'l' : 'b'),
    element('c:numFmt', { formatCode: 'General', sourceLinked: 0 }),
    val('c:majorTickMark', 'none'),
    val('c:minorTickMark', 'none'),
    val('c:tickLblPos', 'low'),
    element('c:spPr', {}, none, drawingLine({ color: theme.rule, points: 0.75 })),
    element('c:txPr', {}, ...textProperties({ size: 900, color: theme.secondary })),
    val('c:crossAx', 1002),
    val('c:crosses', 'autoZero'),
    val('c:auto', 0),
    val('c:lblAlgn', 'ctr'),
    val('c:lblOffset', 100),
    val('c:tickLblSkip', every),
    val('c:tickMarkSkip', every),
    val('c:noMultiLvlLbl', 1),
  );
}

function values({ chart, theme, labelled }: Ink): Xml {
  const grid = element(
    'c:majorGridlines',
    {},
    element('c:spPr', {}, drawingLine({ color: theme.hairline, points: 0.5 })),
  );
  return element(
    'c:valAx',
    {},
    val('c:axId', 1002),
    element('c:scaling', {}, val('c:orientation', 'minMax'), val('c:min', 0)),
    val('c:delete', Number(labelled)),
    val('c:axPos', chart.kind === 'bars' ? 't' : 'l'),
    labelled ? null : grid,
    element('c:numFmt', { formatCode: chart.format, sourceLinked: 0 }),
    val('c:majorTickMark', 'none'),
    val('c:minorTickMark', 'none'),
    val('c:tickLblPos', 'nextTo'),
    element('c:spPr', {}, none, drawingLine(null)),
    element('c:txPr', {}, ...textProperties({ size: 900, color: theme.secondary })),
    val('c:crossAx', 1001),
    val('c:crosses', 'autoZero'),
    val('c:crossBetween', 'between'),
  );
}

/** Show every n-th label, so that labels neither touch nor are rotated. */
function labelEvery({ chart, width }: Ink): number {
  const longest = Math.max(...chart.categories.values.map((value) => visibleLength(String(value ?? ''))));
  const most = Math.max(1, Math.floor(width / (longest * LETTER + ROOM)));
  return Math.max(1, Math.ceil(chart.categories.values.length / most));
}
