import { defineConfig } from 'vitest/config';
import { WaitingFirst } from './test/support/waiting-first.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    setupFiles: ['test/support/properties.ts', 'test/support/left-behind.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // The next file runs in the same process, with the modules that are loaded: `left-behind.ts` looks that nothing else stays.
    pool: 'forks',
    isolate: false,
    // More than two cores have, because many tests wait for servers and clocks; each loads every module again, 2.5 s of work.
    maxWorkers: 4,
    sequence: { sequencer: WaitingFirst },
    allowOnly: false,
  },
});
