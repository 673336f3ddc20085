import type { Theme } from '../../../config/config.js';
import type { Digest, TableCell, TableSection } from '../../../digest/digest.js';
import { oneLine, shortened } from '../../../render/line.js';
import { toneColor } from '../../../render/tone-color.js';
import { changeText, mailTone } from './change.js';
import type { CellView, RowView, TableView } from './view.js';

/** A phone shows about so many characters of a name in two lines beside its figures. */
const MAX_NAME_LENGTH = 40;

/** The tables that say who and where; they read without pictures. */
export function mailTables({ sections }: Digest, theme: Theme): TableView[] {
  return sections
    .filter((section) => section.kind === 'table')
    .filter(
      ({ chapter, emptyText, rows }) => chapter === 'breakdown' && emptyText === null && rows.length > 0,
    )
    .map((section) => tableView(section, theme));
}

function tableView({ title, columns, rows, total, more, missing }: TableSection, theme: Theme): TableView {
  const row = (cells: readonly TableCell[], weight: RowView['weight']): RowView => ({
    cells: cells.map((cell) => cellView(cell, theme)),
    weight,
  });
  return {
    title: short(title),
    columns: columns.map(({ label }) => short(label)),
    rows: [...rows.map((cells) => row(cells, 400)), ...(total ? [row(total, 600)] : [])],
    sentences: [more ?? '', ...missing].map((sentence) => shortened(oneLine(sentence), 600)).filter(Boolean),
  };
}

function cellView({ text, change }: TableCell, theme: Theme): CellView {
  if (!change) return { text: short(text), tone: 'text', color: theme.text };
  return { text: changeText(change), tone: mailTone(change.tone), color: toneColor(change.tone, theme) };
}

const short = (text: string) => shortened(oneLine(text), MAX_NAME_LENGTH);
