import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { waitBefore } from '../../../../src/chatbot/client/backoff.js';

describe('the wait before another attempt', () => {
  test.each([
    { attempt: 0, least: 1_000, most: 2_000 },
    { attempt: 1, least: 1_000, most: 4_000 },
    { attempt: 4, least: 1_000, most: 32_000 },
    { attempt: 5, least: 1_000, most: 60_000 },
    { attempt: 50, least: 1_000, most: 60_000 },
  ])('number $attempt lies between $least and $most ms', ({ attempt, least, most }) => {
    expect(waitBefore(attempt, null, () => 0)).toBe(least);
    expect(waitBefore(attempt, null, () => 1)).toBe(most);
  });

  test('is never below a second, above a minute, or below what was asked for within a minute', () => {
    const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(100), fc.option(fc.nat(1e9)), unit, (attempt, asked, random) => {
        const wait = waitBefore(attempt, asked, () => random);
        expect(wait).toBeGreaterThanOrEqual(Math.max(1_000, Math.min(asked ?? 0, 60_000)));
        expect(wait).toBeLessThanOrEqual(60_000);
      }),
    );
  });
});
