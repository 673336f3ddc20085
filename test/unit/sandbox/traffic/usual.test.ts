import { expect, test } from 'vitest';
import { expectedConversations } from '../../../../src/sandbox/traffic/usual.js';
import { ask, type Cell, NOW, SALES, SUPPORT, worldOf } from '../ask.js';

const HOUR = 3_600_000;
const year = { from: Date.UTC(2025, 0, 1), to: Date.UTC(2026, 0, 1) - 1 };

test('a support bot has some 20 to 60 conversations a day, a sales bot fewer', () => {
  const state = worldOf(1);
  const support = ask(state, 'conversations', { ...year, storyId: SUPPORT }).summary.avg;
  const sales = ask(state, 'conversations', { ...year, storyId: SALES }).summary.avg;
  expect(support).toBeGreaterThan(25);
  expect(support).toBeLessThan(55);
  expect(sales).toBeLessThan(support / 2);
  expect(sales).toBeGreaterThan(5);
});

test('working days are busier than weekends and business hours busier than nights', () => {
  const week = ask<Cell[][]>(worldOf(1), 'heatmap', year).map((cells) => cells.map(({ value }) => value));
  const days = week.map((cells) => cells.reduce((a, b) => a + b));
  const [sunday = 0, , , wednesday = 0, , , saturday = 0] = days;
  expect(wednesday).toBeGreaterThan(1.5 * saturday);
  expect(wednesday).toBeGreaterThan(1.5 * sunday);
  expect(week[3]?.[9]).toBeGreaterThan(10 * (week[3]?.[1] ?? 0));
});

test('there are peak days, and every year is a little busier than the one before', () => {
  const { data, summary } = ask(worldOf(1), 'conversations', { ...year, storyId: SUPPORT });
  expect(data.filter(({ value }) => value > 2 * summary.avg).length).toBeGreaterThan(1);
  const years = ask(worldOf(1), 'conversations', {
    from: Date.UTC(2016, 0),
    to: year.to,
    dimension: 'year',
  }).data;
  expect(years.at(-1)?.value).toBeGreaterThan(1.2 * (years[0]?.value ?? 0));
});

test.each([
  ['2026-01-05', 4],
  ['2026-03-27', 4],
  ['2026-03-30', 3],
  ['2026-04-01', 3],
  ['2026-09-30', 3],
  ['2026-10-23', 3],
  ['2026-10-26', 4],
  ['2026-12-01', 4],
])('the working day of %s begins at %i:00 UTC, as clocks in Central Europe have it', (day, hour) => {
  const pace = { seed: 1, storyId: 'x', perDay: 100 };
  const expected = Array.from({ length: 24 }, (_, at) =>
    expectedConversations(pace, Date.parse(day) + at * HOUR),
  );
  expect(expected.findIndex((count) => count > 0)).toBe(hour);
});

test('Christmas is quiet', () => {
  const december = ask(worldOf(1), 'conversations', {
    from: '2025-12-01',
    to: '2025-12-31',
    storyId: SUPPORT,
  });
  const at = (day: number) => december.data[day - 1]?.value;
  expect(at(25)).toBeLessThan(december.summary.avg / 1.5);
});

test('before 2015 there is nothing', () => {
  const { data, summary } = ask(worldOf(1), 'messages', {
    from: '1974-1-1',
    to: '2014-12-31T23:59:59.999Z',
    dimension: 'year',
  });
  expect(data).toHaveLength(41);
  expect(summary).toEqual({ total: 0, min: 0, max: 0, avg: 0 });
});

test('after now there is nothing, though the buckets are there', () => {
  const { data } = ask(worldOf(1), 'conversations', { from: '2026-11-22', to: '2026-11-26T23:59:59.999Z' });
  expect(data.map(({ value }) => value > 0)).toEqual([true, true, false, false, false]);
  const night = ask(worldOf(1), 'conversations', { from: NOW + 1, to: NOW + 24 * HOUR });
  expect(night.summary.total).toBe(0);
});

test('the same seed gives the same numbers under any zone of the machine, another seed others', () => {
  const zone = process.env.TZ;
  const numbers = (seed: number) => JSON.stringify(ask(worldOf(seed), 'messages', { period: 'last30days' }));
  try {
    const seen = ['UTC', 'America/St_Johns', 'Pacific/Apia'].map((each) => {
      process.env.TZ = each;
      expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(each);
      return numbers(5);
    });
    expect(new Set(seen).size).toBe(1);
    expect(numbers(6)).not.toBe(seen[0]);
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
});

test('the numbers of seed 1 are pinned', () => {
  const week = { from: '2026-11-16', to: '2026-11-22T23:59:59.999Z', storyId: SUPPORT };
  const { data } = ask(worldOf(1), 'conversations', week);
  expect(data.map(({ value }) => value)).toEqual([45, 42, 59, 39, 45, 20, 22]);
  expect(ask(worldOf(1), 'messages', week).summary.total).toBe(1793);
  expect(ask(worldOf(1), 'paid', week).summary.total).toBe(182);
});
