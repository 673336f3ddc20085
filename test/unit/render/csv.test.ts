import { describe, expect, test } from 'vitest';
import { csvRenderer, tableCsv } from '../../../src/render/csv.js';
import { everywhere } from '../../support/everywhere.js';
import { expectGolden } from '../../support/golden.js';
import { sampleContext } from '../../support/render-context.js';
import { sampleDigest } from '../../support/sample-digest.js';

const cells = (value: string | number | null) =>
  tableCsv({
    report: 'interactions',
    title: '',
    columns: [{ id: 'name', label: 'Name', type: 'text', sum: false }],
    rows: [[value]],
  });

const render = (options: unknown = {}) =>
  csvRenderer.render(sampleDigest(), csvRenderer.options.parse(options), sampleContext());

describe('a field', () => {
  test.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=1+1', "'=1+1"],
    ['+48 22', "'+48 22"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['＝1', "'＝1"],
    ['＠x', "'＠x"],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ['x;=cmd|calc;y', "x;'=cmd|calc;y"],
    ['x|+1', "x|'+1"],
    ['x\t@SUM(A1)', "x\t'@SUM(A1)"],
    ['x\n-1', '"x\n\'-1"'],
    ['x,=1', '"x,\'=1"'],
    ['x; =1', "x; '=1"],
    ['x;"=1"', '"x;""\'=1"""'],
    ['x;＋1', "x;'＋1"],
    [' =1', " '=1"],
    ['a-b;c=d', 'a-b;c=d'],
    [-12, '-12'],
    [0.1254, '0.1254'],
    [0, '0'],
    [null, ''],
  ])('%j is written as %j', (value, expected) => {
    expect(cells(value)).toBe(`name\r\n${expected}\r\n`);
  });
});

test.each([',', ';', '|', '\t'])('nothing begins as a formula where a program splits at %j', (separator) => {
  const hostile = ['=', '+', '-', '@', '＝', '＠'].flatMap((start) =>
    [',', ';', '|', '\t', '\n', ' ; ', ';"', '";"'].map((before) => `x${before}${start}cmd()`),
  );
  const split = hostile.flatMap((value) =>
    cells(value)
      .split(/[\r\n]/)
      .flatMap((line) => line.split(separator)),
  );
  expect(split.length).toBeGreaterThan(hostile.length);
  expect(split.filter((cell) => /^[\s"]*[=+\-@＝＠]/.test(cell))).toEqual([]);
});

test('every report becomes one file with column ids as its header', async () => {
  const files = await render();
  expect(files.map(({ name, detail }) => `${name} ${detail}`)).toEqual([
    'weekly-support-2026-W47-conversations.csv 14 rows',
    'weekly-support-2026-W47-paid.csv 14 rows',
    'weekly-support-2026-W47-messages.csv 14 rows',
    'weekly-support-2026-W47-average.csv 14 rows',
    'weekly-support-2026-W47-heatmap.csv 7 rows',
    'weekly-support-2026-W47-interactions.csv 10 rows',
  ]);
  const text = files.map(({ bytes }) => Buffer.from(bytes).toString()).join('\n');
  expectGolden(text, 'csv/weekly.txt');
});

test('a byte order mark is written on request only', async () => {
  const [plain] = await render();
  const [marked] = await render({ bom: true });
  const mark = Buffer.from([0xef, 0xbb, 0xbf]);
  expect(Buffer.from(plain?.bytes ?? []).subarray(0, 3)).not.toEqual(mark);
  expect(Buffer.from(marked?.bytes ?? [])).toEqual(Buffer.concat([mark, Buffer.from(plain?.bytes ?? [])]));
});

test('the bytes are the same in every zone and language', async () => {
  const hashes = await everywhere(async () => (await render()).map(({ sha256 }) => sha256));
  expect(new Set(hashes.map(String)).size).toBe(1);
});
