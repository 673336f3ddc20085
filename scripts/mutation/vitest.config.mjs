import { defineConfig } from 'vitest/config';
import { PARTS } from './parts.mjs';

const { tests, without = [] } = PARTS[process.env.PART];

export default defineConfig({
  test: {
    include: tests.map((path) => (path.endsWith('/**') ? `${path}/*.test.ts` : path)),
    exclude: without,
    setupFiles: ['test/support/properties.ts'],
    testTimeout: 60_000,
  },
});
