import { describe, expect, test } from 'vitest';
import type { Digest } from '../../../../../src/digest/digest.js';
import type { Words } from '../../../../../src/digest/language/words.js';
import { headers, sheetName } from '../../../../../src/render/xlsx/grid/names.js';
import { xlsxRenderer } from '../../../../../src/render/xlsx/xlsx.js';
import { sampleContext } from '../../../../support/render-context.js';
import { sampleDigest } from '../../../../support/sample-digest.js';
import { emptyDigest, VARIANTS } from '../../../../support/sample-variants.js';
import { cellsOf, type ReadWorkbook, readWorkbook } from '../../../../support/workbook-text.js';

async function read(digest: Digest, words?: Words): Promise<ReadWorkbook> {
  const [file] = await xlsxRenderer.render(digest, {}, sampleContext(words ? { words } : {}));
  return readWorkbook(file?.bytes ?? new Uint8Array());
}

/** What the cells under a name hold. */
function valuesOf({ names, sheets }: ReadWorkbook, name: string): (string | number | null)[] {
  const { sheet, addresses } = cellsOf(names.get(name) ?? '');
  const cells = sheets.find((one) => one.name === sheet)?.cells;
  return addresses.map((address) => cells?.get(address)?.value ?? null);
}

test('a name leads to the figure it speaks of', async () => {
  const workbook = await read(sampleDigest());
  expect(valuesOf(workbook, 'Conversations_Total')).toEqual([1734]);
  expect(valuesOf(workbook, 'Conversations_Total_Previous')).toEqual([1558]);
  expect(valuesOf(workbook, 'Fallback_Rate')).toEqual([0.089]);
  expect(valuesOf(workbook, 'Fallback_Rate_Previous')).toEqual([0.073]);
  expect(valuesOf(workbook, 'Fallback_Rate_Change')).toEqual([1.6]);
  expect(valuesOf(workbook, 'Messages_Each')).toEqual([6.1]);
  expect(valuesOf(workbook, 'Window_From')).toEqual([46342]);
  expect(valuesOf(workbook, 'Window_To')).toEqual([46348]);
  expect(valuesOf(workbook, 'Comparison_From')).toEqual([46335]);
  expect(valuesOf(workbook, 'Time_Zone')).toEqual(['Europe/Warsaw']);
  expect(valuesOf(workbook, 'Interactions_uses')).toEqual([412, 287, 241, 198, 164, 121, 96, 64, 51, 37]);
  expect(valuesOf(workbook, 'Heatmap_h14')).toEqual([25, 25, 25, 31, 25, 11, 11]);
  const conversations = valuesOf(workbook, 'Conversations_conversations').map(Number);
  expect(conversations.reduce((sum, value) => sum + value, 0)).toBe(1734);
});

test('names and tables stay the same next week and in another language', async () => {
  const sample = sampleDigest();
  const polish: Words = { ...sampleContext().words, say: (...[key]) => `Łódź ${key}` };
  const labels = {
    ...sample.labels,
    figure: 'Wartość',
    value: 'Teraz',
    previous: 'Przedtem',
    change: 'Zmiana',
  };
  const translated = sampleDigest({
    locale: 'pl-PL',
    labels,
    tables: sample.tables.map((table) => ({
      ...table,
      title: 'Tytuł',
      columns: table.columns.map((column) => ({ ...column, label: `Kolumna ${column.id}` })),
      rows: table.rows.slice(0, -1),
    })),
  });
  const [now, other] = [await read(sample), await read(translated, polish)];
  const reports = now.sheets.slice(1, -1).map(({ name }) => name);
  const tables = ({ sheets }: ReadWorkbook) =>
    sheets.flatMap((sheet) => sheet.tables.map(({ name }) => name));
  expect([...other.names.keys()]).toEqual([...now.names.keys()]);
  expect(tables(other)).toEqual(tables(now));
  expect(other.sheets.slice(1, -1).map(({ name }) => name)).toEqual(reports);
  expect(valuesOf(other, 'Conversations_Total')).toEqual([1734]);
  expect([...(await read(emptyDigest())).names.keys()]).toEqual([...now.names.keys()]);
});

describe.each(VARIANTS)('the names of the %s workbook', (_name, digest) => {
  test('are such as Excel takes, none comes twice, and all lead to cells that are there', async () => {
    const { names, sheets } = await read(digest);
    const taken = [...names.keys(), ...sheets.flatMap(({ tables }) => tables.map(({ name }) => name))];
    for (const name of taken) {
      expect(name).toMatch(/^[A-Z]\w{1,254}$/);
      expect(name).not.toMatch(/^(?:[A-Z]{1,3}\d+|R\d*C\d*)$/i);
    }
    expect(new Set(taken.map((name) => name.toLowerCase())).size).toBe(taken.length);
    for (const cells of names.values()) {
      const { sheet, addresses } = cellsOf(cells);
      expect(sheets.map(({ name }) => name)).toContain(sheet);
      expect(addresses.length).toBeGreaterThan(0);
    }
  });
});

test('every sheet prints all of itself under its own header', async () => {
  const { sheets } = await read(sampleDigest());
  const pages = sheets.map(({ name, printArea, printTitles }) => [name, printArea, printTitles]);
  expect(pages.slice(0, 5)).toEqual([
    ['Summary', "'Summary'!$A$1:$G$59", undefined],
    ['Scorecard', "'Scorecard'!$A$1:$X$7", "'Scorecard'!$1:$4"],
    ['Weeks', "'Weeks'!$A$1:$N$36", undefined],
    ['Conversations', "'Conversations'!$A$1:$N$66", "'Conversations'!$1:$4"],
    ['Paid', "'Paid'!$A$1:$N$19", "'Paid'!$1:$4"],
  ]);
  for (const { cells, printArea = '' } of sheets) {
    const printed = new Set(cellsOf(printArea).addresses);
    for (const address of cells.keys()) expect(printed).toContain(address);
  }
});

test('the summary leads to the sheets', async () => {
  const { sheets } = await read(sampleDigest());
  const links = [...(sheets[0]?.links ?? [])];
  expect(links.slice(0, 5)).toEqual([
    ['A5', "'Conversations'!A1"],
    ['A6', "'Paid'!A1"],
    ['A7', "'Messages'!A1"],
    ['A8', "'Messages'!A1"],
    ['A9', "'Interactions'!A1"],
  ]);
  expect(links.slice(5).map(([, to]) => to)).toEqual(sheets.slice(1).map(({ name }) => `'${name}'!A1`));
});

test('a word becomes a sheet name that Excel takes', () => {
  expect(sheetName("'Q1/Q2: [all]?*\\'")).toBe('Q1 Q2   all');
  expect(sheetName('')).toBe('Sheet');
  expect(sheetName('x'.repeat(300))).toHaveLength(28);
});

test('headers are one line each and differ by more than case', () => {
  expect(headers(['Bot', 'BOT', 'a\nb', '', 'x'.repeat(300)])).toEqual([
    'Bot',
    'BOT 2',
    'a b',
    'Column 4',
    `${'x'.repeat(199)}…`,
  ]);
});
