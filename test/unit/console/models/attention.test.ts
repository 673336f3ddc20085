import { expect, test } from 'vitest';
import type { AlertStatus } from '../../../../src/alerts/status.js';
import { type AttentionInput, headlineOf, needsOf } from '../../../../src/console/models/attention.js';
import { maskedAddress } from '../../../../src/console/words/readers.js';
import type { Run } from '../../../../src/ledger/model/run.js';
import type { Warning } from '../../../../src/server/warnings.js';
import { AT, lost, story } from '../../notify/notices.js';

const run = (over: Partial<Run> = {}): Run => ({ ...story({}).run, finishedAt: AT + 1, ...over });
const whole = run({ state: 'completed', reason: 'delivered', error: null });
const warning = (about: Warning['about'], digest: string | null = null): Warning => ({
  ...{ about, digest },
  text: (shown) => `It was due at ${shown(AT)}.`,
});

const WELL: AttentionInput = {
  health: { ok: true, problems: [], warnings: [], lastTick: null },
  scheduleProblems: [],
  digests: new Map([
    ['weekly', 'Weekly support'],
    ['daily', 'Yesterday'],
  ]),
  alerts: [],
  found: new Map(),
  lastRuns: new Map([['weekly', [whole]]]),
  inDoubt: [],
  ...{ zone: 'Europe/Warsaw', now: AT + 60_000, shown: maskedAddress },
};

const health = (over: Partial<AttentionInput['health']>) => ({ health: { ...WELL.health, ...over } });
const firing = {
  alert: { id: 'volume', title: 'Volume' },
  state: 'firing',
} as AlertStatus;

test.each<[string, Partial<AttentionInput>, string]>([
  ['nothing', {}, 'All is well'],
  [
    'a run that was left out',
    { lastRuns: new Map([['weekly', [run({ state: 'skipped' })]]]) },
    'All is well',
  ],
  [
    'a run under way after a whole one',
    { lastRuns: new Map([['weekly', [run({ state: 'running', finishedAt: null }), whole]]]) },
    'All is well',
  ],
  [
    'a run that is tried again',
    { lastRuns: new Map([['weekly', [run({ state: 'retrying', finishedAt: null }), whole]]]) },
    '2 digests: a digest is tried again',
  ],
  [
    'a run that is tried again, and late',
    {
      lastRuns: new Map([['weekly', [run({ state: 'retrying', finishedAt: null }), whole]]]),
      ...health({ warnings: [warning('late', 'weekly')] }),
    },
    '2 digests: a digest is late',
  ],
  ['a failed run of a digest that is gone', { lastRuns: new Map([['gone', [run()]]]) }, 'All is well'],
  ['a digest that is late', health({ warnings: [warning('late', 'weekly')] }), '2 digests: a digest is late'],
  [
    'a delivery in doubt',
    { inDoubt: [{ run: run(), delivery: lost({ state: 'held' }) }] },
    '2 digests: one thing needs you',
  ],
  [
    'a failed run',
    {
      lastRuns: new Map([
        ['weekly', [run({ state: 'failed' })]],
        ['daily', [run({ id: 'b', digest: 'daily' })]],
      ]),
    },
    '2 digests: two things need you',
  ],
  [
    'a failed run by hand',
    { lastRuns: new Map([['weekly', [run({ trigger: 'console', state: 'failed' }), whole]]]) },
    '2 digests: one thing needs you',
  ],
  [
    'a run that failed behind one under way',
    {
      lastRuns: new Map([['weekly', [run({ state: 'queued', finishedAt: null }), run({ state: 'failed' })]]]),
    },
    '2 digests: one thing needs you',
  ],
  [
    'missing figures',
    { lastRuns: new Map([['weekly', [run({ reason: 'incomplete' })]]]) },
    '2 digests: a digest lacks figures',
  ],
  [
    'a refused reload',
    health({ warnings: [warning('reload')] }),
    '2 digests: the new configuration is not used',
  ],
  ['an older ledger', health({ warnings: [warning('store')] }), '2 digests: the ledger is an older copy'],
  ['a lost heartbeat', health({ warnings: [warning('heartbeat')] }), '2 digests: the heartbeat fails'],
  ['an API that ends', health({ warnings: [warning('api')] }), '2 digests: the API announces its end'],
  [
    'a store without space',
    health({ ok: false, problems: ['The store is full.'] }),
    '2 digests: the store takes no writes',
  ],
  [
    'schedules nobody looks at',
    { ...health({ ok: false, problems: ['Late.'] }), scheduleProblems: ['Late.'] },
    '2 digests: the schedules are not looked at',
  ],
  ['an alert that fires', { alerts: [firing] }, '2 digests: an alert fires'],
  [
    'two alerts and a late digest',
    { alerts: [firing, firing], ...health({ warnings: [warning('late', 'daily')] }) },
    '2 digests: a digest is late, two alerts fire',
  ],
  [
    'a check that fails',
    { alerts: [{ ...firing, state: 'well' }], ...health({ warnings: [warning('failed', 'alert.volume')] }) },
    '2 digests: one thing needs you',
  ],
])('%s is what the headline says', (_what, over, expected) => {
  expect(headlineOf(needsOf({ ...WELL, ...over }), '2 digests')).toBe(expected);
});

test('a run in doubt is said once, with each delivery that can be decided on and no reader named', () => {
  const deliveries = [
    lost({ state: 'held' }),
    lost({ id: 'x.2', target: 'bob@example.com', state: 'unknown' }),
  ];
  const of = run({ error: 'Not delivered: ada@example.com.' });
  const needs = needsOf({
    ...WELL,
    lastRuns: new Map([['weekly', [of]]]),
    inDoubt: deliveries.map((delivery) => ({ run: of, delivery })),
  });
  expect(needs).toHaveLength(1);
  expect(needs[0]).toMatchObject({
    heading: 'Weekly support, Mon 23 Nov, 08:00: 2 deliveries are in doubt.',
    href: `/runs/${of.id}`,
    does: [
      { kind: 'delivery', delivery: 'b47946a8e70c2317.1', to: 'a…@example.com' },
      { kind: 'delivery', delivery: 'x.2', to: 'b…@example.com' },
    ],
  });
});

test('what failed names no reader either, and leads to its run', () => {
  const [need] = needsOf({ ...WELL, lastRuns: new Map([['weekly', [run()]]]) });
  expect(need).toMatchObject({
    heading: 'Weekly support, Mon 23 Nov, 08:00: partly delivered.',
    detail: 'Not delivered: email a…@example.com (message).',
    does: [{ kind: 'run', run: 'b47946a8e70c2317', urgent: true }],
  });
});
