import { join } from 'node:path';

export interface TableColumnSpec {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** Plain aligned columns under their titles, two spaces apart; no trailing blanks. */
export function table(columns: readonly TableColumnSpec[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_column, index) =>
    Math.max(...lines.map((line) => widthOf(line[index] ?? ''))),
  );
  return lines
    .map((line) =>
      columns
        .map(({ align }, index) =>
          pad(line[index] ?? '', { width: widths[index] ?? 0, right: align === 'right' }),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** `12.3 kB`, in steps of a thousand. */
export function byteSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

export interface FileRow {
  readonly name: string;
  readonly bytes: number;
}

/** The files of a folder with their sizes. */
export function filesTable(folder: string, files: readonly FileRow[]): string {
  const rows = files.map(({ name, bytes }) => [join(folder, name), byteSize(bytes)]);
  return table([{ title: 'File' }, { title: 'Size', align: 'right' }], rows);
}

const widthOf = (text: string) => [...text].length;

function pad(text: string, { width, right }: { width: number; right: boolean }): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return right ? blanks + text : text + blanks;
}
