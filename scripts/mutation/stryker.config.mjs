// Settings of Stryker for one part, which PART names.
import { PARTS } from './parts.mjs';

const { files, static: withStatic = false } = PARTS[process.env.PART];

export default {
  testRunner: 'vitest',
  vitest: { configFile: 'scripts/mutation/vitest.config.mjs' },
  mutate: files,
  coverageAnalysis: 'perTest',
  // A mutant of a constant of a module is tried by every test of the part.
  ignoreStatic: !withStatic,
  concurrency: 2,
  reporters: ['progress', 'json'],
  jsonReporter: { fileName: 'mutation.json' },
  // TypeScript 7 has no API for Stryker to read one with; a missing file is not read.
  tsconfigFile: 'none.json',
  ignorePatterns: ['bench', 'docs/gallery', 'stryker'],
};
