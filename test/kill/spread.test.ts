import { test } from 'vitest';
import { expectAllOnce, spread } from './spread.js';

test('three processes share 30 slots, one is killed and PostgreSQL restarted in the middle: 30 runs, each once', async () => {
  const outcome = await spread({ digests: 10, slots: 3, killAt: 10, restartAt: 18, hurry: true });
  expectAllOnce(outcome, 30);
});
