import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { composeDigest } from '../../../../../src/digest/compose.js';
import type { Digest } from '../../../../../src/digest/digest.js';
import { wordsOf } from '../../../../../src/digest/language/words.js';
import { xlsxRenderer } from '../../../../../src/render/xlsx/xlsx.js';
import { CROWD, SALES, SUPPORT, WEEKLY } from '../../../../support/digests.js';
import { GOLDEN_DIGESTS } from '../../../../support/golden-digests.js';
import { remembered } from '../../../../support/remembered.js';
import { sampleContext } from '../../../../support/render-context.js';
import { sampleDigest } from '../../../../support/sample-digest.js';
import { digestConfig, snapshot, type TestSnapshot } from '../../../../support/snapshot.js';
import { type ReadSheet, readWorkbook, workbookParts } from '../../../../support/workbook-text.js';

type Overrides = Parameters<typeof digestConfig>[1];

const bytesOf = remembered(async (digest: Digest): Promise<Uint8Array> => {
  const [file] = await xlsxRenderer.render(digest, {}, sampleContext({ words: wordsOf(digest) }));
  return file?.bytes ?? new Uint8Array();
});
const read = remembered(async (digest: Digest) => readWorkbook(await bytesOf(digest)));

async function sheetOf(digest: Digest, name: string): Promise<ReadSheet> {
  const { sheets } = await read(digest);
  const found = sheets.find((one) => one.name === name);
  if (!found) throw new Error(`no sheet ${name}`);
  return found;
}

async function xmlOf(digest: Digest, name: string): Promise<string> {
  const parts = await workbookParts(await bytesOf(digest));
  const names = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)];
  return parts.get(`xl/worksheets/sheet${names.findIndex(([, own]) => own === name) + 1}.xml`) ?? '';
}

const composed = (test: TestSnapshot, overrides: Overrides = {}) =>
  composeDigest(snapshot(test), digestConfig(test, overrides));

const HISTORY: TestSnapshot = { ...WEEKLY, history: true };
const MONTH: TestSnapshot = {
  ...HISTORY,
  days: ['2026-10-01', '2026-10-31'],
  before: ['2026-09-01', '2026-09-30'],
  bots: Array.from({ length: 12 }, (_, index) => ({
    ...(index % 2 ? SALES : SUPPORT),
    id: `b${index}`,
    name: `A bot with quite a long name, number ${index}`,
  })),
};

const value = (sheet: ReadSheet, cell: string) => sheet.cells.get(cell)?.value ?? null;

/** The rows of a sheet's table as records by header; headers stand in row 4. */
function records({ cells, tables }: ReadSheet): Record<string, unknown>[] {
  const [, letters = 'A', end = '4'] = /:([A-Z]+)(\d+)/.exec(tables[0]?.ref ?? '') ?? [];
  const columns = Array.from({ length: letters.charCodeAt(0) - 64 }, (_, at) => String.fromCharCode(65 + at));
  return Array.from({ length: Number(end) - 4 }, (_, index) =>
    Object.fromEntries(
      columns.map((column) => [
        String(cells.get(`${column}4`)?.value),
        cells.get(`${column}${5 + index}`)?.value ?? null,
      ]),
    ),
  );
}

