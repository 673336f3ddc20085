import { describe, expect, test } from 'vitest';
import { composeDigest } from '../../../../../src/digest/compose.js';
import type { Digest, TimeSeriesSection } from '../../../../../src/digest/digest.js';
import { wordsOf } from '../../../../../src/digest/language/words.js';
import { contrast } from '../../../../../src/lib/contrast.js';
import { xlsxRenderer } from '../../../../../src/render/xlsx/xlsx.js';
import { CROWD, HOSTILE_NAMES, LONG_DAY, WEEKLY, YEARS } from '../../../../support/digests.js';
import { remembered } from '../../../../support/remembered.js';
import { sampleContext } from '../../../../support/render-context.js';
import { sampleDigest } from '../../../../support/sample-digest.js';
import { emptyDigest, VARIANTS } from '../../../../support/sample-variants.js';
import { digestConfig, snapshot, type TestSnapshot } from '../../../../support/snapshot.js';
import {
  cellsOf,
  covers,
  type ReadReference,
  type ReadWorkbook,
  readWorkbook,
  workbookParts,
} from '../../../../support/workbook-text.js';

const bytesOf = remembered(async (digest: Digest): Promise<Uint8Array> => {
  const [file] = await xlsxRenderer.render(digest, {}, sampleContext({ words: wordsOf(digest) }));
  return file?.bytes ?? new Uint8Array();
});

const read = remembered(async (digest: Digest) => readWorkbook(await bytesOf(digest)));
const composed = (test: TestSnapshot) => composeDigest(snapshot(test), digestConfig(test));
const sheet = (workbook: ReadWorkbook, name: string) => {
  const found = workbook.sheets.find((one) => one.name === name);
  if (!found) throw new Error(`no sheet ${name}`);
  return found;
};

/** The cells that a chart points at: where they lie in a table, and what they hold. */
function follow(workbook: ReadWorkbook, { cells }: ReadReference) {
  const { sheet: name, addresses } = cellsOf(cells);
  const { tables, cells: values } = sheet(workbook, name);
  const table = tables.find(({ ref }) => addresses.every((address) => covers(ref, address)));
  return { table: table?.name, held: addresses.map((address) => values.get(address)?.value ?? null) };
}

const DIGESTS: readonly (readonly [string, Digest])[] = [
  ...VARIANTS,
  ['composed', composed(WEEKLY)],
  ['50 bots', composed(CROWD)],
  ['24 months', composed(YEARS)],
  ['25 hours', composed(LONG_DAY)],
  ['twin names', composed(HOSTILE_NAMES)],
];

describe.each(DIGESTS)('the charts of the %s workbook', (_name, digest) => {
  test('point at cells of tables, carry the values that stand there, and say what they show', async () => {
    const workbook = await read(digest);
    const charts = workbook.sheets.flatMap((one) => one.charts);
    for (const { title, alt, series } of charts) {
      expect([title, alt]).not.toContain('');
      expect(series.length).toBeLessThanOrEqual(8);
    }
    const series = charts.flatMap((chart) => chart.series);
    for (const { name, categories, values } of series)
      for (const part of [name, categories, values]) {
        const { table, held } = follow(workbook, part);
        expect(table).toBeDefined();
        expect(part.cached).toEqual(held.map((value) => (value === null ? null : String(value))));
      }
    for (const { categories, values } of series) expect(values.cached).toHaveLength(categories.cached.length);
  });
});

test('the summary shows three charts, and every report with a picture has its own', async () => {
  const { sheets } = await read(sampleDigest());
  expect(sheets.map(({ name, charts }) => [name, charts.map(({ title }) => title)])).toEqual([
    ['Summary', ['Conversations per day', 'Thirteen weeks', 'Fallback rate']],
    ['Scorecard', []],
    ['Weeks', ['Thirteen weeks', 'Fallback rate']],
    ['Conversations', ['Conversations per day', 'Conversations by source', 'By bot', 'By source']],
    ['Paid', ['Paid conversations']],
    ['Messages', ['Messages']],
    ['Average', ['Average conversations']],
    ['Heatmap', ['By hour of the day']],
    ['Interactions', ['Most used interactions']],
    ['Steps', ['Fallbacks']],
    ['Chart data', []],
    ['About', []],
  ]);
});

test('figures that a table adds up to are formulas over it, others are plain', async () => {
  const { cells } = sheet(await read(sampleDigest()), 'Chart data');
  const formulas = [...cells.values()]
    .map(({ formula }) => formula)
    .filter((formula) => formula !== undefined);
  expect(formulas).toContain(
    'SUMPRODUCT(--(Conversations_data[Date]=$A6),Conversations_data[Conversations])',
  );
  expect(formulas).toContain('SUMPRODUCT(--(Conversations_data[Date]=$A6),Conversations_data[Week before])');
  const messenger =
    [...cells].find(([at, { value }]) => at.startsWith('A') && value === 'Messenger')?.[0] ?? '';
  expect(cells.get(messenger.replace('A', 'B'))).toMatchObject({ value: 289, formula: undefined });
});

