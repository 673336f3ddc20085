/** A block of cells of one sheet, 1-based and inclusive. */
export interface CellBlock {
  readonly sheet: string;
  readonly rows: readonly [first: number, last: number];
  readonly columns: readonly [first: number, last: number];
}

/** `'Chart data'!$A$5:$B$11`, or `'Chart data'!$A$5` for a single cell. */
export function blockReference({ sheet, rows, columns }: CellBlock): string {
  const [first, last] = [absolute(rows[0], columns[0]), absolute(rows[1], columns[1])];
  return `${quoted(sheet)}!${first === last ? first : `${first}:${last}`}`;
}

/** `'Chart data'!$A$5`. */
export function cellReference(sheet: string, row: number, column: number): string {
  return blockReference({ sheet, rows: [row, row], columns: [column, column] });
}

/** A sheet name for formulas. Quotes are always valid and often required. */
export const quoted = (sheet: string) => `'${sheet.replaceAll("'", "''")}'`;

export const address = (row: number, column: number) => `${letters(column)}${row}`;

const absolute = (row: number, column: number) => `$${letters(column)}$${row}`;

/** 1 is `A`, 27 is `AA`. */
function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  const last = String.fromCharCode(65 + ((column - 1) % 26));
  return rest > 0 ? letters(rest) + last : last;
}
