import { test } from 'vitest';
import { expectAllOnce, spread } from './spread.js';

test('three processes share 60 slots, one is killed and PostgreSQL restarted in the middle: 60 runs, each once', async () => {
  const outcome = await spread({ digests: 10, slots: 6, killAt: 20, restartAt: 35, hurry: true });
  expectAllOnce(outcome, 60);
});
