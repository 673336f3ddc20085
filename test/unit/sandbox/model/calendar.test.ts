import { expect, test } from 'vitest';
import {
  autoDimension,
  bucketLimit,
  bucketStarts,
  periodRange,
  utcWeekdayOf,
} from '../../../../src/sandbox/model/calendar.js';
import { API_PERIODS } from '../../../../src/vocabulary/chatbot.js';
import { iso, NOW } from '../ask.js';

const range = (from: string, to: string) => ({ from: Date.parse(from), to: Date.parse(to) });

test.each([
  [
    'hour',
    '2026-03-29T00:30:00Z',
    '2026-03-29T02:00:00Z',
    ['2026-03-29T00', '2026-03-29T01', '2026-03-29T02'],
  ],
  [
    'day',
    '2024-02-28T23:59:59.999Z',
    '2024-03-01T00:00:00Z',
    ['2024-02-28T00', '2024-02-29T00', '2024-03-01T00'],
  ],
  [
    'month',
    '2025-12-31T00:00:00Z',
    '2026-02-01T00:00:00Z',
    ['2025-12-01T00', '2026-01-01T00', '2026-02-01T00'],
  ],
  ['year', '2024-12-31T23:59:59.999Z', '2025-01-01T00:00:00Z', ['2024-01-01T00', '2025-01-01T00']],
  ['day', '2026-05-05T12:00:00Z', '2026-05-05T12:00:00Z', ['2026-05-05T00']],
  [
    'year',
    '0099-06-01T00:00:00Z',
    '0101-01-01T00:00:00Z',
    ['0099-01-01T00', '0100-01-01T00', '0101-01-01T00'],
  ],
] as const)('%s buckets from %s to %s are the ones the range touches', (dimension, from, to, expected) => {
  const starts = bucketStarts(dimension, range(from, to));
  expect(starts.map((start) => iso(start).slice(0, 13))).toEqual(expected);
  expect(starts.length).toBeLessThanOrEqual(bucketLimit(dimension, range(from, to)));
});

test('every named period is whole UTC days, and those that hold today end now', () => {
  const periods = API_PERIODS.map((period) => {
    const { from, to } = periodRange(period, NOW);
    return `${period} ${iso(from)} ${iso(to)}`;
  });
  expect(periods).toEqual([
    'today 2026-11-23T00:00:00.000Z 2026-11-23T07:00:00.000Z',
    'yesterday 2026-11-22T00:00:00.000Z 2026-11-22T23:59:59.999Z',
    'last7days 2026-11-17T00:00:00.000Z 2026-11-23T07:00:00.000Z',
    'last30days 2026-10-25T00:00:00.000Z 2026-11-23T07:00:00.000Z',
    'thisMonth 2026-11-01T00:00:00.000Z 2026-11-23T07:00:00.000Z',
    'lastMonth 2026-10-01T00:00:00.000Z 2026-10-31T23:59:59.999Z',
    'last3Months 2026-08-01T00:00:00.000Z 2026-10-31T23:59:59.999Z',
    'thisYear 2026-01-01T00:00:00.000Z 2026-11-23T07:00:00.000Z',
    'lastYear 2025-01-01T00:00:00.000Z 2025-12-31T23:59:59.999Z',
  ]);
});

test.each([
  ['hour', '2026-01-01', '2026-01-03'],
  ['day', '2026-01-01', '2026-01-04'],
  ['day', '2026-01-01', '2026-03-31'],
  ['month', '2026-01-01', '2026-06-30'],
  ['year', '2020-01-01', '2026-01-01'],
])('the automatic dimension is %s from %s to %s', (dimension, from, to) => {
  expect(autoDimension(range(from, to))).toBe(dimension);
});

test.each([
  ['2026-11-23', 0],
  ['2026-11-22', 6],
  ['1970-01-01', 3],
  ['1969-12-31', 2],
])('the weekday of %s is %i, Monday being 0', (day, weekday) => {
  expect(utcWeekdayOf(Date.parse(day))).toBe(weekday);
});
