import { z } from 'zod';
import type { ReportTable } from '../digest/digest.js';
import { artifact } from './artifact.js';
import type { Renderer } from './renderer.js';

const options = z.strictObject({
  /** Begin with a byte order mark, by which old versions of Excel know UTF-8. */
  bom: z.boolean().default(false),
});

/** One RFC 4180 file a report. The header holds column ids, which stay the same in every language. */
export const csvRenderer: Renderer<z.output<typeof options>> = {
  kind: 'csv',
  options,
  async render(digest, { bom }, context) {
    return digest.tables.map((table) =>
      artifact({
        name: context.name(table.report, 'csv'),
        mediaType: 'text/csv',
        bytes: Buffer.from(`${bom ? '\uFEFF' : ''}${tableCsv(table)}`),
        role: 'attachment',
        detail: context.words.say('file.rows', { count: table.rows.length }),
      }),
    );
  },
};

/** A table with its header as CSV: CRLF after every line, null as an empty field, percents as fractions. */
export function tableCsv(table: ReportTable): string {
  const header = table.columns.map(({ id }) => id);
  return [header, ...table.rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = asText(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Spreadsheets run cells that begin so as formulas, also in full width; an apostrophe makes them text. It stands behind every character
 * at which some country's spreadsheet begins a cell, quotes or not: they take those inside of a field for part of it.
 */
const asText = (value: string) =>
  value
    .replace(/^(?=[\t\r\n])/, "'")
    .replace(/(^|[,;|\t\r\n])([\s"'\u200B\uFEFF]*)(?=[=+\-@＝＋－＠])/g, "$1$2'");
