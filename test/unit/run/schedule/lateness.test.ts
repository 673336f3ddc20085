import { expect, test } from 'vitest';
import { composeDigest } from '../../../../src/digest/compose.js';
import type { Run } from '../../../../src/ledger/model/run.js';
import { slotOf } from '../../../../src/run/schedule/lateness.js';
import { WEEKLY } from '../../../support/digests.js';
import { digestConfig, snapshot } from '../../../support/snapshot.js';

const MINUTE = 60_000;
const DUE = Date.parse('2026-11-23T07:00:00Z');

const run = (over: Partial<Run>): Run =>
  ({
    id: 'a',
    digest: 'weekly',
    scheduledFor: DUE,
    trigger: 'cron',
    reason: 'first',
    attempt: 1,
    ...over,
  }) as Run;

test.each<[string, Partial<Run>, number, string | undefined]>([
  ['at its time', {}, 1, undefined],
  ['a few minutes later', {}, 5, undefined],
  ['after others', {}, 6, 'queue'],
  ['after a pause', { trigger: 'catch-up' }, 60, 'paused'],
  ['after its figures were missing', { reason: 'retry', attempt: 3 }, 60, 'figures'],
  ['after a crash', { reason: 'taken-over', attempt: 2 }, 60, 'interrupted'],
  ['on request', { trigger: 'resend' }, 60, 'asked'],
  ['by hand for an earlier instant', { trigger: 'manual' }, 9_999, undefined],
])('a digest made %s is late: %o after %i minutes', (_when, over, minutes, late) => {
  expect(slotOf(run(over), DUE + minutes * MINUTE).late).toBe(late);
});

test('a late digest says why, once, among its notices', () => {
  const whole = snapshot(WEEKLY);
  const late = { ...whole, slot: { ...whole.slot, late: 'paused' } } as const;
  const { about, incomplete } = composeDigest(late, digestConfig(WEEKLY));
  expect(about.notices.map(({ text }) => text)).toEqual([
    'Sent late, because the service was not running when it was due.',
  ]);
  expect(incomplete).toBe(false);
  expect(composeDigest(whole, digestConfig(WEEKLY)).about.notices).toEqual([]);
});
