import type { Context } from '../context.js';
import type { Known, TableCell, TableColumn } from '../digest.js';
import type { Compared } from '../figures/figures.js';
import { changeOf } from '../judgement/steady.js';
import { type Alarm, fractionChange } from '../language/change.js';
import { withKnown } from '../missing/known.js';

/** One row's figure in both windows; null when missing. */
export interface ShareRow {
  readonly label: string;
  readonly now: number | null;
  readonly before: number | null;
  /** Both windows at equal weekdays; null where they do not compare; `now` and `before` are compared when left out. */
  readonly compared?: Compared | null;
  /** Present when the figure may be incomplete. */
  readonly known?: Known;
  /** The text shown for a missing figure. */
  readonly missing?: string;
}

/** Parameters of a table of shares. */
export interface ShareTable {
  /** Headings of the name, the figure and its share. */
  readonly headings: readonly [name: string, value: string, share: string];
  /** The total that shares refer to. */
  readonly whole: number;
  readonly alarm: Alarm;
  /** φ of the counts, and how many are looked at. */
  readonly guard: { readonly dispersion: number; readonly candidates: number };
}

/** Alternative text of a table. */
export function tableAlt({ words, window }: Context, title: string, rows: readonly unknown[]): string {
  return rows.length > 0
    ? words.say('alt.table', { title, count: rows.length })
    : words.say('alt.nothing', { title, window: window.text });
}

export function shareColumns({ words, comparison, grid }: Context, { headings }: ShareTable): TableColumn[] {
  const [name, value, share] = headings;
  const columns: TableColumn[] = [
    { id: 'name', label: name, type: 'text' },
    { id: 'value', label: value, type: 'count' },
    { id: 'share', label: share, type: 'share' },
  ];
  const change = words.say(grid.days === null ? 'label.change' : 'label.changePerDay');
  return comparison ? [...columns, { id: 'change', label: change, type: 'change' }] : columns;
}

/** The cells of a row: name, figure, share of the total and, with a comparison, the change. */
export function shareCells(context: Context, table: ShareTable, row: ShareRow): TableCell[] {
  const { format, comparison } = context;
  const { label, now } = row;
  const share = now === null || table.whole === 0 ? null : now / table.whole;
  const cells: TableCell[] = [
    { value: label, text: label },
    figureCell(context, row),
    { value: share, text: share === null ? '' : format.percent(share) },
  ];
  return comparison ? [...cells, changeCell(context, row, table)] : cells;
}

function figureCell(context: Context, { now, known, missing }: ShareRow): TableCell {
  const { format, words } = context;
  if (now === null) return { value: now, text: missing ?? words.say('short.missing') };
  const text = format.count(now);
  const said = known ? withKnown(text, known, context) : text;
  return known && said !== text ? { value: now, text: said, known } : { value: now, text };
}

function changeCell(
  context: Context,
  { now, before, compared }: ShareRow,
  { alarm, guard }: ShareTable,
): TableCell {
  const plain = now === null || before === null ? null : { now, before, expected: before, basis: before };
  const pair = compared === undefined ? plain : compared;
  const news = pair !== null && changeOf(pair, guard.dispersion, guard.candidates) !== 'usual';
  const change = pair && fractionChange(pair, { alarm, news }, context);
  const isNew = change === null && before === 0 && now !== null;
  const text = change?.text ?? (isNew ? context.words.say('change.new') : '');
  return { value: change?.amount ?? null, text, change };
}
