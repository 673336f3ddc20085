import { expect, test } from 'vitest';
import { initialStatus, problemsOf, statusAfter } from '../../../src/server/service-status.js';

const AT = Date.UTC(2026, 10, 23, 7);
const started = initialStatus(AT);
const ticked = (at: number) => statusAfter(started, { kind: 'ticked', at });

test.each([
  ['before the first look', started, 1_000, /not been evaluated yet/],
  ['without any look for long', started, 95_000, /since the start 95 seconds ago/],
  ['after a look', ticked(AT), 0, null],
  ['just under 90 seconds after it', ticked(AT), 89_999, null],
  ['90 seconds after it', ticked(AT), 90_000, /90 seconds ago, at 2026-11-23T07:00:00.000Z/],
  ['after a clock was set back', ticked(AT), -600_000, null],
])('%s', (_when, status, later, said) => {
  const problems = problemsOf(status, AT + later);
  if (said === null) expect(problems).toEqual([]);
  else expect(problems.join()).toMatch(said);
});

test('nothing but a look at the schedules counts as one', () => {
  const reloaded = { kind: 'reloaded', at: AT + 1, problem: null, changes: [] } as const;
  expect(statusAfter(started, reloaded).tickedAt).toBeNull();
});

test('remembers what is wrong with the last reload and since when the configuration in use is, and forgets it when one is taken', () => {
  const at = (minute: number, problem: string | null) =>
    ({ kind: 'reloaded', at: AT + minute * 60_000, problem, changes: [`minute ${minute}`] }) as const;
  const refused = statusAfter(statusAfter(started, at(1, 'bad key')), at(2, 'worse'));
  expect(refused.reload).toEqual({ at: AT + 120_000, takenAt: AT, changes: [], problem: 'worse' });
  expect(statusAfter(refused, at(3, null)).reload).toEqual({
    at: AT + 180_000,
    takenAt: AT + 180_000,
    changes: ['minute 3'],
    problem: null,
  });
});

test('what the API announces of its end holds for a week after an answer last said so', () => {
  const DAY = 86_400_000;
  const heard = statusAfter(started, { kind: 'announced', at: AT, text: 'It ends.', isNew: true });
  const again = statusAfter(heard, { kind: 'announced', at: AT + DAY, text: 'It ends soon.', isNew: false });
  expect(again.announced).toEqual({ text: 'It ends soon.', at: AT + DAY });
  expect(statusAfter(again, { kind: 'ticked', at: AT + 9 * DAY - 1 }).announced).toEqual(again.announced);
  expect(statusAfter(again, { kind: 'ticked', at: AT + 9 * DAY }).announced).toBeNull();
});
