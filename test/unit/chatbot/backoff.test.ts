import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { retryAfter, waitBefore } from '../../../src/chatbot/client/backoff.js';

const NOW = Date.parse('2026-11-23T07:00:00Z');

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

describe('a Retry-After header', () => {
  test.each([
    { header: null, ms: null },
    { header: '', ms: null },
    { header: '120', ms: 120_000 },
    { header: ' 7 ', ms: 7_000 },
    { header: '1.5', ms: 1_500 },
    { header: '-1', ms: null },
    { header: 'Mon, 23 Nov 2026 07:00:30 GMT', ms: 30_000 },
    { header: 'Monday, 23-Nov-26 07:00:30 GMT', ms: 30_000 },
    { header: 'Mon, 23 Nov 2026 06:00:00 GMT', ms: 0 },
    { header: 'Mon, 99 Nov 2026 07:00:30 GMT', ms: null },
    { header: '2026-11-23', ms: null },
    { header: 'later', ms: null },
  ])('$header means $ms ms', ({ header, ms }) => {
    expect(retryAfter(header, NOW)).toBe(ms);
  });
});