test('bots whose names differ in case only are not added up into each other', async () => {
  const twins = (test: TestSnapshot): TestSnapshot => ({
    ...test,
    bots: test.bots.map((bot, index) => ({ ...bot, name: index === 0 ? 'Bot' : 'BOT', split: {} })),
  });
  const { charts, cells } = await read(composed(twins(WEEKLY))).then((workbook) => ({
    charts: sheet(workbook, 'Conversations').charts,
    cells: sheet(workbook, 'Chart data').cells,
  }));
  const stacked = charts.find(({ title }) => title === 'Conversations per day · By bot');
  expect(stacked?.series.map(({ values }) => values.cached[0])).toEqual(['170', '98']);
  for (const { values } of stacked?.series ?? [])
    for (const address of cellsOf(values.cells).addresses)
      expect(cells.get(address)?.formula).toBeUndefined();
});

test('a missing step is an empty cell and a gap, never zero', async () => {
  const sections = sampleDigest().sections.map((section) =>
    section.id === 'messages' && section.kind === 'timeSeries' ? withGap(section) : section,
  );
  const workbook = await read(sampleDigest({ sections }));
  const [chart] = sheet(workbook, 'Messages').charts;
  const values = chart?.series[0]?.values;
  expect(values?.cached[3]).toBeNull();
  expect(values && follow(workbook, values).held[3]).toBeNull();
  const parts = await workbookParts(await bytesOf(sampleDigest({ sections })));
  for (const [name, xml] of parts)
    if (name.startsWith('xl/charts/')) expect(xml).toContain('<c:dispBlanksAs val="gap"/>');
});

function withGap(section: TimeSeriesSection): TimeSeriesSection {
  const series = section.series.map((one) => ({
    ...one,
    values: one.values.map((value, index) => (index === 3 ? null : value)),
  }));
  return { ...section, series };
}

test('sections of parts are stacked under their own names, and bots are not stacked as well', async () => {
  const { charts } = sheet(await read(sampleDigest()), 'Conversations');
  expect(charts[1]?.title).toBe('Conversations by source');
  expect(charts[1]?.series.map(({ name }) => name.cached[0])).toEqual([
    'Chat widget',
    'LiveChat',
    'Messenger',
    'Slack',
  ]);
  const sections = sampleDigest().sections.filter(({ id }) => id !== 'conversations-by-source');
  const without = sheet(await read(sampleDigest({ sections })), 'Conversations').charts;
  expect(without[1]?.title).toBe('Conversations per day · By bot');
});

test('of fifty bots the largest are stacked and the rest is one part of the same whole', async () => {
  const workbook = await read(composed(CROWD));
  const charts = sheet(workbook, 'Conversations').charts;
  const steps = charts[0]?.series[0]?.values.cached.map(Number);
  const parts = charts[1]?.series.map(({ values }) => values.cached.map(Number)) ?? [];
  expect(charts[1]?.series.at(-1)?.name.cached).toEqual(['43 more']);
  expect(steps?.map((_value, step) => parts.reduce((sum, part) => sum + (part[step] ?? 0), 0))).toEqual(
    steps,
  );
  const bots = sheet(workbook, 'Conversations').cells;
  expect(
    new Set([...bots].filter(([address]) => /^B\d/.test(address)).map(([, { value }]) => value)).size,
  ).toBe(51);
});

test('the parts of a stack grow lighter from the bottom up, as in the other forms', async () => {
  const parts = await workbookParts(await bytesOf(composed(CROWD)));
  const stacks = [...parts.values()].map(String).filter((xml) => xml.includes('<c:grouping val="stacked"/>'));
  expect(stacks.length).toBeGreaterThan(0);
  for (const xml of stacks) {
    const fills = [...xml.matchAll(/<c:ser>.*?<a:srgbClr val="(\w+)"\/>/gs)].map(([, hex]) => `#${hex}`);
    const light = fills.map((fill) => contrast(fill, '#000000'));
    expect(fills.length).toBeGreaterThan(1);
    expect(light).toEqual([...light].sort((a, b) => a - b));
    expect(new Set(light).size).toBe(light.length);
  }
});

test('an empty digest has no charts and no sheet for them', async () => {
  const { sheets } = await read(emptyDigest());
  expect(sheets.flatMap(({ charts }) => charts)).toEqual([]);
  expect(sheets.map(({ name }) => name)).not.toContain('Chart data');
});

test('every part of the package is declared and related', async () => {
  const parts = await workbookParts(await bytesOf(sampleDigest()));
  const types = parts.get('[Content_Types].xml') ?? '';
  const drawn = [...parts.keys()].filter((name) => /^xl\/(charts|drawings)\/\w+\.xml$/.test(name));
  expect(drawn).toHaveLength(24);
  for (const name of drawn) expect(types.split(`PartName="/${name}"`)).toHaveLength(2);
});
