import type { Digest, Tile } from '../../digest/digest.js';
import { headers, tableName } from './names.js';
import type { Cell, Grid, Line, Sheet } from './sheet.js';
import { cellText, changeCell, tileCell } from './values.js';
import { windowLine } from './window-line.js';

const HEADER_ROW = 4;
const WIDTHS = [30, 16, 16, 18];

/** The digest on one page: its figures as a table, then what to notice. */
export function summarySheet(digest: Digest, name: string): Sheet {
  return {
    name,
    orientation: 'portrait',
    widths: WIDTHS,
    frozen: { rows: HEADER_ROW, columns: 0 },
    lines: [
      { row: 1, text: cellText(digest.title), look: 'title' },
      { row: 2, text: windowLine(digest), look: 'note' },
      { row: 3, text: cellText(digest.subtitle.slice(1).join(' · ')), look: 'note' },
      ...callouts(digest, HEADER_ROW + Math.max(1, digest.tiles.length) + 2),
    ],
    grid: tiles(digest, name),
  };
}

function tiles({ tiles, labels }: Digest, sheet: string): Grid {
  const [figure = '', ...numbers] = headers(
    [labels.figure, labels.value, labels.previous, labels.change].map(cellText),
  );
  return {
    name: tableName(sheet),
    row: HEADER_ROW,
    columns: [
      { header: figure, align: 'start', total: null },
      ...numbers.map((header) => ({ header, align: 'end' as const, total: null })),
    ],
    rows: tiles.length === 0 ? [WIDTHS.map(() => ({ value: null }))] : tiles.map(tileRow),
    totals: false,
    heat: null,
  };
}

function tileRow(tile: Tile): Cell[] {
  return [
    { value: cellText(tile.label) },
    tileCell(tile.value, tile),
    tile.previous === null ? { value: null } : tileCell(tile.previous, tile),
    changeCell(tile.change),
  ];
}

function callouts({ callouts: { items, quiet }, labels }: Digest, row: number): Line[] {
  const across = WIDTHS.length;
  const said = items.map(({ lead, rest }) => ({ lead: cellText(lead), text: cellText(rest) }));
  const shown = said.length === 0 ? [{ text: cellText(quiet) }] : said;
  return [
    { row, text: cellText(labels.callouts), look: 'heading' },
    ...shown.map((words, index) => ({ row: row + 1 + index, ...words, look: 'body' as const, across })),
  ];
}
