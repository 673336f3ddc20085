import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { Digest } from '../../../../src/digest/digest.js';
import { xlsxRenderer } from '../../../../src/render/xlsx/xlsx.js';
import { everywhere } from '../../../support/everywhere.js';
import { expectGolden } from '../../../support/golden.js';
import { remembered } from '../../../support/remembered.js';
import { sampleContext } from '../../../support/render-context.js';
import { sampleDigest } from '../../../support/sample-digest.js';
import {
  emptyDigest,
  gapDigest,
  HOSTILE,
  hostileDigest,
  VARIANTS,
} from '../../../support/sample-variants.js';
import { readWorkbook, workbookParts, workbookText } from '../../../support/workbook-text.js';

const workbook = remembered(async (digest: Digest) => {
  const [file] = await xlsxRenderer.render(digest, {}, sampleContext());
  if (!file) throw new Error('no workbook');
  return file;
});

const partsOf = remembered(async (digest: Digest) => workbookParts((await workbook(digest)).bytes));
const part = async (digest: Digest, name: string) => (await partsOf(digest)).get(name) ?? '';

/** The XML of a sheet by its name. */
async function sheetPart(digest: Digest, name: string): Promise<string> {
  return sheetOf(await partsOf(digest), name);
}

function sheetOf(parts: ReadonlyMap<string, string>, name: string): string {
  const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)];
  const index = names.findIndex(([, own]) => own === name);
  return parts.get(`xl/worksheets/sheet${index + 1}.xml`) ?? '';
}

/** The XML of a native table by its name. */
async function tablePart(digest: Digest, name: string): Promise<string> {
  const parts = [...(await partsOf(digest)).values()];
  return parts.find((xml) => xml.includes('<table ') && xml.includes(` name="${name}"`)) ?? '';
}

/** The cells of the heatmap sheet that carry the strong border. */
function outlinedCells(parts: ReadonlyMap<string, string>): string[] {
  const styles = parts.get('xl/styles.xml') ?? '';
  const borders = styles.match(/<border>.*?<\/border>/gs) ?? [];
  const outline = borders.findIndex((border) => border.includes('medium'));
  const formats = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)?.[1] ?? '';
  const outlined = [...formats.matchAll(/<xf [^>]*borderId="(\d+)"/g)].map(
    ([, id]) => Number(id) === outline,
  );
  const cells = sheetOf(parts, 'Heatmap').matchAll(/<c r="(\w+)" s="(\d+)"/g);
  return [...cells].flatMap(([, address = '', style]) => (outlined[Number(style)] ? [address] : []));
}

