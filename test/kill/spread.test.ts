import { test } from 'vitest';
import { expectAllOnce, spread } from './spread.js';

test('three processes share 100 slots, one is killed and PostgreSQL restarted in the middle: 100 runs, each once', async () => {
  const outcome = await spread({ digests: 10, slots: 10, killAt: 20, restartAt: 50, hurry: true });
  expectAllOnce(outcome, 100);
});
