import { describe, expect, test } from 'vitest';
import { type HeatmapScope, readHeatmap } from '../../../../src/chatbot/read/heatmap.js';

const SCOPE: HeatmapScope = { dayZero: 'sunday', offset: 0 };

function read(body: unknown, scope: Partial<HeatmapScope> = {}) {
  const { result, notes } = readHeatmap(body, { ...SCOPE, ...scope });
  if (result.kind !== 'heatmap') throw new Error(result.message);
  const found = result.cells.flatMap((row, day) =>
    row.flatMap((value, hour) => (value === 0 ? [] : [[day, hour, value]])),
  );
  return { ...result, found, notes: notes.map(({ code, count }) => [code, count]) };
}

const cell = (day: unknown, hour: unknown, value: unknown) => ({ day, hour, value, usage: 1 });

describe('a heatmap', () => {
  test.each([
    { dayZero: 'sunday', day: 0, row: 6 },
    { dayZero: 'sunday', day: 1, row: 0 },
    { dayZero: 'sunday', day: 6, row: 5 },
    { dayZero: 'monday', day: 0, row: 0 },
    { dayZero: 'monday', day: 6, row: 6 },
  ] as const)('starts on Monday: day $day counted from $dayZero is row $row', ({ dayZero, day, row }) => {
    expect(read([[cell(day, 9, 3)]], { dayZero }).found).toEqual([[row, 9, 3]]);
  });

  test('always has seven rows of 24 hours, zero where the answer has no cell', () => {
    const { cells, notes } = read([]);
    expect(cells.map((row) => row.length)).toEqual([24, 24, 24, 24, 24, 24, 24]);
    expect(cells.flat().every((value) => value === 0)).toBe(true);
    expect(notes).toEqual([]);
  });

  test('goes by the day and hour of each cell, in whatever row and order it stands', () => {
    const body = [[cell(3, 23, 5), cell(1, 0, 2)], [], [cell('2', '14', '7')]];
    expect(read(body).found).toEqual([
      [0, 0, 2],
      [1, 14, 7],
      [2, 23, 5],
    ]);
  });

  test.each([{ value: -1 }, { value: 'many' }, { value: null }, { value: 1.5 }])(
    'is missing a cell, and not zero there, when its value is $value',
    ({ value }) => {
      const { found, notes } = read([[cell(1, 8, value), cell(1, 9, 4)]]);
      expect(found).toEqual([
        [0, 8, null],
        [0, 9, 4],
      ]);
      expect(notes).toEqual([['bad-values', 1]]);
    },
  );

  test.each([cell(7, 1, 2), cell(-1, 1, 2), cell(1, 24, 2), cell('Mon', 1, 2), cell(1, undefined, 2)])(
    'leaves out a cell that is nowhere in the week, and says so: %o',
    (stray) => {
      const { found, notes } = read([[stray, cell(1, 9, 4)]]);
      expect(found).toEqual([[0, 9, 4]]);
      expect(notes).toEqual([['bad-values', 1]]);
    },
  );

  test('takes equal cells for one and contradicting ones for missing', () => {
    const { found, notes } = read([[cell(1, 8, 3), cell(1, 8, 3), cell(1, 9, 3), cell(1, 9, 4)]]);
    expect(found).toEqual([
      [0, 8, 3],
      [0, 9, null],
    ]);
    expect(notes).toEqual([['duplicates', 2]]);
  });

  test('remembers the clocks it was asked for', () => {
    expect(read([], { offset: 30 }).offset).toBe(30);
  });

  test.each<{ body: unknown }>([{ body: { data: [] } }, { body: [cell(1, 1, 1)] }, { body: [[1, 2]] }])(
    'of another shape is a gap: $body',
    ({ body }) => {
      expect(readHeatmap(body, SCOPE).result).toMatchObject({ kind: 'gap', reason: 'malformed' });
    },
  );

  test('whose cells name no day and hour is a gap, not a week of zeros', () => {
    expect(readHeatmap([[{ weekday: 1, count: 4 }]], SCOPE).result).toMatchObject({ kind: 'gap' });
  });
});
