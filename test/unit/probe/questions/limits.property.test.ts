import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WireAttempt } from '../../../../src/probe/ask/book.js';
import { judgeLimits, type PaceLimits } from '../../../../src/probe/questions/limits.js';
import { samples } from '../../../support/samples.js';

/** Requests one after the other, `gap` ms apart, against a server that answers so many within so many seconds. */
function alone(
  count: number,
  gap: number,
  limit: { requests: number; seconds: number } | null,
): WireAttempt[] {
  const answered: number[] = [];
  return Array.from({ length: count }, (_, index) => {
    const begun = index * gap;
    const lately = limit ? answered.filter((at) => at > begun - limit.seconds * 1_000).length : 0;
    const status = limit && lately >= limit.requests ? 429 : 200;
    if (status === 200) answered.push(begun);
    return { target: '/', begun, ended: begun + 20, beside: 0, status };
  });
}

const range = { answered: 366, refused: null };
const limitsOf = (attempts: readonly WireAttempt[]) =>
  judgeLimits(attempts, range).value as PaceLimits | null;

describe('judgeLimits', () => {
  test('a limit by the second is found where the pace meets it, and none else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 120, max: 400 }), (requests, gap) => {
        const attempts = alone(30, gap, { requests, seconds: 1 });
        const isMet = attempts.some(({ status }) => status === 429);
        const verdict = judgeLimits(attempts, range);
        if (!isMet) expect(verdict).toMatchObject({ answer: 'settled', value: { rate: null } });
        else if (verdict.answer === 'settled')
          expect(limitsOf(attempts)?.rate).toEqual({ requests, seconds: 1 });
      }),
      { numRuns: samples(200) },
    );
  });

  test.each([
    [{ requests: 2, seconds: 1 }, 250, '525ms'],
    [{ requests: 12, seconds: 10 }, 250, '875ms'],
    [{ requests: 20, seconds: 60 }, 1_100, '3150ms'],
  ])('%j gives an interval to set', (limit, gap, minInterval) => {
    const verdict = judgeLimits(alone(40, gap, limit), range);
    expect(verdict).toMatchObject({ answer: 'settled', value: { rate: limit }, settings: { minInterval } });
  });

  test('refusals beside others alone are a limit on requests at a time', () => {
    const one = (begun: number, beside: number, status: number): WireAttempt => ({
      ...{ target: '/', begun, ended: begun + (status === 429 ? 5 : 300), beside, status },
    });
    const before = Array.from({ length: 10 }, (_, at) => one(at * 310, 0, 200));
    const pair = [one(5_000, 0, 200), one(5_250, 1, 429)];
    const after = Array.from({ length: 14 }, (_, at) => one(7_000 + at * 310, 0, 200));
    const verdict = judgeLimits([...before, ...pair, ...after], range);
    expect(verdict).toMatchObject({
      answer: 'settled',
      value: { rate: null, atATime: 1 },
      settings: { concurrency: 1 },
    });
  });

  test('refusals that a limit by the second and one at a time explain alike settle neither', () => {
    const attempts = Array.from({ length: 20 }, (_, at) => [
      { target: '/', begun: at * 2_000, ended: at * 2_000 + 300, beside: 0, status: 200 },
      { target: '/', begun: at * 2_000 + 100, ended: at * 2_000 + 105, beside: 1, status: 429 },
    ]).flat();
    const verdict = judgeLimits(attempts, range);
    expect(verdict).toMatchObject({ answer: 'notEnoughData', settings: {} });
    expect(verdict.evidence).toContain('either 1 at a time or 1 answered within a second');
  });

  test('refusals without a pattern are a contradiction', () => {
    const attempts = alone(30, 250, null).map((attempt, at) => ({
      ...attempt,
      status: at % 7 === 0 ? 429 : 200,
    }));
    expect(judgeLimits(attempts, range)).toMatchObject({ answer: 'contradiction', settings: {} });
  });

  test('few answers say nothing, and a range that was refused stands in what is settled', () => {
    expect(judgeLimits(alone(11, 250, null), range).answer).toBe('notEnoughData');
    const verdict = judgeLimits(alone(12, 250, null), { answered: 92, refused: 184 });
    expect(verdict).toMatchObject({ answer: 'settled', value: { range: { answered: 92, refused: 184 } } });
    expect(verdict.comment).toContain('a range of 92 days was answered, one of 184 refused');
  });

  test('requests without an answer count for nothing', () => {
    const attempts = alone(12, 250, null).map((attempt) => ({ ...attempt, status: null }));
    expect(judgeLimits(attempts, range).answer).toBe('notEnoughData');
  });
});
