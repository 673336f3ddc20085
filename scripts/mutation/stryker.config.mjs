// Settings of Stryker for one part, which PART names.
import { PARTS } from './parts.mjs';

const { files, static: withStatic = false } = PARTS[process.env.PART];

export default {
  testRunner: 'vitest',
  vitest: { configFile: 'scripts/mutation/vitest.config.mjs' },
  mutate: process.env.FILES?.split(' ') ?? files,
  coverageAnalysis: 'perTest',
  // A mutant of a constant of a module is tried by every test of the part.
  ignoreStatic: !withStatic,
  concurrency: 2,
  // Added to half as much again as the tests took at first, so that a machine that is busy meanwhile is not taken for a mutant without an end.
  timeoutMS: 15_000,
  timeoutFactor: 1.5,
  dryRunTimeoutMinutes: 15,
  reporters: ['progress', 'json'],
  jsonReporter: { fileName: 'mutation.json' },
  // TypeScript 7 has no API for Stryker to read one with; a missing file is not read.
  tsconfigFile: 'none.json',
  ignorePatterns: ['bench', 'docs/gallery', 'stryker'],
};
