import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import { keepThread } from './kept-thread.mjs';
import { PARTS } from './parts.mjs';

const { tests, without = [], last = [] } = PARTS[process.env.PART];

/** The first failure ends a run. */
class SlowFilesLast extends BaseSequencer {
  async sort(files) {
    const place = ({ moduleId }) => last.findIndex((name) => moduleId.endsWith(name));
    return files.toSorted((one, other) => place(one) - place(other));
  }
}

export default defineConfig({
  plugins: [keepThread],
  test: {
    include: tests.map((path) => (path.endsWith('/**') ? `${path}/*.test.ts` : path)),
    exclude: without,
    setupFiles: ['test/support/properties.ts', 'scripts/mutation/setup.mjs'],
    sequence: { sequencer: SlowFilesLast },
    testTimeout: 60_000,
  },
});