test('the file says what it is and how many sheets it holds', async () => {
  const { name, detail, role, mediaType } = await workbook(sampleDigest());
  expect({ name, detail, role, mediaType }).toEqual({
    name: 'weekly-support-2026-W47.xlsx',
    detail: '12 sheets',
    role: 'attachment',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
});

test.each([
  ['weekly', sampleDigest()],
  ['empty', emptyDigest()],
  ['gap', gapDigest()],
])('the cells of the %s workbook have the right types and formats', async (name, digest) => {
  expectGolden(await workbookText((await workbook(digest)).bytes), `xlsx/${name}.txt`);
});

test('every title and heading has a row high enough for its letters', async () => {
  const parts = await partsOf(sampleDigest());
  const sheets = [...parts].filter(([name]) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name));
  expect(sheets).toHaveLength(12);
  for (const [name, sheet] of sheets) {
    const [, height] = /<row r="1"[^>]* ht="([\d.]+)"/.exec(sheet) ?? [];
    expect(Number(height), name).toBeGreaterThanOrEqual(1.3 * 16);
  }
});

test('a figure that not all bots have an earlier one of says of how many', async () => {
  const tiles = sampleDigest().tiles.map((tile) => ({ ...tile, previousOf: '1 of 2 bots' }));
  const text = await workbookText((await workbook(sampleDigest({ tiles }))).bytes);
  expect(text).toContain(
    'C5 formula SUM(Conversations_data[Week before]) = number 1558 [#,##0" (1 of 2 bots)"]',
  );
});

test('kinds of interactions are said in words, and an unknown one as it is', async () => {
  const tables = sampleDigest().tables.filter(({ report }) => report === 'interactions');
  const types = ['interaction', 'fallback', 'contextFallback', 'welcome', 'transfer'];
  const rows = types.map((type) => ['Support bot', 'A step', type, null, 1, 0.2, 1]);
  const text = await workbookText(
    (await workbook(sampleDigest({ tables: tables.map((table) => ({ ...table, rows })) }))).bytes,
  );
  const said = [...text.matchAll(/^C\d+ text "(.*)"$/gm)].map(([, type]) => type);
  expect(said.join()).toContain('Interaction,Fallback,Context fallback,Welcome,transfer');
});

test('an hour is the local time as shown, whatever its offset', async () => {
  const [table] = sampleDigest().tables;
  if (!table) throw new Error('no table');
  const columns = table.columns.map((column, index) =>
    index === 0 ? { ...column, type: 'dateTime' as const } : column,
  );
  const rows = [['2026-11-16T09:00+01:00', 'Support bot', 1, null, null]];
  const text = await workbookText(
    (await workbook(sampleDigest({ tables: [{ ...table, columns, rows }] }))).bytes,
  );
  expect(text).toContain('A5 number 46342.375 [yyyy-mm-dd hh:mm]');
});

describe('a report sheet', () => {
  const sheet = () => sheetPart(sampleDigest(), 'Conversations');

  test('keeps everything above the table in sight', async () => {
    expect(await sheet()).toMatch(
      /<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"\/>/,
    );
  });

  test('prints with its charts on one page, and without many of them on pages one sheet wide', async () => {
    expect(await sheet()).toContain('<pageSetUpPr fitToPage="1"/>');
    expect(await sheet()).toMatch(
      /<pageSetup [^>]*orientation="landscape"[^>]*fitToWidth="1" fitToHeight="1"/,
    );
    const paid = await sheetPart(sampleDigest(), 'Paid');
    expect(paid).toMatch(/<pageSetup [^>]*fitToWidth="1" fitToHeight="0"/);
  });

  test('is a native table from row 4 with sums of what can be summed', async () => {
    const table = await tablePart(sampleDigest(), 'Conversations_data');
    expect(table).toContain('name="Conversations_data"');
    expect(table).toContain('ref="A4:E19" totalsRowCount="1"');
    expect(table.match(/totalsRowFunction="sum"/g)).toHaveLength(2);
  });

  test('names its filters no wider than the data', async () => {
    expect(await tablePart(sampleDigest(), 'Conversations_data')).toContain('<autoFilter ref="A4:E18">');
  });
});

describe('the heatmap sheet', () => {
  const sheet = () => sheetPart(sampleDigest(), 'Heatmap');

  test('carries a native colour scale over its 7 × 24 cells', async () => {
    const scale = /<conditionalFormatting sqref="B5:Y11">.*?<colorScale>(.*?)<\/colorScale>/s.exec(
      await sheet(),
    );
    expect(scale?.[1]).toBe(
      '<cfvo type="min"/><cfvo type="percent" val="40"/><cfvo type="max"/>' +
        '<color rgb="FFF7F9FC"/><color rgb="FF85B7DE"/><color rgb="FF082854"/>',
    );
  });

  test('stands on its side and keeps the weekdays in sight', async () => {
    expect(await sheet()).toContain('orientation="landscape"');
    expect(await sheet()).toContain('<pane xSplit="1" ySplit="4"');
  });

  test('outlines the busiest cell and no other', async () => {
    expect(outlinedCells(await partsOf(sampleDigest()))).toEqual(['P8']);
  });

  test('outlines the earliest of equally busy cells', async () => {
    const rows = [
      ['Mon', 1, 5, 5],
      ['Tue', 5, 0, 0],
    ];
    const tables = sampleDigest().tables.map((table) =>
      table.report === 'heatmap' ? { ...table, rows } : table,
    );
    expect(outlinedCells(await partsOf(sampleDigest({ tables })))).toEqual(['C5']);
  });
});

const OWN_FORMULA = new RegExp(
  `^(?:${[
    String.raw`SUBTOTAL\(109,\w+_data\[.*\]\)`,
    String.raw`SUM\((?:Conversations|Paid|Messages)_data\[.*\]\)`,
    String.raw`SUMPRODUCT\(--\(\w+_data\[.*\]\)`,
    String.raw`SUMPRODUCT\(\(Interactions_data\[.*\)\/SUM\(Interactions_data\[.*\]\)`,
    String.raw`[A-Z]+\d+\/(?:SUM\(.*\)|[A-Z]+\d+(?:-1)?)`,
    String.raw`\(ROUND\(B\d,\d\)-ROUND\(C\d,\d\)\)(?:\*100)?`,
  ].join('|')})$`,
  's',
);

describe.each(HOSTILE.map((text, index) => [index, text] as const))('hostile text %i', (_index, text) => {
  test('stays text: the only formulas are our own', async () => {
    for (const [name, xml] of await partsOf(hostileDigest(text))) {
      if (!name.startsWith('xl/worksheets/')) continue;
      for (const [, formula = ''] of xml.matchAll(/<f>(.*?)<\/f>/gs)) expect(formula).toMatch(OWN_FORMULA);
    }
  });

  test('leaves well-formed XML without characters that XML forbids', async () => {
    for (const xml of (await partsOf(hostileDigest(text))).values()) {
      new SaxesParser({ xmlns: true }).write(xml).close();
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
      expect(xml).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}|\uFFFD/u);
      expect(xml).not.toContain('<script>');
    }
  });

  test('gives every table headers that differ', async () => {
    for (const [name, xml] of await partsOf(hostileDigest(text))) {
      if (!name.startsWith('xl/tables/')) continue;
      const headers = [...xml.matchAll(/<tableColumn [^>]*name="([^"]*)"/g)].map(([, header = '']) =>
        header.toLowerCase(),
      );
      expect(new Set(headers).size).toBe(headers.length);
    }
  });
});

test('what Excel would read as its own escape is escaped', async () => {
  const strings = await part(hostileDigest('_x0041_'), 'xl/sharedStrings.xml');
  expect(strings).toContain('_x005F_x0041_');
  expect(strings).not.toMatch(/[^F]_x0041_/);
});

test.each([0, 1])('a long row of emoji stays whole wherever it is packed (%i)', async (offset) => {
  const text = `${'x'.repeat(offset)}${'👩'.repeat(9000)}`;
  const tables = sampleDigest().tables.map((table) =>
    table.report === 'conversations' ? { ...table, rows: [['2026-11-16', text, 1, null, null]] } : table,
  );
  const { sheets } = await readWorkbook((await workbook(sampleDigest({ tables }))).bytes);
  const cells = sheets.find(({ name }) => name === 'Conversations')?.cells;
  expect(cells?.get('B5')?.value).toBe(text);
});

test('special characters of a column name are escaped in its sum', async () => {
  const [table] = sampleDigest().tables;
  if (!table) throw new Error('no table');
  const columns = table.columns.map((column) => ({ ...column, label: `${column.id} [#'@]` }));
  const sheet = await sheetPart(sampleDigest({ tables: [{ ...table, columns }] }), 'Conversations');
  expect(sheet).toContain(
    'SUBTOTAL(109,Conversations_data[conversations &apos;[&apos;#&apos;&apos;&apos;@&apos;]])',
  );
});

test('two tables of one report get sheets of their own', async () => {
  const [table] = sampleDigest().tables;
  if (!table) throw new Error('no table');
  const parts = await partsOf(sampleDigest({ tables: [table, table] }));
  const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(
    ([, n]) => n,
  );
  expect(names).toEqual([
    'Summary',
    'Scorecard',
    'Weeks',
    'Conversations',
    'Conversations 2',
    'Chart data',
    'About',
  ]);
});

test('the document carries the time of its slot and of nothing else', async () => {
  const core = await part(sampleDigest(), 'docProps/core.xml');
  expect(core.match(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g)).toEqual(['2026-11-23T07:00:00Z', '2026-11-23T07:00:00Z']);
});

test.each(VARIANTS)(
  'the bytes of the %s workbook are the same in every zone and language',
  async (_name, digest) => {
    const hashes = await everywhere(async () => (await workbook(digest)).sha256);
    expect(new Set(hashes).size).toBe(1);
  },
);
