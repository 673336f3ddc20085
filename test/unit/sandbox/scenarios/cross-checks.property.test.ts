import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REPORT_PATHS } from '../../../../src/chatbot/wire.js';
import { SCENARIO_NAMES } from '../../../../src/sandbox/scenarios/scenario.js';
import { SOURCES } from '../../../../src/vocabulary/chatbot.js';
import { samples } from '../../../support/samples.js';
import {
  ask,
  type Cell,
  type Params,
  type Row,
  replyTo,
  SALES,
  type Series,
  SUPPORT,
  sumOf,
  worldOf,
} from '../ask.js';

const DAY = 86_400_000;
const STORIES = [SUPPORT, SALES];

/** Windows of up to three weeks around the first day, that begin and end at any millisecond. */
const windows = fc
  .tuple(
    fc.integer({ min: Date.UTC(2026, 10, 1), max: Date.UTC(2026, 10, 23) }),
    fc.integer({ min: 0, max: 21 * DAY }),
  )
  .map(([from, length]) => ({ from, to: from + length }));

const worlds = fc.record({
  seed: fc.integer({ min: 0, max: 1_000_000 }),
  window: windows,
  other: fc.constantFrom(...SCENARIO_NAMES),
  offset: fc.integer({ min: -720, max: 720 }),
});

/** The total of a report over a window; null where the API cannot tell it. */
function totals(state: ReturnType<typeof worldOf>, window: Params) {
  return (report: 'conversations' | 'paid' | 'messages', params: Params = {}): number | null => {
    const reply = replyTo(state, REPORT_PATHS[report], { ...window, ...params });
    if (reply.status === 503) return null;
    return (JSON.parse(reply.body) as Series).summary.total;
  };
}

test.each(SCENARIO_NAMES)('under %s every sum agrees with the total', (scenario) => {
  fc.assert(
    fc.property(worlds, ({ seed, window, other, offset }) => {
      const state = worldOf(seed, { scenario: `support=${scenario},sales=${other}` });
      const total = totals(state, window);
      const added = (report: 'conversations' | 'paid' | 'messages', parts: readonly Params[]) =>
        parts.reduce<number>((sum, part) => sum + (total(report, part) ?? 0), 0);
      for (const report of ['conversations', 'paid', 'messages'] as const) {
        const whole = total(report);
        if (whole === null) continue;
        expect(
          added(
            report,
            SOURCES.map((source) => ({ source })),
          ),
        ).toBe(whole);
        expect(
          added(
            report,
            STORIES.map((storyId) => ({ storyId })),
          ),
        ).toBe(whole);
        for (const dimension of ['hour', 'day', 'month', 'year', 'auto'])
          expect(sumOf(ask(state, report, { ...window, dimension }).data)).toBe(whole);
        for (const group of ['source', 'storyId'])
          expect(
            ask<Series[]>(state, report, { ...window, group }).reduce(
              (sum, { summary }) => sum + summary.total,
              0,
            ),
          ).toBe(whole);
      }
      for (const filter of [{}, { storyId: SUPPORT }, { source: 'widget' }])
        expect(sumOf(ask<Cell[][]>(state, 'heatmap', { ...window, ...filter, offset }).flat())).toBe(
          total('conversations', filter),
        );
    }),
    { numRuns: samples(12), seed: 7 },
  );
});

test.each(SCENARIO_NAMES)(
  'under %s hours add up to their days, and nothing passes what it is part of',
  (scenario) => {
    fc.assert(
      fc.property(worlds, ({ seed, window }) => {
        const state = worldOf(seed, { scenario });
        const values = (report: 'conversations' | 'messages' | 'paid', dimension: string) =>
          ask(state, report, { ...window, dimension }).data;
        const conversations = values('conversations', 'hour');
        const messages = values('messages', 'hour');
        const days = new Map<string, number>();
        for (const [at, { date, value }] of conversations.entries()) {
          const day = `${date.slice(0, 10)}T00:00:00.000Z`;
          days.set(day, (days.get(day) ?? 0) + value);
          expect(messages[at]?.value ?? 0).toBeGreaterThanOrEqual(value ?? 0);
        }
        expect(new Map(values('conversations', 'day').map(({ date, value }) => [date, value ?? 0]))).toEqual(
          days,
        );
        if (scenario !== 'gaps')
          for (const [at, { value }] of values('paid', 'hour').entries())
            expect(value).toBeLessThanOrEqual(conversations[at]?.value ?? 0);
      }),
      { numRuns: samples(12), seed: 7 },
    );
  },
);

test.each(SCENARIO_NAMES)('under %s uses add up over stories and over the parts of a window', (scenario) => {
  fc.assert(
    fc.property(worlds, fc.double({ min: 0, max: 1, noNaN: true }), ({ seed, window }, share) => {
      const state = worldOf(seed, { scenario });
      const uses = (params: Params) =>
        new Map(
          ask<Row[]>(state, 'interactions', { ...window, ...params }).map((row) => [keyOf(row), row.value]),
        );
      const plus = (parts: readonly ReadonlyMap<string, number>[]) => {
        const merged = new Map<string, number>();
        for (const [key, value] of parts.flatMap((part) => [...part]))
          merged.set(key, (merged.get(key) ?? 0) + value);
        return merged;
      };
      const cut = window.from + Math.floor((window.to - window.from) * share);
      const parts = cut < window.to ? [{ to: cut }, { from: cut + 1 }] : [{}];
      expect(plus(parts.map(uses))).toEqual(uses({}));
      expect(plus(STORIES.map((storyId) => uses({ storyId })))).toEqual(uses({}));
      const { total } = ask(state, 'messages', window).summary;
      const conversations = ask(state, 'conversations', window).summary.total;
      expect([...uses({}).values()].reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(total - conversations);
    }),
    { numRuns: samples(12), seed: 7 },
  );
});

const keyOf = ({ type, id, parentId }: Row) => `${type}/${id}/${parentId}`;
