import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { readSeries, type SeriesScope } from '../../../../src/chatbot/read/series.js';
import type { Note } from '../../../../src/chatbot/snapshot.js';

const at = (text: string) => Date.parse(text);
const SCOPE: SeriesScope = {
  dimension: 'day',
  from: at('2026-11-16T00:00:00Z'),
  to: at('2026-11-23T00:00:00Z'),
  counts: true,
};
const MONDAY = '2026-11-16T00:00:00.000Z';
const TUESDAY = '2026-11-17T00:00:00.000Z';

function read(data: unknown, scope: Partial<SeriesScope> = {}, summary?: unknown) {
  const { result, notes } = readSeries({ data, summary }, { ...SCOPE, ...scope });
  if (result.kind !== 'series') throw new Error(result.message);
  return { points: result.points, notes };
}

const codes = (notes: readonly Note[]) => notes.map(({ code, count }) => [code, count]);

describe('a value', () => {
  test.each([
    { value: 7, read: 7 },
    { value: 0, read: 0 },
    { value: '12', read: 12 },
    { value: '12.0', read: 12 },
  ])('$value is $read', ({ value, read: expected }) => {
    expect(read([{ date: MONDAY, value }])).toEqual({
      points: [{ at: at(MONDAY), value: expected }],
      notes: [],
    });
  });

  test.each<{ value: unknown }>([
    { value: null },
    { value: undefined },
    { value: '' },
    { value: ' 3' },
    { value: '1e3' },
    { value: '0x10' },
    { value: '-1' },
    { value: '1,234' },
    { value: 'NaN' },
    { value: -1 },
    { value: 2.5 },
    { value: Number.NaN },
    { value: Number.POSITIVE_INFINITY },
    { value: 1e21 },
    { value: true },
    { value: [] },
    { value: {} },
  ])('$value is missing and never zero', ({ value }) => {
    const { points, notes } = read([{ date: MONDAY, value }]);
    expect(points).toEqual([{ at: at(MONDAY), value: null }]);
    expect(codes(notes)).toEqual([['bad-values', 1]]);
  });

  test('of an average may have decimals', () => {
    const row = [{ date: MONDAY, value: 11.25 }];
    expect(read(row, { counts: false }).points).toEqual([{ at: at(MONDAY), value: 11.25 }]);
  });

  test('is told with its date, and cut when it is long', () => {
    const { notes } = read([{ date: MONDAY, value: 'x'.repeat(500) }]);
    expect(notes[0]?.detail).toBe(
      `Values that could not be read count as missing ("${'x'.repeat(39)}… at ${MONDAY}).`,
    );
  });
});

describe('a date', () => {
  test.each([
    { date: '2026-11-17', instant: TUESDAY },
    { date: '2026-11-17T00:00:00', instant: TUESDAY },
    { date: '2026-11-17 00:00', instant: TUESDAY },
    { date: '2026-11-17T00:00:00+02:00', instant: '2026-11-16T22:00:00.000Z' },
  ])('$date is $instant, whatever zone this machine is in', ({ date, instant }) => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(read([{ date, value: 1 }]).points).toEqual([{ at: at(instant), value: 1 }]);
  });

  test.each([
    { date: '2026-02-30T00:00:00Z' },
    { date: 'yesterday' },
    { date: 1763251200000 },
    { date: null },
  ])('$date cannot be read: the row is dropped and told', ({ date }) => {
    const { points, notes } = read([
      { date, value: 5 },
      { date: MONDAY, value: 1 },
    ]);
    expect(points).toEqual([{ at: at(MONDAY), value: 1 }]);
    expect(codes(notes)).toEqual([['bad-values', 1]]);
  });

  test('that can be read nowhere makes the whole answer a gap instead of zeros', () => {
    expect(readSeries({ data: [{ day: 1, count: 2 }] }, SCOPE).result).toEqual({
      kind: 'gap',
      reason: 'malformed',
      message: 'The answer does not have the documented shape (no date could be read).',
    });
  });
});

