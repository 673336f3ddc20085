import { defineConfig } from 'vitest/config';

/** Every point at which a run can be killed: minutes, so not part of `npm test`, which takes a sample. */
export default defineConfig({
  test: {
    include: ['test/kill/**/*.kill.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
  },
});
