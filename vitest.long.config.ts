import { defineConfig } from 'vitest/config';

/** A simulated year of work, ten thousand schedules and five hundred digests: up to an hour, so that `npm test` takes a sample of each. */
export default defineConfig({
  test: {
    include: ['test/long/**/*.long.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 7_200_000,
    maxWorkers: 1,
  },
});