describe('the rows', () => {
  test('are put in order', () => {
    const { points, notes } = read([
      { date: TUESDAY, value: 2 },
      { date: MONDAY, value: 1 },
    ]);
    expect(points.map(({ value }) => value)).toEqual([1, 2]);
    expect(codes(notes)).toEqual([['disorder', 1]]);
  });

  test('of one instant become one when they agree', () => {
    const { points, notes } = read([
      { date: MONDAY, value: 4 },
      { date: MONDAY, value: '4' },
    ]);
    expect(points).toEqual([{ at: at(MONDAY), value: 4 }]);
    expect(codes(notes)).toEqual([['duplicates', 1]]);
  });

  test('of one instant that disagree are missing, however many follow', () => {
    const { points, notes } = read([4, 5, 5].map((value) => ({ date: MONDAY, value })));
    expect(points).toEqual([{ at: at(MONDAY), value: null }]);
    expect(codes(notes)).toEqual([['duplicates', 2]]);
  });

  test('wholly outside the range are dropped, those that reach into it kept', () => {
    const days = ['2026-11-15', '2026-11-16', '2026-11-22', '2026-11-23'];
    const { points, notes } = read(
      days.map((date) => ({ date, value: 1 })),
      { from: at('2026-11-16T18:30:00Z') },
    );
    expect(points.map((point) => new Date(point.at).toISOString().slice(0, 10))).toEqual([
      '2026-11-16',
      '2026-11-22',
    ]);
    expect(codes(notes)).toEqual([['outside-range', 2]]);
  });

  test.each([
    { dimension: 'hour', before: '2026-11-15T23:00:00Z', inside: '2026-11-16T00:00:00Z' },
    { dimension: 'month', before: '2026-10-01', inside: '2026-11-01' },
    { dimension: 'year', before: '2025-01-01', inside: '2026-01-01' },
  ] as const)('by $dimension reach as far as their $dimension', ({ dimension, before, inside }) => {
    const rows = [
      { date: before, value: 1 },
      { date: inside, value: 2 },
    ];
    expect(read(rows, { dimension }).points).toEqual([{ at: at(inside), value: 2 }]);
  });

  test('may have fields nobody knows', () => {
    expect(read([{ date: MONDAY, value: 1, trend: 'up' }]).notes).toEqual([]);
  });

  test('may be none: nothing happened', () => {
    expect(read([])).toEqual({ points: [], notes: [] });
  });

  test('come out in order, each instant once and inside the range, whatever comes in', () => {
    const row = fc.record({
      date: fc.oneof(
        fc.integer({ min: at('2026-11-01'), max: at('2026-12-01') }).map((ms) => new Date(ms).toISOString()),
        fc.anything(),
      ),
      value: fc.oneof(fc.nat(), fc.anything()),
    });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const { result } = readSeries({ data: rows }, SCOPE);
        if (result.kind === 'gap') return;
        const instants = result.points.map((point) => point.at);
        expect(instants).toEqual([...new Set(instants)].toSorted((a, b) => a - b));
        for (const point of result.points) {
          expect(point.at).toBeLessThan(SCOPE.to);
          expect(point.at).toBeGreaterThan(SCOPE.from - 86_400_000);
          expect(point.value === null || (Number.isSafeInteger(point.value) && point.value >= 0)).toBe(true);
        }
      }),
    );
  });
});

describe("the API's own total", () => {
  const rows = [
    { date: MONDAY, value: 1 },
    { date: TUESDAY, value: 2 },
  ];
  test.each<{ what: string; summary: unknown; expected: unknown[] }>([
    { what: 'equal', summary: { total: 3 }, expected: [] },
    { what: 'different', summary: { total: 30 }, expected: [['summary-differs', 1]] },
    { what: 'absent', summary: {}, expected: [] },
    { what: 'no object', summary: 'none', expected: [] },
    { what: 'unreadable', summary: { total: 'many' }, expected: [] },
  ])('when $what is no more than a note', ({ summary, expected }) => {
    const { points, notes } = read(rows, {}, summary);
    expect(points).toHaveLength(2);
    expect(codes(notes)).toEqual(expected);
  });

  test('is not held against values that are missing', () => {
    const { notes } = read([...rows, { date: '2026-11-18', value: '?' }], {}, { total: 9 });
    expect(codes(notes)).toEqual([['bad-values', 1]]);
  });
});

test.each<{ body: unknown; words: string }>([
  { body: [], words: 'Invalid input: expected object, received array' },
  { body: { data: {} }, words: 'data: Invalid input: expected array, received object' },
  { body: { data: [3] }, words: 'data.0: Invalid input: expected object, received number' },
  { body: null, words: 'Invalid input: expected object, received null' },
])('another shape is a gap that says where: $words', ({ body, words }) => {
  expect(readSeries(body, SCOPE)).toEqual({
    result: {
      kind: 'gap',
      reason: 'malformed',
      message: `The answer does not have the documented shape (${words}).`,
    },
    notes: [],
  });
});
