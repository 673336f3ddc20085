/** A workbook as plain data, before any library: what stands in which cell, of which type and look. */
export interface Sheet {
  readonly name: string;
  readonly orientation: 'portrait' | 'landscape';
  /** In characters, from column A on. */
  readonly widths: readonly number[];
  /** How many rows and columns stay in sight. */
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly lines: readonly Line[];
  readonly grid: Grid | null;
}

/** A line of text across the sheet. */
export interface Line {
  readonly row: number;
  /** The lead is semibold; both are text, whatever they begin with. */
  readonly lead?: string;
  readonly text: string;
  readonly look: LineLook;
  /** Wraps over this many columns and is as high as it needs; one unwrapped line when absent. */
  readonly across?: number;
}

export type LineLook = 'title' | 'heading' | 'body' | 'note' | 'attention';

/** A native table. */
export interface Grid {
  readonly name: string;
  /** The row of the header; the table begins in column A. */
  readonly row: number;
  readonly columns: readonly GridColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Whether a row of totals follows; sums are formulas over the rows in sight. */
  readonly totals: boolean;
  /** Coloured from least to most over these columns; the outlined cell is the busiest. */
  readonly heat: Heat | null;
}

export interface GridColumn {
  readonly header: string;
  readonly align: 'start' | 'end';
  /** The sum under the column as it stands, or null for none. */
  readonly total: { readonly value: number; readonly format: string } | null;
}

export interface Heat {
  /** 1-based, inclusive. */
  readonly fromColumn: number;
  readonly toColumn: number;
  /** 0-based row of the grid and 1-based column. */
  readonly outlined: { readonly row: number; readonly column: number } | null;
}

/** Dates hold the local time as shown, written as if it were UTC; an empty cell is null, never 0. */
export interface Cell {
  readonly value: string | number | Date | null;
  /** An Excel number format; `General` when absent. */
  readonly format?: string;
  readonly tone?: 'attention' | 'neutral';
}
