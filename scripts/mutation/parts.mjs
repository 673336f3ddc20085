/**
 * What is mutated, and the tests that are to notice, by name. `last` are files of tests that are tried when no other failed, as they take
 * longest; `slow` are tests that are left out: what they look at, others do in less time.
 */
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
    last: ['schedule/schedule.test.ts', 'schedule/reasons.property.test.ts'],
    slow: [
      'what is coming has the holiday and the clock change that somebody who looks at calendar and clock finds',
      '500 schedules in 18 zones are due when somebody who looks at the clock each minute says so',
    ],
  },
  'ledger steps': {
    files: ['src/ledger/steps/**/*.ts'],
    tests: ['test/conformance/ledger-sqlite.test.ts', 'test/unit/ledger/**'],
    slow: [
      'hands out 200 runs to two processes, each once',
      'queues a thousand slots in one step',
      'takes hundreds of such checks, each once',
      'are many',
      'are found, whatever single value it is, and the event where they break is named',
      'are found where a row is taken away, and what follows it is named',
    ],
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
