import { expect, test } from 'vitest';
import { createFormat } from '../../../src/digest/language/format.js';
import { createWords } from '../../../src/digest/language/words.js';
import { comparisonView, windowView } from '../../../src/digest/window-view.js';
import { windowOf } from '../../support/snapshot.js';

const format = createFormat('en-GB', 'Europe/Warsaw');
const language = { format, words: createWords(format) };

test.each([
  ['a day', ['2026-11-16', '2026-11-16'], ['2026-11-15', '2026-11-15'], 'this day', 'day before'],
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
] as const)('%s has its name and that of the window before', (_name, days, before, name, beforeName) => {
  const window = windowOf('Europe/Warsaw', days);
  const comparison = windowOf('Europe/Warsaw', before);
  expect(windowView(window, 'monday', language).name).toBe(name);
  expect(comparisonView({ window, comparison }, 'monday', language).name).toBe(beforeName);
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