describe('the totals of the summary', () => {
  const figures = [
    ['B5', 'SUM(Conversations_data[Conversations])'],
    ['C5', 'SUM(Conversations_data[Week before])'],
    ['D5', 'B5/C5-1'],
    ['B6', 'SUM(Paid_data[Paid conversations])'],
    ['B7', 'SUM(Messages_data[Messages])'],
    ['B8', 'B7/B5'],
    ['C8', 'C7/C5'],
    [
      'B9',
      'SUMPRODUCT((Interactions_data[Type]="Fallback")+(Interactions_data[Type]="Context fallback"),Interactions_data[Uses])/SUM(Interactions_data[Uses])',
    ],
    [
      'C9',
      'SUMPRODUCT((Interactions_data[Type]="Fallback")+(Interactions_data[Type]="Context fallback"),Interactions_data[Week before])/SUM(Interactions_data[Week before])',
    ],
  ] as const;

  test('are formulas over the report sheets, with the digest’s figures as their results', async () => {
    const digest = composed(WEEKLY);
    const summary = await sheetOf(digest, 'Summary');
    expect(figures.map(([cell]) => [cell, summary.cells.get(cell)?.formula])).toEqual(figures);
    for (const [index, tile] of digest.tiles.entries()) {
      expect(value(summary, `B${5 + index}`)).toBe(tile.value);
      expect(value(summary, `C${5 + index}`)).toBe(tile.previous);
    }
  });

  test('stay plain figures where the tables do not add up to them', async () => {
    const digest = GOLDEN_DIGESTS.partial;
    if (!digest) throw new Error('no digest');
    const summary = await sheetOf(digest, 'Summary');
    const each = digest.tiles.find(({ id }) => id === 'messagesPerConversation');
    expect(summary.cells.get('B8')).toMatchObject({ value: each?.value, formula: undefined });
  });

  test('show a change per day as such, and as a plain figure', async () => {
    const { cells } = await sheetOf(composed({ ...MONTH, history: false, bots: [SUPPORT] }), 'Summary');
    expect(cells.get('D5')?.formula).toBeUndefined();
    expect(cells.get('D5')?.format).toContain('0.0%" per day"');
  });
});

