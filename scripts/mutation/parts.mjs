/** What is mutated, and the tests that are to notice, by name. */
export const PARTS = {
  schedule: {
    files: ['src/schedule/**/*.ts'],
    tests: [
      'test/unit/schedule/**',
      'test/unit/run/schedule/**',
      'test/unit/lib/cron/**',
      'test/unit/cli/instant.test.ts',
    ],
    // A thread cannot have a time zone of its own, as these tests want.
    without: ['test/unit/schedule/machine-zone.test.ts'],
  },
  'ledger steps': {
    files: ['src/ledger/steps/**/*.ts'],
    tests: ['test/conformance/ledger-sqlite.test.ts', 'test/unit/ledger/**'],
  },
  'answers of channels': {
    files: [
      'src/channels/**/answers.ts',
      'src/channels/transport-answers.ts',
      '!src/channels/oauth2/answers.ts',
    ],
    tests: ['test/unit/channels/answers/**'],
    static: true,
  },
};
