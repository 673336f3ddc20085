import { expect, test } from 'vitest';
import { createFormat } from '../../../src/digest/language/format.js';
import { createWords } from '../../../src/digest/language/words.js';
import { comparisonView, windowView } from '../../../src/digest/window-view.js';
import { windowOf } from '../../support/snapshot.js';

const format = createFormat('en-GB', 'Europe/Warsaw');
const language = { format, words: createWords(format) };

test.each([
  ['a day', ['2026-11-16', '2026-11-16'], ['2026-11-09', '2026-11-09'], 'this day', 'week before'],
  [
    'a day beside the day before, as earlier digests have it',
    ['2026-11-16', '2026-11-16'],
    ['2026-11-15', '2026-11-15'],
    'this day',
    'day before',
  ],
  ['a day a year ago', ['2026-11-16', '2026-11-16'], ['2025-11-17', '2025-11-17'], 'this day', 'year before'],
  ['six days', ['2026-11-17', '2026-11-22'], ['2026-11-10', '2026-11-15'], 'these 6 days', 'week before'],
  ['a week', ['2026-11-16', '2026-11-22'], ['2026-11-09', '2026-11-15'], 'this week', 'week before'],
  [
    'seven other days',
    ['2026-11-17', '2026-11-23'],
    ['2026-11-10', '2026-11-16'],
    'these 7 days',
    '7 days before',
  ],
  ['a month', ['2026-02-01', '2026-02-28'], ['2026-01-01', '2026-01-31'], 'this month', 'month before'],
  ['a quarter', ['2026-07-01', '2026-09-30'], ['2026-04-01', '2026-06-30'], 'this quarter', 'quarter before'],
  [
    'three other months',
    ['2026-08-01', '2026-10-31'],
    ['2026-05-01', '2026-07-31'],
    'these 3 months',
    '3 months before',
  ],
  ['a year', ['2026-01-01', '2026-12-31'], ['2025-01-01', '2025-12-31'], 'this year', 'year before'],
  [
    'a week a year ago',
    ['2026-11-16', '2026-11-22'],
    ['2025-11-17', '2025-11-23'],
    'this week',
    'year before',
  ],
  [
    'a month to date',
    ['2026-11-01', '2026-11-16'],
    ['2026-10-01', '2026-10-16'],
    'these 16 days',
    'month before',
  ],
  [
    'a month to date that the month before is shorter than',
    ['2026-03-01', '2026-03-30'],
    ['2026-02-01', '2026-02-28'],
    'these 30 days',
    'month before',
  ],
  [
    'a year to date',
    ['2026-01-01', '2026-03-10'],
    ['2025-01-01', '2025-03-10'],
    'these 69 days',
    'year before',
  ],
  [
    'days of their own choice',
    ['2026-11-03', '2026-11-16'],
    ['2026-10-03', '2026-10-16'],
    'these 14 days',
    'earlier period',
  ],
] as const)('%s has its name and that of the window before', (_name, days, before, name, beforeName) => {
  const window = windowOf('Europe/Warsaw', days);
  const comparison = windowOf('Europe/Warsaw', before);
  expect(windowView(window, 'monday', language).name).toBe(name);
  expect(comparisonView({ window, comparison }, 'monday', language).name).toBe(beforeName);
});

test.each([
  ['a year', ['2026-01-01', '2026-11-23'], '2026 so far', '1 January\u00a0–\u00a023 November 2026 so far'],
  ['a month', ['2026-11-01', '2026-11-16'], 'November 2026 so far', '1\u00a0–\u00a016 November 2026 so far'],
  [
    'a month on its last day',
    ['2026-11-01', '2026-11-30'],
    'November 2026 so far',
    '1\u00a0–\u00a030 November 2026 so far',
  ],
  ['a day', ['2026-11-01', '2026-11-01'], 'this day', '1 November 2026 so far'],
  ['other days', ['2026-11-10', '2026-11-19'], 'these 10 days', '10\u00a0–\u00a019 November 2026 so far'],
] as const)('%s that is not over is named after what has come of it', (_name, days, name, text) => {
  const whole = windowOf('Europe/Warsaw', days);
  const view = windowView({ ...whole, to: whole.to - 3_600_000 }, 'monday', language);
  expect([view.name, view.text]).toEqual([name, text]);
});

test('a window is shown with its instants, whatever its length in hours', () => {
  expect(windowView(windowOf('Europe/Warsaw', ['2026-10-25', '2026-10-25']), 'monday', language)).toEqual({
    zone: 'Europe/Warsaw',
    firstDay: '2026-10-25',
    lastDay: '2026-10-25',
    from: '2026-10-24T22:00:00.000Z',
    to: '2026-10-25T23:00:00.000Z',
    days: 1,
    text: '25 October 2026',
    name: 'this day',
  });
});
