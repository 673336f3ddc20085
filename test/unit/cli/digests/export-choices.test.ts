import { expect, test } from 'vitest';
import { formatFor, refuseMeaningless } from '../../../../src/cli/digests/export-choices.js';

test.each([
  [undefined, 'x.xlsx', 'xlsx'],
  [undefined, 'out/My.Report.PDF', 'pdf'],
  [undefined, 'a.csv', 'csv'],
  [undefined, 'a.json', 'json'],
  [undefined, 'a.png', 'png'],
  ['csv', 'a.csv', 'csv'],
  ['csv', 'numbers.txt', 'csv'],
  ['csv', undefined, 'csv'],
  ['csv', '-', 'csv'],
])('--format %s -o %s exports %s', (format, output, chosen) => {
  expect(formatFor(format, output)).toBe(chosen);
});

test.each([
  ['csv', 'x.xlsx', '--format csv contradicts -o x.xlsx'],
  [undefined, undefined, 'Give the format with --format'],
  [undefined, '-', 'Give the format with --format'],
  [undefined, 'report', 'implies no format'],
  [undefined, '.csv', 'implies no format'],
  [undefined, 'report.xls', 'implies no format'],
])('--format %s -o %s is refused', (format, output, sentence) => {
  expect(() => formatFor(format, output)).toThrow(sentence);
});

test.each([
  ['interactions', 'hour', undefined, 'counted over the whole period'],
  ['interactions', 'year', undefined, 'counted over the whole period'],
  ['heatmap', 'day', undefined, 'weekdays and hours'],
  ['average', 'hour', undefined, 'Use one of year, month, day.'],
  ['average', 'week', undefined, 'Use one of year, month, day.'],
  ['interactions', 'auto', ['widget'], '--source does not apply to interactions'],
] as const)('%s by %s from %j is refused', (report, dimension, source, sentence) => {
  const choice = { report, dimension, ...(source && { source }) };
  expect(() => refuseMeaningless(choice)).toThrow(sentence);
});

test.each([
  ['conversations', 'hour'],
  ['paid', 'week'],
  ['messages', 'month'],
  ['average', 'day'],
  ['average', 'auto'],
  ['heatmap', 'auto'],
  ['interactions', 'auto'],
] as const)('%s by %s is taken', (report, dimension) => {
  expect(() => refuseMeaningless({ report, dimension })).not.toThrow();
  if (report !== 'interactions') refuseMeaningless({ report, dimension, source: ['widget'] });
});
