import { describe, expect, test } from 'vitest';
import { composeDigest } from '../../../../src/digest/compose.js';
import type { Digest, ReportTable } from '../../../../src/digest/digest.js';
import { SALES, SUPPORT, WEEKLY } from '../../../support/digests.js';
import { digestConfig, snapshot, type TestSnapshot } from '../../../support/snapshot.js';

type Overrides = Parameters<typeof digestConfig>[1];

const composed = (test: TestSnapshot, overrides: Overrides = {}): Digest =>
  composeDigest(snapshot(test), digestConfig(test, overrides));

function tableOf(digest: Digest, report = 'conversations'): ReportTable {
  const table = digest.tables.find((one) => one.report === report);
  if (!table) throw new Error(`no table of ${report}`);
  return table;
}

const ids = (table: ReportTable) => table.columns.map(({ id }) => id);

function column({ columns, rows }: ReportTable, id: string) {
  const place = columns.findIndex((one) => one.id === id);
  return rows.map((row) => row[place] ?? null);
}

const sum = (values: readonly unknown[]) =>
  values.reduce<number>((total, value) => total + (typeof value === 'number' ? value : 0), 0);

const FIRST = ['date', 'bot', 'conversations', 'comparisonDate', 'comparison'];

describe('a table by step and bot', () => {
  test('begins with the columns that it always had, and ends with what is known of a day', () => {
    const table = tableOf(
      composed({ ...WEEKLY, history: true }, { notes: [{ on: '2026-11-19', text: 'Black Friday mail' }] }),
    );
    expect(ids(table).slice(0, FIRST.length)).toEqual(FIRST);
    expect(ids(table).slice(FIRST.length, FIRST.length + 5)).toEqual([
      'weekday',
      'change',
      'usualLow',
      'usualHigh',
      'note',
    ]);
    const monday = table.rows[0] ?? [];
    expect(monday.slice(0, 7)).toEqual(['2026-11-16', 'Support bot', 170, '2026-11-09', 172, 'Mon', -0.0116]);
    const [low, high] = [Number(monday[7]), Number(monday[8])];
    expect(low).toBeLessThan(172);
    expect(high).toBeGreaterThan(172);
    const noted = table.rows.filter((row) => row.includes('Black Friday mail')).map(([date]) => date);
    expect(noted).toEqual(['2026-11-19', '2026-11-19']);
  });

  test('has columns by the configuration, not by the data', () => {
    const plain = tableOf(composed({ ...WEEKLY, before: null }));
    expect(ids(plain).slice(0, 4)).toEqual(['date', 'bot', 'conversations', 'weekday']);
    expect(ids(plain)).not.toContain('change');
    expect(ids(plain)).not.toContain('usualLow');
    expect(ids(plain)).not.toContain('note');
  });

  test('says no change of months, which differ in length, and no weekday', () => {
    const months: TestSnapshot = {
      ...WEEKLY,
      days: ['2026-01-01', '2026-10-31'],
      before: ['2025-01-01', '2025-10-31'],
      bots: [{ ...SUPPORT, split: {} }],
      reports: ['conversations'],
      bucket: 'month',
    };
    expect(ids(tableOf(composed(months)))).toEqual(FIRST);
  });

  test('has no change where there was nothing before', () => {
    const bot = { ...SALES, split: {}, before: [0, 82, 88, 84, 70, 41, 37] };
    const table = tableOf(composed({ ...WEEKLY, bots: [bot] }));
    expect(column(table, 'change')[0]).toBeNull();
    expect(column(table, 'change')[1]).toBe(0.3537);
  });

  test('has each source of each bot in both windows, which add up to the source’s total', () => {
    const digest = composed(WEEKLY);
    const table = tableOf(digest);
    expect(ids(table).slice(-4)).toEqual(['slack', 'slackComparison', 'widget', 'widgetComparison']);
    const section = digest.sections.find(({ id }) => id === 'by-source');
    const rows = section?.kind === 'table' ? section.rows : [];
    const widget = rows.find(([name]) => name?.text === 'Chat widget')?.[1]?.value;
    expect(sum(column(table, 'widget'))).toBe(widget);
    const bySales = table.rows.filter(([, bot]) => bot === 'Sales bot');
    expect(column({ ...table, rows: bySales }, 'slack')).toEqual(bySales.map(() => null));
  });
});

test.each([
  ['a week', WEEKLY],
  ['a month', { ...WEEKLY, days: ['2026-10-01', '2026-10-31'], before: ['2026-09-01', '2026-09-30'] }],
] as const)('the comparison column of %s adds up to what the figures were before', (_name, of) => {
  const digest = composed(of as TestSnapshot);
  for (const report of ['conversations', 'paid', 'messages'] as const) {
    const tile = digest.tiles.find(({ id }) => id === report);
    expect(sum(column(tableOf(digest, report), 'comparison'))).toBe(tile?.previous);
    expect(sum(column(tableOf(digest, report), report))).toBe(tile?.value);
  }
});
