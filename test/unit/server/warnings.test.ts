import { expect, test } from 'vitest';
import { channelReason } from '../../../src/ledger/model/reasons.js';
import type { Run } from '../../../src/ledger/model/run.js';
import { initialStatus } from '../../../src/server/service-status.js';
import { headline, runWarnings, statusWarnings } from '../../../src/server/warnings.js';
import { WEEKLY } from '../../support/digests.js';
import { digestConfig } from '../../support/snapshot.js';
import { AT, story } from '../notify/notices.js';

const MINUTE = 60_000;
const digests = new Map(
  ['weekly', 'daily'].map((id) => [id, digestConfig(WEEKLY, { id, grace: 15 * MINUTE })]),
);
const run = (over: Partial<Run>): Run => ({ ...story({}).run, ...over });
const iso = (at: number) => new Date(at).toISOString();
const told = (runs: readonly Run[], later = 20 * MINUTE) => {
  const warnings = runWarnings(runs, digests, AT + later);
  return [headline([], warnings), ...warnings.map(({ text }) => text(iso))];
};

const retrying = {
  state: 'retrying',
  reason: channelReason('unreachable'),
  notBefore: AT + 30 * MINUTE,
} as const;

test.each<[string, Partial<Run>, number, string]>([
  ['waits for its next try', retrying, 15, 'weekly is late'],
  ['waits, and grace is not over', retrying, 14.9, 'All is well'],
  ['was never claimed', { state: 'queued', reason: 'on-time' }, 15, 'weekly is late'],
  ['is worked on without end', { state: 'running', reason: 'first' }, 15, 'weekly is late'],
  ['was made up for a minute ago', { state: 'queued', queuedAt: AT + 99 * MINUTE }, 100, 'All is well'],
  [
    'was made up for two minutes ago',
    { state: 'running', queuedAt: AT + 98 * MINUTE },
    100,
    'weekly is late',
  ],
  ['was made up for, and failed once', { ...retrying, queuedAt: AT + 99 * MINUTE }, 100, 'weekly is late'],
  ['has failed', { state: 'failed', reason: 'gave-up' }, 1, 'weekly needs attention'],
  ['is held', { state: 'partial', reason: 'held' }, 1, 'weekly needs attention'],
])('a run that %s', (_what, over, minutes, expected) => {
  expect(told([run(over)], minutes * MINUTE)[0]).toBe(expected);
});

test('says since when, why, when it is tried next and what to do, and names no reader', () => {
  expect(told([run(retrying)])[1]).toBe(
    'weekly is late: it was due at 2026-11-23T07:00:00.000Z and is retrying, unreachable. The next try is at 2026-11-23T07:30:00.000Z. botdigest explain b47946a8e70c2317 says why.',
  );
  expect(told([run({})]).join()).not.toContain('@');
});

test('of a digest that fails for days the last run is named, and one that is gone is not', () => {
  const failed = (digest: string, hour: number) =>
    run({ digest, state: 'failed', reason: 'undelivered', scheduledFor: AT - hour * 60 * MINUTE });
  expect(told([failed('weekly', 3), failed('weekly', 2), failed('gone', 1), failed('daily', 1)])).toEqual([
    '2 digests need attention',
    expect.stringContaining('weekly was not completely delivered: its run for 2026-11-23T05:00:00.000Z'),
    expect.stringContaining('daily was not completely delivered'),
  ]);
});

test('a refused reload and a lost heartbeat are said too, without mail addresses', () => {
  const status = {
    ...initialStatus(AT),
    heartbeat: 'ping.example.com does not answer',
    reload: {
      at: AT,
      takenAt: AT,
      problem: 'config.yaml:8:15: email.to[0]: “ada.lovelace@exmaple” is not known\n\u001b[31mforged\u202e',
    },
  };
  const warnings = statusWarnings(status);
  expect(headline([], warnings)).toBe('The new configuration is not used, the heartbeat fails');
  expect(warnings.map(({ text }) => text(iso))).toEqual([
    'The new configuration is not used, the one before it stays. config.yaml:8:15: email.to[0]: “a…@exmaple” is not known forged',
    'The heartbeat fails: ping.example.com does not answer',
  ]);
  expect(statusWarnings(initialStatus(AT))).toEqual([]);
  expect(headline(['The store is full.'], warnings)).toBe('The service has a problem');
});
