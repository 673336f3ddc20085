import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SOURCES, type Source } from '../../../src/vocabulary/chatbot.js';
import { samples } from '../../support/samples.js';
import { ask, type Cell, type Point, type Row, SALES, type Series, SUPPORT, sumOf, worldOf } from './ask.js';

const DAY = 86_400_000;
const COUNTS = ['conversations', 'paid', 'messages'] as const;

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const counts = fc.constantFrom(...COUNTS);
/** Windows that begin and end at any millisecond, up to 40 days long. */
const windows = fc
  .tuple(
    fc.integer({ min: Date.UTC(2014, 11, 20), max: Date.UTC(2026, 10, 30) }),
    fc.integer({ min: 0, max: 40 * DAY }),
  )
  .map(([from, length]) => ({ from, to: from + length }));
const filters = fc.record({
  source: fc.subarray([...SOURCES], { minLength: 1 }) as fc.Arbitrary<Source[]>,
  storyId: fc.subarray([SUPPORT, SALES], { minLength: 1 }),
});

function holds<Values extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof Values]: fc.Arbitrary<Values[K]> },
  check: (...values: Values) => void,
): void {
  fc.assert(
    fc.property(fc.tuple(...arbitraries), (values) => check(...(values as Values))),
    { numRuns: samples(30), seed: 7 },
  );
}

test('sources, stories and both together add up to the total', () => {
  holds([seeds, windows, counts], (seed, window, report) => {
    const state = worldOf(seed);
    const total = (params: object) => ask(state, report, { ...window, ...params }).summary.total;
    const sources = SOURCES.map((source) => total({ source }));
    const stories = [SUPPORT, SALES].map((storyId) => total({ storyId }));
    expect(sources.reduce((a, b) => a + b)).toBe(total({}));
    expect(stories.reduce((a, b) => a + b)).toBe(total({}));
  });
});

test('hours, days, months and years of one window add up to the same', () => {
  holds([seeds, windows, filters, counts], (seed, window, filter, report) => {
    const state = worldOf(seed);
    const sums = ['hour', 'day', 'month', 'year', 'auto'].map((dimension) =>
      sumOf(ask(state, report, { ...window, ...filter, dimension }).data),
    );
    expect(new Set(sums).size).toBe(1);
  });
});

test('coarse buckets are the sums of the fine ones they hold', () => {
  holds([seeds, windows, counts], (seed, window, report) => {
    const state = worldOf(seed);
    const hours = ask(state, report, { ...window, dimension: 'hour' }).data;
    const days = ask(state, report, { ...window, dimension: 'day' }).data;
    const regrouped = new Map<string, number>();
    for (const { date, value } of hours) {
      const day = `${date.slice(0, 10)}T00:00:00.000Z`;
      regrouped.set(day, (regrouped.get(day) ?? 0) + value);
    }
    expect(days).toEqual([...regrouped].map(([date, value]) => ({ date, value })));
  });
});

test('the cells of a heatmap add up to the conversations, whatever the offset', () => {
  holds(
    [seeds, windows, fc.integer({ min: -720, max: 720 }), fc.constantFrom<1 | -1>(1, -1)],
    (seed, window, offset, offsetSign) => {
      const state = worldOf(seed, { offsetSign });
      const cells = ask<Cell[][]>(state, 'heatmap', { ...window, offset }).flat();
      expect(cells).toHaveLength(168);
      expect(sumOf(cells)).toBe(ask(state, 'conversations', window).summary.total);
    },
  );
});

test('paid never passes conversations and messages never fall below them, hour by hour', () => {
  holds([seeds, windows, filters], (seed, window, filter) => {
    const state = worldOf(seed);
    const hours = (report: (typeof COUNTS)[number]) =>
      ask(state, report, { ...window, ...filter, dimension: 'hour' }).data;
    const [paid, messages] = [hours('paid'), hours('messages')];
    for (const [at, { value }] of hours('conversations').entries()) {
      expect(paid[at]?.value).toBeLessThanOrEqual(value);
      expect(messages[at]?.value).toBeGreaterThanOrEqual(value);
    }
  });
});

test('two halves of a window, cut at any millisecond, add up to the whole', () => {
  holds(
    [seeds, windows, filters, fc.double({ min: 0, max: 1, noNaN: true })],
    (seed, window, filter, share) => {
      const state = worldOf(seed);
      const cut = window.from + Math.floor((window.to - window.from) * share);
      const halves = [
        { from: window.from, to: cut },
        ...(cut < window.to ? [{ from: cut + 1, to: window.to }] : []),
      ];
      for (const report of COUNTS) {
        const parts = halves.map((half) => ask(state, report, { ...half, ...filter }).summary.total);
        expect(parts.reduce((a, b) => a + b)).toBe(
          ask(state, report, { ...window, ...filter }).summary.total,
        );
      }
      const merged = new Map<string, number>();
      for (const half of halves)
        for (const row of ask<Row[]>(state, 'interactions', half))
          merged.set(keyOf(row), (merged.get(keyOf(row)) ?? 0) + row.value);
      const whole = ask<Row[]>(state, 'interactions', window);
      expect(new Map(whole.map((row) => [keyOf(row), row.value]))).toEqual(merged);
    },
  );
});

test('grouped answers add up to the ungrouped one, bucket by bucket', () => {
  holds(
    [seeds, windows, filters, counts, fc.constantFrom('source', 'storyId')],
    (seed, window, filter, report, group) => {
      const state = worldOf(seed);
      const plain = ask(state, report, { ...window, ...filter });
      const grouped = ask<Series[]>(state, report, { ...window, ...filter, group });
      const added = plain.data.map(({ date }, at) => ({
        date,
        value: sumOf(grouped.map(({ data }) => data[at] as Point)),
      }));
      expect(added).toEqual(plain.data);
    },
  );
});

test('the order of requests does not matter', () => {
  holds([seeds, windows, windows], (seed, first, second) => {
    const [forward, backward] = [worldOf(seed), worldOf(seed)];
    const early = ask(forward, 'messages', first);
    const late = ask(forward, 'messages', second);
    expect(ask(backward, 'messages', second)).toEqual(late);
    expect(ask(backward, 'messages', first)).toEqual(early);
  });
});

test('what is known of the past does not change as time goes by', () => {
  holds([seeds, windows, fc.integer({ min: 0, max: 400 * DAY })], (seed, { from, to }, later) => {
    const state = worldOf(seed);
    const before = ask(state, 'conversations', { from, to }, to);
    expect(ask(state, 'conversations', { from, to }, to + later)).toEqual(before);
  });
});

const keyOf = ({ type, id, parentId }: Row) => `${type}/${id}/${parentId}`;
