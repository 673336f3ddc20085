import { expect, test } from 'vitest';
import { NO_MEMORY } from '../../../../src/alerts/episodes/state.js';
import { judge } from '../../../../src/alerts/judge/judge.js';
import type { GapReason } from '../../../../src/chatbot/snapshot.js';
import { inputOf } from './input.js';

const HOUR = 3_600_000;
const now = Date.parse('2026-11-25T07:00:00Z');
const rule = { kind: 'gap', after: 48 * HOUR } as const;

const read = (hours: number | null, gap: GapReason | null, changes = {}) => {
  const history = { counts: {}, goodAt: hours === null ? null : now - hours * HOUR, gap };
  return judge(inputOf(rule, [history], { now, day: '2026-11-25', ...changes })).reading;
};

test.each([
  ['over: as long ago as the rule says', 48, 'unauthorized', 'over'],
  ['over: an hour less', 47, 'unauthorized', 'over'],
  ['between: less than that', 46.9, 'unauthorized', 'between'],
  ['back: it answered', 0, null, 'back'],
  ['unknown: never answered', null, 'unauthorized', 'unknown'],
] as const)('%s', (_name, hours, gap, level) => {
  expect(read(hours, gap).level).toBe(level);
});

test('says when the last good answer came and why there is none, on the day of the check', () => {
  expect(read(50, 'unauthorized')).toEqual({
    ...{ day: '2026-11-25', level: 'over', value: 50 * HOUR, low: 0, high: 48 * HOUR, z: null, weight: 0 },
    facts: { goodAt: now - 50 * HOUR, limit: 48 * HOUR, reason: 'unauthorized' },
  });
  expect(read(0, null).facts).toEqual({ goodAt: now, limit: 48 * HOUR });
});

test('the last good answer is the one that is remembered, where the history has none', () => {
  const memory = { ...NO_MEMORY, goodAt: now - 60 * HOUR };
  expect(read(null, 'unauthorized', { memory })).toMatchObject({
    level: 'over',
    facts: { goodAt: memory.goodAt },
  });
  expect(read(30, 'unauthorized', { memory }).level).toBe('between');
});

test('is judged on holidays too', () => {
  expect(read(50, 'unauthorized', { isHoliday: () => true }).level).toBe('over');
});
