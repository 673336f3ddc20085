import { describe, expect, test } from 'vitest';
import { WEEKS_KEPT_FOR, weeksToKeep } from '../../../src/chatbot/kept-weeks.js';
import type { PlannedRequest } from '../../../src/chatbot/plan/planned-request.js';
import { keyOf } from '../../../src/chatbot/plan/request-key.js';
import type { ReportAnswer } from '../../../src/chatbot/snapshot.js';
import { CHATBOT } from '../../fault/api/rig.js';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const ENDED = Date.UTC(2026, 10, 16);

const planned: PlannedRequest = {
  report: 'conversations',
  window: 'history',
  purpose: 'total',
  storyId: 'story-1',
  sources: [],
  ignored: [],
  from: ENDED - WEEK,
  to: ENDED,
  ask: { kind: 'series', of: 'conversations', dimension: 'day', split: false },
};

const answer = (parts: Partial<ReportAnswer> = {}): ReportAnswer => ({
  report: 'conversations',
  window: 'history',
  purpose: 'total',
  source: null,
  from: planned.from,
  to: planned.to,
  result: { kind: 'series', dimension: 'day', points: [{ at: planned.from, value: 3 }] },
  notes: [],
  ...parts,
});

const series = (value: number | null): ReportAnswer['result'] => ({
  kind: 'series',
  dimension: 'day',
  points: [
    { at: planned.from, value: 3 },
    { at: planned.from + 24 * HOUR, value },
  ],
});
const interactions = (value: number | null): ReportAnswer['result'] => ({
  kind: 'interactions',
  rows: [{ id: 'a', parentId: null, type: null, name: 'Hello', value }],
});

const kept = (
  answers: readonly ReportAnswer[],
  { request = planned, at = ENDED + WEEK, ofWeeks = new Set<string>() } = {},
) => weeksToKeep([{ planned: request, answers }], { ofWeeks, chatbot: CHATBOT, at });

describe('a week is kept', () => {
  test('under the key of its request, with its end and its answers', () => {
    expect(kept([answer()])).toEqual([
      { key: keyOf(planned, CHATBOT), ended: ENDED, json: JSON.stringify([answer()]) },
    ]);
  });

  test.each([
    ['not within a day of its end', 24 * HOUR - 1, 0],
    ['from a day after its end on', 24 * HOUR, 1],
    ['until it would be pruned', WEEKS_KEPT_FOR - 1, 1],
    ['and no longer', WEEKS_KEPT_FOR, 0],
  ])('%s', (_name, after, count) => {
    expect(kept([answer()], { at: ENDED + after })).toHaveLength(count);
  });

  test.each<[string, Partial<ReportAnswer>, number]>([
    ['with all values', { result: series(0) }, 1],
    ['not with a missing value', { result: series(null) }, 0],
    ['with all uses', { result: interactions(0) }, 1],
    ['not with missing uses', { result: interactions(null) }, 0],
    ['not with a gap', { result: { kind: 'gap', reason: 'timeout', message: 'It took too long.' } }, 0],
    ['not with a date that could not be read', { notes: [{ code: 'bad-values', count: 1, detail: '' }] }, 0],
    ['with another note', { notes: [{ code: 'disorder', count: 1, detail: '' }] }, 1],
  ])('%s', (_name, parts, count) => {
    expect(kept([answer(parts)])).toHaveLength(count);
    expect(kept([answer(), answer(parts)])).toHaveLength(count);
  });
});

describe('the week of a window', () => {
  const current = { ...planned, window: 'current' } as const;
  const ofWeeks = new Set([keyOf(planned, CHATBOT)]);

  test('is kept as a history asks for it', () => {
    const answers = [answer({ window: 'current' })];
    expect(kept(answers, { request: current, ofWeeks })).toEqual(kept([answer()]));
  });

  test.each<[string, PlannedRequest]>([
    ['for other days', { ...current, from: current.from - 24 * HOUR, to: current.to - 24 * HOUR }],
    ['by other steps', { ...current, ask: { ...current.ask, dimension: 'hour' } as PlannedRequest['ask'] }],
    ['for another report', { ...current, report: 'heatmap' }],
    ['by source', { ...current, purpose: 'by-source', sources: ['slack'] }],
  ])('is not kept when it was asked for %s', (_name, request) => {
    expect(kept([answer({ window: 'current' })], { request, ofWeeks })).toEqual([]);
  });
});

test.each<[string, Partial<typeof CHATBOT>]>([
  ['another address', { baseUrl: 'http://127.0.0.1:2' }],
  ['another day zero', { dayZero: 'monday' }],
])('answers of %s have other keys', (_name, chatbot) => {
  expect(keyOf(planned, { ...CHATBOT, ...chatbot })).not.toBe(keyOf(planned, CHATBOT));
});
