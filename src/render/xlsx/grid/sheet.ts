import type { PlacedChart } from './chart.js';

/** A workbook as plain data, independent of any library: cells with their values, types and styles. */
export interface WorkbookSheet {
  readonly name: string;
  readonly print: Print;
  /** Column widths from column A, in characters. */
  readonly widths: readonly number[];
  /** The number of frozen rows and columns. */
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly lines: readonly SheetLine[];
  readonly grids: readonly Grid[];
  readonly charts: readonly PlacedChart[];
  readonly sparklines: readonly Sparkline[];
  readonly names: readonly NamedRange[];
}

/** Print settings: a sheet is fitted to the width of one page, optionally to its height. */
export interface Print {
  readonly orientation: 'portrait' | 'landscape';
  readonly onePage: boolean;
}

/** A line of text across the sheet. */
export interface SheetLine {
  readonly row: number;
  /** Bold, before the text. Both are stored as text, even if they begin with `=`. */
  readonly heading?: string;
  readonly text: string;
  readonly style: LineStyle;
  /** Wraps over this many columns; a single unwrapped line when absent. */
  readonly across?: number;
  /** The sheet that the cell links to. */
  readonly link?: string;
  /** A mark before the heading, in the colour of a tone. */
  readonly mark?: ToneMark;
}

/** Each tone has a shape of its own, so that prints in grey tell them apart. */
export interface ToneMark {
  readonly shape: '◆' | '■' | '□';
  readonly style: LineStyle;
}

export type LineStyle = 'title' | 'verdict' | 'heading' | 'body' | 'note' | 'attention' | 'link';

/** A small line in a cell over cells of its row. All of a sheet share one scale from zero. */
export interface Sparkline {
  readonly cell: string;
  readonly values: string;
}

/** A native table. */
export interface Grid {
  readonly name: string;
  /** The row of the header and the first column, both 1-based. */
  readonly row: number;
  readonly column: number;
  readonly columns: readonly GridColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** True when a totals row follows; totals are formulas over the visible rows. */
  readonly totals: boolean;
  /** Whether the header has filter buttons. */
  readonly filters: boolean;
  /** Columns with a colour scale; the outlined cell is the busiest. */
  readonly heat: Heat | null;
}

export interface GridColumn {
  /** The stable id from which defined names are built, the same in every language. */
  readonly id: string;
  readonly header: string;
  readonly align: 'start' | 'end';
  /** The value of the column's total, or null for no total. */
  readonly total: { readonly value: number; readonly format: string } | null;
  /** Whether its cells have data bars. */
  readonly bars: boolean;
  /** The least width, in characters; that of the table when absent. */
  readonly least?: number;
}

export interface Heat {
  /** 1-based, inclusive. */
  readonly fromColumn: number;
  readonly toColumn: number;
  /** 0-based row of the grid and 1-based column. */
  readonly outlined: { readonly row: number; readonly column: number } | null;
}

/** Dates hold local time as if it were UTC; an empty cell is null, never 0. */
export interface Cell {
  readonly value: string | number | Date | null;
  /** The formula without `=`; never built from data. */
  readonly formula?: string;
  /** An Excel number format; `General` when absent. */
  readonly format?: string;
  readonly tone?: 'attention' | 'good' | 'neutral' | 'muted';
  /** The sheet that the cell links to. */
  readonly link?: string;
  /** The web page that the cell links to. */
  readonly url?: string;
}

/** A name that formulas may use; `cells` is an absolute reference with its sheet. */
export interface NamedRange {
  readonly name: string;
  readonly cells: string;
}
