import { expect, test } from 'vitest';
import { expectAllOnce, spread } from './spread.js';

test('three processes with 2,000 slots, one killed, PostgreSQL restarted in the middle: 2,000 runs, each once', async () => {
  const outcome = await spread({ digests: 20, slots: 100, killAt: 600, restartAt: 1_200, hurry: false });
  expectAllOnce(outcome, 2_000);
  expect(outcome.takeover).toBeLessThan(60_000);
}, 1_200_000);
