import type { Digest } from '../../../digest/digest.js';
import type { Words } from '../../../digest/language/words.js';
import { lastRow } from '../grid/grid-range.js';
import { headers } from '../grid/names.js';
import { cellReference } from '../grid/reference.js';
import type { Cell, Grid, NamedRange, SheetLine, WorkbookSheet } from '../grid/sheet.js';
import { cellText, typedCell } from '../grid/values.js';
import { windowLine } from '../grid/window-line.js';

const WIDTHS = [26, 62];
const HEADER_ROW = 4;

/** Definitions of the figures, missing data, and the window as named cells for formulas. */
export function aboutSheet(
  digest: Digest,
  { name, words }: { readonly name: string; readonly words: Words },
): WorkbookSheet {
  const { about } = digest;
  const facts = factsOf(digest, words);
  const grid = factsGrid(facts, digest);
  const across = WIDTHS.length;
  const sentences: Omit<SheetLine, 'row'>[] = [
    ...about.notices.map(({ text, tone }) => ({
      text: cellText(text),
      style: tone === 'attention' ? ('attention' as const) : ('body' as const),
      across,
    })),
    ...about.paragraphs.map((text) => ({ text: cellText(text), style: 'body' as const, across })),
  ];
  return {
    name,
    print: { orientation: 'portrait', onePage: false },
    widths: WIDTHS,
    frozen: { rows: 2, columns: 0 },
    lines: [
      { row: 1, text: cellText(about.title), style: 'title' },
      { row: 2, text: windowLine(digest), style: 'note' },
      ...sentences.map((sentence, index) => ({ row: lastRow(grid) + 2 + index, ...sentence })),
    ],
    grids: [grid],
    charts: [],
    sparklines: [],
    names: facts.map(
      (fact, index): NamedRange => ({
        name: fact.name,
        cells: cellReference(name, HEADER_ROW + 1 + index, 2),
      }),
    ),
  };
}

interface Fact {
  readonly name: string;
  readonly label: string;
  readonly cell: Cell;
}

function factsOf({ window, comparison }: Digest, words: Words): Fact[] {
  const day = (value: string | undefined) => typedCell(value ?? null, 'date');
  return [
    { name: 'Window_From', label: words.say('file.firstDay'), cell: day(window.firstDay) },
    { name: 'Window_To', label: words.say('file.lastDay'), cell: day(window.lastDay) },
    { name: 'Time_Zone', label: words.say('file.timeZone'), cell: { value: cellText(window.zone) } },
    { name: 'Comparison_From', label: words.say('file.comparedFrom'), cell: day(comparison?.firstDay) },
    { name: 'Comparison_To', label: words.say('file.comparedTo'), cell: day(comparison?.lastDay) },
  ];
}

function factsGrid(facts: readonly Fact[], { labels }: Digest): Grid {
  const names = headers([labels.figure, labels.value].map(cellText));
  return {
    name: 'Window_data',
    row: HEADER_ROW,
    column: 1,
    columns: names.map((header, index) => ({
      id: index === 0 ? 'figure' : 'value',
      header,
      align: 'start',
      total: null,
      bars: false,
    })),
    rows: facts.map(({ label, cell }) => [{ value: cellText(label) }, cell]),
    totals: false,
    filters: false,
    heat: null,
  };
}
