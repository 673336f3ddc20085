import type { PlacedChart } from '../grid/chart.js';
import { shownText } from '../grid/values.js';
import { pixels } from '../grid/widths.js';
import { element, type Xml, xmlText } from '../package/xml.js';

const NAMESPACES = {
  'xmlns:xdr': 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing',
  'xmlns:a': 'http://schemas.openxmlformats.org/drawingml/2006/main',
} as const;
const CHART = 'http://schemas.openxmlformats.org/drawingml/2006/chart';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const EMU_PER_PIXEL = 9525;

/** The drawing of one sheet; the n-th chart is relationship `rIdn`. */
export function drawingXml(charts: readonly PlacedChart[], widths: readonly number[]): Xml {
  return element('xdr:wsDr', NAMESPACES, ...charts.map((placed, index) => anchor(placed, widths, index + 1)));
}

/** Anchors a chart to cells, since column widths depend on the font; a filter moves the chart but does not resize it. */
function anchor(placed: PlacedChart, widths: readonly number[], id: number): Xml {
  return element(
    'xdr:twoCellAnchor',
    { editAs: 'oneCell' },
    corner('xdr:from', columnAt(placed.left, widths), placed.row - 1),
    corner('xdr:to', columnAt(placed.left + placed.width, widths), placed.row - 1 + placed.rows),
    frame(placed, id),
    element('xdr:clientData', {}),
  );
}

/** An anchor point; columns and rows are 0-based. */
function corner(name: string, { column, rest }: ColumnPlace, row: number): Xml {
  return element(
    name,
    {},
    number('xdr:col', column),
    number('xdr:colOff', Math.round(rest * EMU_PER_PIXEL)),
    number('xdr:row', row),
    number('xdr:rowOff', 0),
  );
}

function frame({ chart }: PlacedChart, id: number): Xml {
  const nowhere = { x: 0, y: 0 };
  return element(
    'xdr:graphicFrame',
    { macro: '' },
    element(
      'xdr:nvGraphicFramePr',
      {},
      element('xdr:cNvPr', { id: id + 1, name: `Chart ${id}`, descr: shownText(chart.alt) }),
      element('xdr:cNvGraphicFramePr', {}),
    ),
    element('xdr:xfrm', {}, element('a:off', nowhere), element('a:ext', { cx: 0, cy: 0 })),
    element(
      'a:graphic',
      {},
      element(
        'a:graphicData',
        { uri: CHART },
        element('c:chart', { 'xmlns:c': CHART, 'xmlns:r': RELATIONSHIPS, 'r:id': `rId${id}` }),
      ),
    ),
  );
}

const number = (name: string, value: number) => element(name, {}, xmlText(String(value)));

interface ColumnPlace {
  readonly column: number;
  /** Offset within the column, in pixels. */
  readonly rest: number;
}

/** The 0-based column at a distance in pixels from the left, and the offset in it. */
function columnAt(left: number, widths: readonly number[]): ColumnPlace {
  let rest = left;
  for (const [column, width] of widths.entries()) {
    const wide = pixels([width]);
    if (rest < wide) return { column, rest };
    rest -= wide;
  }
  return { column: widths.length, rest };
}
