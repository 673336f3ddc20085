import { defineConfig } from 'vitest/config';

/**
 * A simulated year of work, ten thousand schedules, five hundred digests, and every sample of what `npm test` takes a quarter of: up to an hour
 * and a half.
 */
export default defineConfig({
  test: {
    include: ['test/long/**/*.long.ts', 'test/**/*.test.ts'],
    env: { SAMPLES: 'all' },
    globalSetup: ['test/support/build.ts'],
    testTimeout: 7_200_000,
    hookTimeout: 7_200_000,
    maxWorkers: 1,
  },
});
