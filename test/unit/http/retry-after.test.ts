import { describe, expect, test } from 'vitest';
import { retryAfter } from '../../../src/http/retry-after.js';

const NOW = Date.parse('2026-11-23T07:00:00Z');

describe('a Retry-After header', () => {
  test.each([
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
    { header: '1e3', ms: null },
    { header: '0x10', ms: null },
    { header: 'later', ms: null },
  ])('$header means $ms ms', ({ header, ms }) => {
    expect(retryAfter(header, NOW)).toBe(ms);
  });
});
