import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Digest, ReportTable } from '../../../../src/digest/digest.js';
import { repack } from '../../../../src/render/xlsx/package/package.js';
import { xlsxRenderer } from '../../../../src/render/xlsx/xlsx.js';
import { sampleContext } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';
import { type ReadSheet, readWorkbook, workbookParts } from '../../../support/workbook-text.js';

const HEADER = 4;
const LONG = 2_500;

/** Rows of every look that a report's table can have: gaps, text where a date was meant, and text that looks like a formula. */
const ROWS: ReportTable['rows'] = [
  ['2026-11-16', 'Support bot', 12, '2026-11-09', 10],
  ['2026-11-17', '=1+1 & "<b>"  😀', null, '2026-11-10', 0],
  ['last week', 'Sales bot', 7, null, null],
];

const repeated = (count: number): ReportTable['rows'] =>
  Array.from({ length: count }, (_row, index) => ROWS[index % ROWS.length] ?? []);

function digestWith(rows: ReportTable['rows']): Digest {
  const digest = sampleDigest();
  const tables = digest.tables.map((table) =>
    table.report === 'conversations' ? { ...table, rows: rows.map((row) => asTyped(row, table)) } : table,
  );
  return { ...digest, tables };
}

/** As many cells as the table has columns, by their types. */
const asTyped = (row: ReportTable['rows'][number], { columns }: ReportTable) =>
  columns.map(({ type }, index) => {
    const dates = [row[0], row[3]];
    if (type === 'date')
      return dates[columns.slice(0, index).filter((one) => one.type === 'date').length] ?? null;
    if (type === 'text') return row[1] ?? null;
    return row[2] ?? null;
  });

async function bytesOf(digest: Digest): Promise<Uint8Array> {
  const [file] = await xlsxRenderer.render(digest, {}, sampleContext());
  return file?.bytes ?? new Uint8Array();
}

const conversations = async (bytes: Uint8Array): Promise<ReadSheet> => {
  const sheet = (await readWorkbook(bytes)).sheets.find(({ name }) => name === 'Conversations');
  if (!sheet) throw new Error('no sheet');
  return sheet;
};

const rowOf = ({ cells }: ReadSheet, row: number) =>
  [...'ABCDEFGH'].map((column) => cells.get(`${column}${row}`));

describe('a table of thousands of rows', () => {
  let bytes: Uint8Array;
  let long: ReadSheet;
  let short: ReadSheet;

  beforeAll(async () => {
    bytes = await bytesOf(digestWith(repeated(LONG)));
    long = await conversations(bytes);
    short = await conversations(await bytesOf(digestWith(repeated(ROWS.length))));
  });

  test('has in each row what the library writes of one like it: value, type and format', () => {
    for (let row = 1; row <= LONG; row++) {
      const like = HEADER + 1 + ((row - 1) % ROWS.length);
      expect(rowOf(long, HEADER + row), `row ${row}`).toEqual(rowOf(short, like));
    }
  });

  test('ends in its row of totals, where its name and its table say so', () => {
    const total = rowOf(long, HEADER + LONG + 1);
    const formulas = rowOf(short, HEADER + ROWS.length + 1).map((cell) => cell?.formula);
    expect(formulas.some((formula) => formula !== undefined)).toBe(true);
    expect(total.map((cell) => cell?.formula)).toEqual(formulas);
    expect(long.tables.map(({ ref }) => ref)).toEqual(
      short.tables.map(({ ref }) => ref.replace(/\d+$/, String(HEADER + LONG + 1))),
    );
    expect([...long.cells.keys()].every((cell) => Number(/\d+/.exec(cell)) <= HEADER + LONG + 1)).toBe(true);
  });

  test('is well-formed, says how far it reaches, and is the same at every call', async () => {
    const parts = await workbookParts(bytes);
    const sheets = [...parts].filter(([name]) => name.startsWith('xl/worksheets/sheet'));
    for (const [, xml] of sheets) new SaxesParser().write(xml).close();
    const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)];
    const place = names.findIndex(([, name]) => name === 'Conversations') + 1;
    expect(parts.get(`xl/worksheets/sheet${place}.xml`)).toMatch(
      new RegExp(`<dimension ref="A1:\\w+?${HEADER + LONG + 1}"`),
    );
    expect(Buffer.compare(bytes, await bytesOf(digestWith(repeated(LONG))))).toBe(0);
  });
});

test('a part is packed whole, whatever pieces it comes in', async () => {
  const part = 'xl/workbook.xml';
  const pieces = ['', '<a>', '', 'é😀'.repeat(50_000), '', '</a>', ''];
  const workbook = await bytesOf(sampleDigest());
  const packed = await repack(workbook, [], () => new Map([[part, pieces]]));
  expect((await workbookParts(packed)).get(part)).toBe(pieces.join(''));
});

test('what goes wrong while a part is made is what goes wrong with the workbook', async () => {
  function* pieces() {
    yield '<a>';
    throw new Error('no row of this look');
  }
  const workbook = await bytesOf(sampleDigest());
  const packed = repack(workbook, [], () => new Map([['xl/workbook.xml', pieces()]]));
  await expect(packed).rejects.toThrow('no row of this look');
});
