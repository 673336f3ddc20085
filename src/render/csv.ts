import { z } from 'zod';
import type { ReportTable } from '../digest/digest.js';
import { artifact } from './artifact.js';
import type { Renderer } from './renderer.js';

const options = z.strictObject({
  /** Begin with a byte order mark: old versions of Excel need it to detect UTF-8. */
  bom: z.boolean().default(false),
});

/** One RFC 4180 file for each report. Its header has column ids, the same in every language. */
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

/** A table as CSV: CRLF after every line, null as an empty field, percentages as fractions. */
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
 * Prevents formula injection: an apostrophe before each character that starts a formula, full-width forms included. It is also added after
 * every character that separates cells in some locale, because spreadsheets may split there even inside quotes.
 */
const asText = (value: string) =>
  value
    .replace(/^(?=[\t\r\n])/, "'")
    .replace(/(^|[,;|\t\r\n])([\s"'\u200B\uFEFF]*)(?=[=+\-@＝＋－＠])/g, "$1$2'");
