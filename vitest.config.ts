import { defineConfig } from 'vitest/config';
import { WaitingFirst } from './test/support/waiting-first.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    setupFiles: ['test/support/properties.ts'],
    testTimeout: 300_000,
    // A file may leave nothing behind in its process: the next one runs there, with the modules that are loaded.
    pool: 'forks',
    isolate: false,
    // More than two cores have, because many tests wait for servers and clocks.
    maxWorkers: 5,
    sequence: { sequencer: WaitingFirst },
    allowOnly: false,
  },
});
