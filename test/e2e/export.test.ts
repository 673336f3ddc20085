import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PERIODS } from '../../src/config/config.js';
import { REPORTS } from '../../src/vocabulary/chatbot.js';
import { someOf } from '../support/samples.js';
import { createWorld, MONDAY } from '../support/world.js';

const START: Readonly<Record<string, string>> = {
  pdf: '%PDF',
  xlsx: 'PK',
  csv: 'date',
  json: '{',
  png: '\u0089PNG',
};

test.each(Object.keys(START))('every report comes out as %s', async (format) => {
  const world = await createWorld();
  const args = ['export', '--bot', 'support', '--format', format, '--at', MONDAY];
  const ended = await Promise.all(
    (format === 'json' ? REPORTS : someOf(2, REPORTS)).map((report) =>
      world.botdigest([...args, '--report', report]),
    ),
  );
  for (const { code, bytes, stderr } of ended) {
    expect(stderr).not.toContain('error');
    expect(code).toBe(0);
    if (format !== 'csv') expect(bytes.toString('latin1').slice(0, 4)).toContain(START[format]);
    else expect(bytes.toString().split('\r\n').length).toBeGreaterThan(5);
  }
});

const rowsOf = (text: string) =>
  text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
const sumOf = (text: string) => rowsOf(text).reduce((sum, row) => sum + Number(row[2]), 0);

test('the steps of the axis change the rows and not the total', async () => {
  const world = await createWorld();
  const totals = new Map<string, number>();
  const args = ['export', '--bot', 'support', '--report', 'conversations', '--format', 'csv', '--at', MONDAY];
  const dimensions = ['hour', 'day', 'week', 'month', 'year', 'auto'];
  const ended = await Promise.all(
    dimensions.map((dimension) =>
      world.botdigest([...args, '--period', 'lastMonth', '--dimension', dimension]),
    ),
  );
  for (const [index, { stdout }] of ended.entries()) {
    const dimension = dimensions[index] ?? '';
    totals.set(dimension, sumOf(stdout));
    if (dimension === 'day') expect(rowsOf(stdout)).toHaveLength(31);
    if (dimension === 'month' || dimension === 'year') expect(rowsOf(stdout)).toHaveLength(1);
    if (dimension === 'hour') expect(rowsOf(stdout)).toHaveLength(31 * 24 + 1);
  }
  expect(new Set(totals.values()).size).toBe(1);
  expect(totals.get('day')).toBeGreaterThan(100);
});

test('every period and fixed days are understood', async () => {
  const world = await createWorld();
  const args = ['export', '--bot', 'support', '--report', 'paid', '--format', 'csv', '--at', MONDAY];
  const periods = [...PERIODS, '2025-11-01..2025-11-03'];
  const ended = await Promise.all(periods.map((period) => world.botdigest([...args, '--period', period])));
  for (const [index, { code, stderr }] of ended.entries()) {
    expect(stderr, periods[index]).not.toContain('error');
    expect(code, periods[index]).toBe(0);
  }
});

test('the sources add up to the whole', async () => {
  const world = await createWorld();
  const args = ['export', '--bot', 'support', '--report', 'messages', '--format', 'csv', '--at', MONDAY];
  const all = sumOf((await world.botdigest(args)).stdout);
  const sources = ['messenger', 'livechat', 'livechat3', 'slack', 'widget', 'app', 'custom'];
  const ended = await Promise.all(sources.map((source) => world.botdigest([...args, '--source', source])));
  const each = ended.map(({ stdout }) => sumOf(stdout));
  expect(each.reduce((sum, value) => sum + value, 0)).toBe(all);
});

test('-o writes the file whole, and says so on stderr', async () => {
  const world = await createWorld();
  const args = [
    'export',
    '--bot',
    'sales',
    '--report',
    'heatmap',
    '--format',
    'png',
    '-o',
    'out/busy.png',
    '--at',
    MONDAY,
  ];
  const { code, stdout, stderr } = await world.botdigest(args);
  expect(code).toBe(0);
  expect(stdout).toBe('');
  expect(stderr).toContain('Wrote out/busy.png');
  expect(readFileSync(`${world.folder}/out/busy.png`).subarray(1, 4).toString()).toBe('PNG');
});

test('a report that cannot be fetched is an error, and no file is left', async () => {
  const world = await createWorld();
  world.api.setFaults([{ fault: { kind: 'status', status: 404 } }]);
  const args = [
    'export',
    '--bot',
    'support',
    '--report',
    'paid',
    '--format',
    'csv',
    '-o',
    'paid.csv',
    '--at',
    MONDAY,
  ];
  const { code, stderr } = await world.botdigest(args);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error: Nothing was exported\./m);
  expect(existsSync(`${world.folder}/paid.csv`)).toBe(false);
});

test('an unknown bot is refused with the nearest one, and a bot must be named where there are several', async () => {
  const world = await createWorld();
  const args = ['export', '--report', 'paid', '--format', 'csv'];
  const unknown = await world.botdigest([...args, '--bot', 'suport']);
  expect(unknown.code).toBe(2);
  expect(unknown.stderr).toContain('did you mean “support”?');
  const none = await world.botdigest(args);
  expect(none.code).toBe(2);
  expect(none.stderr).toContain('--bot: support, sales');
  expect(world.api.requests()).toHaveLength(0);
});

test('-o - is stdout, and the name of a file says its form', async () => {
  const world = await createWorld();
  const args = ['export', '--bot', 'support', '--report', 'paid', '--at', '2025-11-24'];
  const printed = await world.botdigest([...args, '--format', 'csv', '-o', '-']);
  expect([printed.code, printed.stdout.slice(0, 4)]).toEqual([0, 'date']);
  expect(existsSync(`${world.folder}/-`)).toBe(false);
  expect((await world.botdigest([...args, '-o', 'paid.xlsx'])).code).toBe(0);
  expect(readFileSync(`${world.folder}/paid.xlsx`, 'latin1').slice(0, 2)).toBe('PK');
});
