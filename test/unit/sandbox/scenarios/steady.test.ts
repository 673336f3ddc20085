import { describe, expect, test } from 'vitest';
import { SOURCES } from '../../../../src/vocabulary/chatbot.js';
import { ask, type Cell, type Row, SALES, SUPPORT, sumOf, worldOf } from '../ask.js';

const DAY = 86_400_000;
const WEEKS = 52;
/** A Monday. */
const START = Date.UTC(2025, 10, 24);
const weekOf = (week: number, weeks = 1) => ({
  from: START + 7 * week * DAY,
  to: START + 7 * (week + weeks) * DAY - 1,
});

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const squares = (values: readonly number[], centre: number) =>
  values.reduce((sum, value) => sum + (value - centre) ** 2, 0);

/** Pearson's statistic per degree of freedom of counts in groups that should each be constant: 1 for pure chance. */
function dispersion(groups: readonly (readonly number[])[]): number {
  const used = groups.filter((values) => mean(values) > 0);
  const statistic = used.reduce((sum, values) => sum + squares(values, mean(values)) / mean(values), 0);
  return statistic / used.reduce((sum, values) => sum + values.length - 1, 0);
}

/** Student's t of a straight line through the values. */
function trend(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const spread = squares(
    values.map((_, at) => at),
    middle,
  );
  const slope = values.reduce((sum, value, at) => sum + (at - middle) * value, 0) / spread;
  const rest = values.map((value, at) => value - slope * (at - middle));
  return slope / Math.sqrt(squares(rest, mean(rest)) / (values.length - 2) / spread);
}

describe.each([1, 2, 3, 4, 5])('a steady year of seed %i', (seed) => {
  const state = worldOf(seed, { scenario: 'steady' });

  test.each([SUPPORT, SALES])(
    'days of %s scatter little more than chance, without trend or season',
    (storyId) => {
      const days = ask(state, 'conversations', { ...weekOf(0, WEEKS), storyId }).data.map(
        ({ value }) => value,
      );
      expect(days).toHaveLength(7 * WEEKS);
      const weekdays = Array.from({ length: 7 }, (_, weekday) => days.filter((_, at) => at % 7 === weekday));
      expect(dispersion(weekdays)).toBeGreaterThan(1);
      expect(dispersion(weekdays)).toBeLessThan(1.7);

      const weeks = Array.from({ length: WEEKS }, (_, week) => mean(days.slice(7 * week, 7 * week + 7)) * 7);
      expect(Math.abs(trend(weeks))).toBeLessThan(3);
      expect(dispersion([weeks])).toBeLessThan(2);
      const quarters = [0, 1, 2, 3].map((quarter) => 13 * mean(weeks.slice(13 * quarter, 13 * quarter + 13)));
      expect(dispersion([quarters])).toBeLessThan(1.3 * 5);

      // Working days, which rise and fall together with Christmas and summer in the usual world.
      const [monday, saturday] = [mean(weekdays[0] ?? []), mean(weekdays[5] ?? [])];
      expect(monday).toBeGreaterThan(1.8 * saturday);
    },
  );

  test('sources, hours and names keep their shares', () => {
    const blocks = Array.from({ length: 13 }, (_, block) => weekOf(4 * block, 4));
    const sources = SOURCES.map((source) =>
      blocks.map((block) => ask(state, 'conversations', { ...block, source }).summary.total),
    );
    expect(dispersion(sources)).toBeLessThan(1.7);

    // Both in winter, so that UTC hours are the same local hours.
    const hours = [weekOf(0, 8), weekOf(8, 8)].map((block) => ask<Cell[][]>(state, 'heatmap', block).flat());
    const cells = hours[0]?.map((_, cell) => hours.map((grid) => grid[cell]?.value ?? 0)) ?? [];
    expect(dispersion(cells)).toBeLessThan(1.5);

    const weeks = Array.from({ length: WEEKS }, (_, week) => ask<Row[]>(state, 'interactions', weekOf(week)));
    const names = new Map<string, number[]>();
    for (const { id, value } of weeks.flat()) if (id) names.set(id, [...(names.get(id) ?? []), value]);
    const used = [...names.values()].filter((values) => mean(values) > 0);
    expect(used).toHaveLength(18);
    for (const values of used) expect(Math.min(...values)).toBeGreaterThan(2);
    expect(dispersion(used)).toBeLessThan(2);
  });
});

test('nobody writes between midnight and two, so that a day is the UTC day of its date', () => {
  const grid = ask<Cell[][]>(worldOf(1, { scenario: 'steady' }), 'heatmap', weekOf(0, WEEKS));
  // 23:00 UTC is the first hour of a day in winter, the second in summer; 00:00 UTC the second and the third.
  expect(grid.map((cells) => [cells[23]?.value, cells[0]?.value])).toEqual(grid.map(() => [0, 0]));
});

test('of fifty bots no name in use is unused for a week', () => {
  const state = worldOf(1, { scenario: 'steady', bots: 50 });
  const stories = state.account.stories();
  for (const { id: storyId } of stories) {
    const rows = [0, 13, 26, 39].map((week) =>
      ask<Row[]>(state, 'interactions', { ...weekOf(week), storyId }).filter(({ id }) => id),
    );
    const unused = rows.map((list) =>
      list
        .filter(({ value }) => value === 0)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(new Set(unused.map(String)).size).toBe(1);
    expect(sumOf(rows[0] ?? [])).toBeGreaterThan(50);
  }
});

test('the usual world is not stationary: it grows and keeps holidays', () => {
  const year = (start: number) =>
    ask(worldOf(1), 'conversations', { from: start, to: start + 364 * DAY - 1 }).summary.total;
  expect(year(START) / year(START - 5 * 364 * DAY)).toBeGreaterThan(1.1);
});
