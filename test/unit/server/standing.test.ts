import { expect, test } from 'vitest';
import { problemsOf, standingAfter } from '../../../src/server/standing.js';

const AT = Date.UTC(2026, 10, 23, 7);
const started = { startedAt: AT, tickedAt: null, stopping: false };
const ticked = (at: number) => standingAfter(started, { kind: 'ticked', at });

test.each([
  ['before the first look', started, 1_000, /not been looked at yet/],
  ['without any look for long', started, 95_000, /since the start 95 seconds ago/],
  ['after a look', ticked(AT), 0, null],
  ['just under 90 seconds after it', ticked(AT), 89_999, null],
  ['90 seconds after it', ticked(AT), 90_000, /90 seconds ago, at 2026-11-23T07:00:00.000Z/],
  ['after a clock was set back', ticked(AT), -600_000, null],
])('%s', (_when, standing, later, said) => {
  const problems = problemsOf(standing, AT + later);
  if (said === null) expect(problems).toEqual([]);
  else expect(problems.join()).toMatch(said);
});

test('nothing but a look at the schedules counts as one', () => {
  expect(standingAfter(started, { kind: 'reloaded', problem: null })).toBe(started);
});