describe('the summary', () => {
  test('has the verdict below the title, and each tone its own mark', async () => {
    const sample = sampleDigest();
    const summary = await sheetOf(sample, 'Summary');
    expect(value(summary, 'A2')).toBe(`◆ |${sample.verdict.text}`);
    const marks = [12, 13, 14, 15].map((row) => String(value(summary, `A${row}`))[0]);
    expect(marks).toEqual(['◆', '■', '□', '■']);
  });

  test('has what is usual, and the goal', async () => {
    const digest = composed(HISTORY, { goals: { conversations: { side: 'above', limit: 2000 } } });
    const summary = await sheetOf(digest, 'Summary');
    const [tile] = digest.tiles;
    expect(value(summary, 'E5')).toBe(tile?.usual?.low);
    expect(value(summary, 'F5')).toBe(tile?.usual?.high);
    expect(value(summary, 'G5')).toBe(tile?.goal?.text);
    expect(value(summary, 'G5')).toMatch(/2,000/);
    expect(value(summary, 'G6')).toBeNull();
  });

  test('prints as one page also with twelve bots over a month', async () => {
    const xml = await xmlOf(composed(MONTH), 'Summary');
    expect(xml).toMatch(/<pageSetup [^>]*orientation="portrait"[^>]*fitToWidth="1" fitToHeight="1"/);
  });

  test('is wide enough for figures that say how much of them is known', async () => {
    const digest = GOLDEN_DIGESTS.partial;
    if (!digest) throw new Error('no digest');
    const xml = await xmlOf(digest, 'Summary');
    const widths = [...xml.matchAll(/<col [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(widths[1]).toBeGreaterThan('4,208 · 1 of 2 bots'.length);
  });
});

describe('the scorecard', () => {
  test('has every bot, in the digest’s order, with formulas over the table of conversations', async () => {
    const digest = composed({ ...CROWD, history: true });
    const sheet = await sheetOf(digest, 'Scorecard');
    const rows = digest.scorecard.map((_row, index) => [
      value(sheet, `A${5 + index}`),
      value(sheet, `B${5 + index}`),
      value(sheet, `C${5 + index}`),
      value(sheet, `D${5 + index}`),
    ]);
    expect(rows).toHaveLength(50);
    expect(rows).toEqual(
      digest.scorecard.map(({ name, conversations, usual }) => [
        name,
        conversations,
        usual?.low ?? null,
        usual?.high ?? null,
      ]),
    );
    expect(sheet.cells.get('B5')?.formula).toBe(
      'SUMPRODUCT(--(Conversations_data[Bot]=$A5),Conversations_data[Conversations])',
    );
  });

  test('has thirteen weeks as columns and as a line in each row, all on one scale from zero', async () => {
    const digest = composed(HISTORY);
    const sheet = await sheetOf(digest, 'Scorecard');
    const xml = await xmlOf(digest, 'Scorecard');
    new SaxesParser().write(xml).close();
    expect(xml).toMatch(/<x14:sparklineGroup manualMin="0" [^>]*minAxisType="custom" maxAxisType="group">/);
    const lines = [...xml.matchAll(/<xm:f>([^<]*)<\/xm:f><xm:sqref>(\w+)<\/xm:sqref><\/x14:sparkline>/g)];
    expect(lines).toHaveLength(2);
    const [, values = ''] = lines[0] ?? [];
    const [, first = '', last = ''] = /\$([A-Z])\$5:\$([A-Z])\$5/.exec(values) ?? [];
    const columns = Array.from({ length: last.charCodeAt(0) - first.charCodeAt(0) + 1 }, (_, at) =>
      String.fromCharCode(first.charCodeAt(0) + at),
    );
    expect(columns.map((column) => value(sheet, `${column}5`))).toEqual(digest.scorecard[0]?.weeks);
    expect(columns).toHaveLength(13);
    const ends = xml.slice(xml.indexOf('</tableParts>'));
    expect(ends.match(/<extLst>/g)).toHaveLength(1);
    expect(ends).toContain('x14:sparklineGroups');
  });

  test('has no weeks where only the window and its comparison are known', async () => {
    const xml = await xmlOf(composed(WEEKLY), 'Scorecard');
    expect(xml).not.toContain('sparkline');
    const headers = [...(await sheetOf(composed(WEEKLY), 'Scorecard')).cells].filter(([cell]) =>
      /^[A-Z]4$/.test(cell),
    );
    expect(headers.at(-1)?.[1].value).toBe('Worst step');
  });

  test('leads to each bot’s page where the configuration says where that is', async () => {
    const digest = composed(WEEKLY, { links: 'https://app.chatbot.com/stories/{storyId}?a=1&b=2' });
    const xml = await xmlOf(digest, 'Scorecard');
    const parts = [...(await workbookParts(await bytesOf(digest)))];
    const external = parts.flatMap(([, text]) => [
      ...text.matchAll(/Id="(\w+)"[^>]*Target="(https:[^"]*)" TargetMode="External"/g),
    ]);
    expect(external.map(([, , target]) => target)).toEqual([
      'https://app.chatbot.com/stories/story-sales?a=1&amp;b=2',
      'https://app.chatbot.com/stories/story-support?a=1&amp;b=2',
    ]);
    for (const [, id] of external) expect(xml).toContain(`r:id="${id}"`);
    expect(await xmlOf(composed(WEEKLY), 'Scorecard')).not.toContain('<hyperlink ');
  });
});

describe('the sheet of sources', () => {
  test('has a row for each day, bot and source that add up to the sources of the digest', async () => {
    const digest = composed(WEEKLY);
    const rows = records(await sheetOf(digest, 'Sources'));
    expect(rows[0]).toEqual({
      Date: 46342,
      Weekday: 'Mon',
      Bot: 'Support bot',
      Source: 'Messenger',
      Conversations: 26,
      'Compared date': 46335,
      'Week before': 25,
      Change: 0.04,
    });
    const section = digest.sections.find(({ id }) => id === 'by-source');
    for (const [name, count] of section?.kind === 'table' ? section.rows : []) {
      const own = rows.filter(({ Source }) => Source === name?.value);
      expect(own.reduce((sum, { Conversations }) => sum + Number(Conversations), 0)).toBe(count?.value);
    }
    const sales = rows.filter(({ Bot }) => Bot === 'Sales bot').map(({ Source }) => Source);
    expect(new Set(sales)).toEqual(new Set(['Messenger', 'Chat widget']));
  });

  test('gives its charts formulas', async () => {
    const { cells } = await sheetOf(composed(WEEKLY), 'Chart data');
    const formulas = [...cells.values()].map(({ formula }) => formula);
    expect(formulas.filter((formula) => formula?.includes('Sources_data[Source]')).length).toBeGreaterThan(4);
  });

  test('is left out, and said to be, where it would have too many rows', async () => {
    const digest = composed(WEEKLY);
    const tables = digest.tables.map((table) =>
      table.report === 'conversations'
        ? { ...table, rows: Array.from({ length: 20_000 }, (_, at) => table.rows[at % 14] ?? []) }
        : table,
    );
    const { sheets } = await readWorkbook(await bytesOf({ ...digest, tables }));
    expect(sheets.map(({ name }) => name)).not.toContain('Sources');
    const conversations = sheets.find(({ name }) => name === 'Conversations');
    expect(conversations?.cells.get('A3')?.value).toMatch(/By source there are 60,000 rows/);
  }, 60_000);
});

describe('the sheet of steps', () => {
  test('has every step of the digest with its rates', async () => {
    const digest = composed(WEEKLY);
    const rows = records(await sheetOf(digest, 'Steps')).slice(0, -1);
    expect(rows.map((row) => Object.values(row).slice(0, 6))).toEqual(
      digest.steps.map(({ name, uses, fallbacks, rate, before, share }) => [
        name,
        uses,
        fallbacks,
        rate,
        before,
        share,
      ]),
    );
    expect(rows.find((row) => row['After the step'] === 'Track my order')?.Bots).toBe('Support bot');
  });
});

describe('what is usual', () => {
  test('stands beside each day and is drawn as two lines', async () => {
    const digest = composed(HISTORY);
    const { charts } = await sheetOf(digest, 'Conversations');
    const section = digest.sections.find(({ id }) => id === 'conversations');
    const usual = section?.kind === 'timeSeries' ? section.series[0]?.usual : [];
    const days = charts.find(({ title }) => title === 'Conversations per day');
    expect(days?.series.slice(-2).map(({ name, values }) => [name.cached[0], values.cached])).toEqual([
      ['Usually from', usual?.map((range) => String(range?.low))],
      ['Usually to', usual?.map((range) => String(range?.high))],
    ]);
  });

  test('stands beside the weeks, of which this one is in full colour', async () => {
    const digest = composed(HISTORY);
    const sheet = await sheetOf(digest, 'Weeks');
    const [weeks] = sheet.charts;
    const section = digest.sections.find(({ id }) => id === 'weeks');
    const values = section?.kind === 'timeSeries' ? section.series[0]?.values : [];
    expect(weeks?.series[0]?.values.cached).toEqual(values?.map(String));
    const parts = [...(await workbookParts(await bytesOf(digest)))];
    const chart = parts.find(([name, xml]) => name.startsWith('xl/charts/') && xml.includes('W47'))?.[1];
    expect(chart).toMatch(/<c:dPt><c:idx val="12"\/>.*?1F5FA8/);
  });
});

test('a step that the window cuts is hollow, and no other', async () => {
  const weeks: TestSnapshot = {
    ...WEEKLY,
    days: ['2026-07-01', '2026-09-30'],
    before: ['2026-04-01', '2026-06-30'],
    bots: [SUPPORT],
    reports: ['conversations', 'messages'],
  };
  const parts = await workbookParts(await bytesOf(composed(weeks)));
  const chartOf = (title: string) =>
    [...parts].find(([name, xml]) => name.startsWith('xl/charts/') && xml.includes(`<a:t>${title}`))?.[1] ??
    '';
  const hollow = (xml: string) =>
    [...xml.matchAll(/<c:dPt><c:idx val="(\d+)"\/>.*?<\/c:dPt>/g)].flatMap(([point, index]) =>
      point.includes('FFFFFF') ? [Number(index)] : [],
    );
  expect(hollow(chartOf('Conversations per week'))).toEqual([0, 13]);
  expect(hollow(chartOf('Messages'))).toEqual([0, 13]);
  expect(chartOf('Messages')).toContain('sysDot');
});
