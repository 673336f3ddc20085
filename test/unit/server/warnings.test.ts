import { expect, test } from 'vitest';
import type { AlertStatus } from '../../../src/alerts/status.js';
import { channelReason } from '../../../src/ledger/model/reasons.js';
import type { Run } from '../../../src/ledger/model/run.js';
import { initialStatus } from '../../../src/server/service-status.js';
import {
  askedWarnings,
  doubtWarnings,
  firingWarnings,
  runWarnings,
  statusWarnings,
  type Warning,
} from '../../../src/server/warnings.js';
import { WEEKLY } from '../../support/digests.js';
import { digestConfig } from '../../support/snapshot.js';
import { AT, story } from '../notify/notices.js';

const MINUTE = 60_000;
const digests = new Map(
  ['weekly', 'daily'].map((id) => [id, digestConfig(WEEKLY, { id, grace: 15 * MINUTE })]),
);
const run = (over: Partial<Run>): Run => ({ ...story({}).run, ...over });
const iso = (at: number) => new Date(at).toISOString();
const inShort = (warnings: readonly Warning[]) =>
  warnings.map(({ digest, about }) => `${digest ?? 'the service'}: ${about}`).join(', ') || 'All is well';
const told = (runs: readonly Run[], later = 20 * MINUTE) => {
  const warnings = runWarnings(runs, digests, AT + later);
  return [inShort(warnings), ...warnings.map(({ text }) => text(iso))];
};

const retrying = {
  state: 'retrying',
  reason: channelReason('unreachable'),
  notBefore: AT + 30 * MINUTE,
} as const;

test.each<[string, Partial<Run>, number, string]>([
  ['waits for its next try', retrying, 15, 'weekly: late'],
  ['waits, and grace is not over', retrying, 14.9, 'All is well'],
  ['was never claimed', { state: 'queued', reason: 'on-time' }, 15, 'weekly: late'],
  ['is worked on without end', { state: 'running', reason: 'first' }, 15, 'weekly: late'],
  ['was made up for a minute ago', { state: 'queued', queuedAt: AT + 99 * MINUTE }, 100, 'All is well'],
  ['was made up for two minutes ago', { state: 'running', queuedAt: AT + 98 * MINUTE }, 100, 'weekly: late'],
  ['was made up for, and failed once', { ...retrying, queuedAt: AT + 99 * MINUTE }, 100, 'weekly: late'],
  ['has failed', { state: 'failed', reason: 'gave-up' }, 1, 'weekly: failed'],
  ['is held', { state: 'partial', reason: 'held' }, 1, 'weekly: failed'],
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
    'weekly: failed, daily: failed',
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
      changes: [],
      problem: 'config.yaml:8:15: email.to[0]: “ada.lovelace@exmaple” is not known\n\u001b[31mforged\u202e',
    },
  };
  const warnings = statusWarnings(status);
  expect(inShort(warnings)).toBe('the service: reload, the service: heartbeat');
  expect(warnings.map(({ text }) => text(iso))).toEqual([
    'The new configuration is not used, the one before it stays. config.yaml:8:15: email.to[0]: “a…@exmaple” is not known forged',
    'The heartbeat fails: ping.example.com does not answer',
  ]);
  expect(statusWarnings(initialStatus(AT))).toEqual([]);
});

test('an alert that fires is warned of, one that is snoozed or well is not', () => {
  const alert = (id: string, state: AlertStatus['state']): AlertStatus => ({
    alert: { id } as AlertStatus['alert'],
    ...{ state, since: '2026-11-20', checkedAt: AT, snoozedUntil: null, series: [] },
  });
  const warnings = firingWarnings([
    alert('volume', 'firing'),
    alert('outage', 'snoozed'),
    alert('plan', 'well'),
  ]);
  expect(inShort(warnings)).toBe('alert.volume: alert');
  expect(warnings[0]?.text(iso)).toBe(
    'The alert volume fires since 2026-11-20. botdigest alerts says what it found.',
  );
});

test('a run that a person asked for is told of by its last end, unless a schedule is told of already', () => {
  const ended = (state: Run['state']) => run({ state, finishedAt: AT });
  const under = run({ state: 'running', finishedAt: null });
  const of = (...runs: Run[]) => inShort(askedWarnings(new Map([['weekly', runs]]), []));
  expect(of(under, ended('partial'), ended('completed'))).toBe('weekly: failed');
  expect(of(ended('completed'), ended('failed'))).toBe('All is well');
  expect(of(ended('skipped'))).toBe('All is well');
  expect(askedWarnings(new Map([['weekly', [ended('failed')]]]), [ended('failed')])).toEqual([]);
});

test('deliveries in doubt are told of once a run, and how many', () => {
  const doubts = doubtWarnings([
    { run: run({}) },
    { run: run({ id: 'b', digest: 'daily' }) },
    { run: run({}) },
  ]);
  expect(doubts.map(({ digest, text }) => [digest, text(iso).split(',')[0]])).toEqual([
    ['weekly', 'weekly has 2 deliveries in doubt'],
    ['daily', 'daily has one delivery in doubt'],
  ]);
});
