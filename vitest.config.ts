import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    setupFiles: ['test/support/properties.ts'],
    testTimeout: 120_000,
    // More than two cores have, because many tests wait for servers and clocks.
    maxWorkers: 4,
    allowOnly: false,
  },
});
