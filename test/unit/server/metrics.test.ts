import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Episode } from '../../../src/alerts/episodes/state.js';
import { delivered } from '../../../src/channels/receipt.js';
import type { AlertConfig } from '../../../src/config/config.js';
import type { Counts } from '../../../src/ledger/ledger.js';
import type { ServiceEvent } from '../../../src/run/events/event.js';
import { createMetrics } from '../../../src/server/metrics.js';
import { initialStatus } from '../../../src/server/service-status.js';
import { quickClock } from '../../support/quick-clock.js';
import { AT, lost, story } from '../notify/notices.js';

const counts: Counts = {
  runs: { completed: 7, failed: 2 },
  deliveries: [{ kind: 'email', state: 'delivered', count: 12 }],
};

const { run } = story({ trigger: 'cron', attempt: 1 });

function metrics({
  broken = false,
  full = false,
  rewound = null as string | null,
  problem = null as string | null,
  paused = ['daily'],
} = {}) {
  const clock = quickClock(AT + 5_000);
  const answer = async <T>(value: T): Promise<T> => {
    if (broken) throw new Error('The store is gone.');
    return value;
  };
  const made = createMetrics({
    history: {
      counts: () => answer(counts),
      oldestDue: () => answer(AT - 55_000),
      unfinished: () =>
        answer([
          { ...run, scheduledFor: AT - 3_595_000 },
          { ...run, scheduledFor: AT },
          { ...run, digest: 'gone' },
        ]),
      lastCompleted: () => answer(new Map([['we"ekly', { scheduledFor: AT, finishedAt: AT + 1_000 }]])),
    },
    paused: async () => new Set(paused),
    alerts: async () => [{ alert: { id: 'outage' } as AlertConfig, state: 'firing' }],
    clock,
    takesWrites: () => answer(!full),
    version: '1.2.3',
    status: () => ({
      ...initialStatus(AT),
      ...{ tickedAt: AT, rewound },
      reload: { at: AT + 5_000, takenAt: AT, changes: [], problem },
    }),
    digests: () => [
      { id: 'weekly', schedule: '0 8 * * MON' },
      { id: 'daily', schedule: '0 8 * * *' },
      { id: 'on-demand', schedule: null },
    ],
  });
  return { clock, ...made };
}

/** Every sample by its name with labels, as Prometheus reads the text. */
function samples(text: string): ReadonlyMap<string, number> {
  const read = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(
      (line) =>
        /^([a-z_][a-z0-9_]*(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)+\})?) (-?[0-9.e+-]+|Na[Nn]|\+Inf)$/.exec(
          line,
        ) ?? expect.fail(line),
    );
  return new Map(read.map(([, name = '', value]) => [name, Number(value)]));
}

const left = (state: 'completed' | 'partial' | 'retrying', incomplete = false): ServiceEvent => ({
  kind: 'left',
  run,
  outcome: { state, reason: 'undelivered', error: null, notBefore: null },
  incomplete,
});

test('a digest that is paused is not overdue, and one on demand is never paused', async () => {
  const of = async (paused: string[]) =>
    Object.fromEntries(
      [...samples(await metrics({ paused }).text())].filter(([name]) =>
        /_(paused|overdue_seconds)\{/.test(name),
      ),
    );
  expect(await of(['on-demand'])).toEqual({
    'botdigest_overdue_seconds{digest="weekly"}': 3_600,
    'botdigest_overdue_seconds{digest="daily"}': 0,
    'botdigest_paused{digest="weekly"}': 0,
    'botdigest_paused{digest="daily"}': 0,
  });
  expect(await of(['weekly'])).toEqual({
    'botdigest_overdue_seconds{digest="weekly"}': 0,
    'botdigest_overdue_seconds{digest="daily"}': 0,
    'botdigest_paused{digest="weekly"}': 1,
    'botdigest_paused{digest="daily"}': 0,
  });
});

test('counts what happens: lateness, durations, endings, retries, unknowns and notices', async () => {
  const { observe, text, clock } = metrics();
  observe({ kind: 'begun', run, takenOver: false });
  observe({ kind: 'delivery', run, delivery: lost({ state: 'sending', attempt: 1 }) });
  observe({ kind: 'delivery', run, delivery: lost({ state: 'unknown', attempt: 1 }) });
  await clock.sleep(3_000);
  observe(left('retrying'));
  observe({ kind: 'begun', run: { ...run, attempt: 2 }, takenOver: false });
  observe({ kind: 'delivery', run, delivery: lost({ state: 'sending', attempt: 2 }) });
  observe(left('completed'));
  observe({
    kind: 'notice',
    subject: 'weekly',
    digest: 'weekly',
    health: 'failing',
    to: { kind: 'slack', address: 'C1' },
    receipt: delivered('x'),
  });
  observe({ kind: 'heartbeat', problem: 'gone' });
  const seen = samples(await text());
  expect(Object.fromEntries(seen)).toMatchObject({
    'botdigest_run_lateness_seconds_count{digest="weekly"}': 1,
    'botdigest_run_lateness_seconds_sum{digest="weekly"}': 5,
    'botdigest_run_duration_seconds_sum{digest="weekly",state="retrying"}': 3,
    'botdigest_run_duration_seconds_count{digest="weekly",state="completed"}': 1,
    'botdigest_runs_ended_total{digest="weekly",state="completed"}': 1,
    'botdigest_delivery_retries_total{kind="email"}': 1,
    'botdigest_delivery_unknowns_total{kind="email"}': 1,
    'botdigest_notices_total{kind="slack",state="delivered"}': 1,
    botdigest_heartbeat_up: 0,
  });
  expect([...seen.keys()].filter((name) => name.startsWith('botdigest_runs_ended_total'))).toHaveLength(1);
});

test('counts a run that brought readers a hole once, when it ends', async () => {
  const { observe, text } = metrics();
  for (const step of [left('retrying', true), left('partial', true), left('partial'), left('completed')])
    observe(step);
  expect(samples(await text()).get('botdigest_runs_incomplete_total{digest="weekly"}')).toBe(1);
});

test('counts the checks of alerts by how they ended, and the episodes that they opened', async () => {
  const { observe, text } = metrics();
  const check = { ...run, digest: 'alert.outage' };
  const episode = { id: 'a', alert: 'outage', kind: 'silence', closedAt: null } as Episode;
  const other = { ...episode, id: 'b' };
  observe({ kind: 'checked', alert: 'outage', before: [], after: [episode] });
  observe({
    kind: 'checked',
    alert: 'outage',
    before: [episode],
    after: [{ ...episode, closedAt: 1 }, other],
  });
  const outcome = { state: 'completed', reason: 'all-quiet', error: null, notBefore: null } as const;
  observe({ kind: 'left', run: check, incomplete: false, outcome });
  const seen = samples(await text());
  expect(seen.get('botdigest_alert_checks_total{alert="outage",state="completed"}')).toBe(1);
  expect(seen.get('botdigest_alert_episodes_total{alert="outage",kind="silence"}')).toBe(2);
  expect([...seen.keys()].filter((name) => name.startsWith('botdigest_runs_ended_total'))).toEqual([]);
});

test('shows each state of an alert, and 1 for the one that it is in', async () => {
  const seen = [...samples(await metrics().text())].filter(([name]) => name.startsWith('botdigest_alerts{'));
  expect(seen.filter(([, value]) => value === 1)).toEqual([
    ['botdigest_alerts{alert="outage",state="firing"}', 1],
  ]);
  expect(seen).toHaveLength(6);
});

test('a run by hand is not late, nor is one that another process left behind', async () => {
  const { observe, text } = metrics();
  observe({ kind: 'begun', run: { ...run, trigger: 'manual' }, takenOver: false });
  observe({ kind: 'begun', run: { ...run, attempt: 2 }, takenOver: true });
  expect(await text()).not.toContain('botdigest_run_lateness_seconds_count');
});

test('shows what stands in the store, every state of it, and leaves it out while it cannot be read', async () => {
  const seen = samples(await metrics().text());
  expect(Object.fromEntries(seen)).toMatchObject({
    'botdigest_runs{state="completed"}': 7,
    'botdigest_runs{state="partial"}': 0,
    'botdigest_deliveries{kind="email",state="delivered"}': 12,
    'botdigest_deliveries{kind="email",state="unknown"}': 0,
    botdigest_oldest_due_seconds: 60,
    'botdigest_last_completed_timestamp_seconds{digest="we\\"ekly"}': AT / 1000 + 1,
    botdigest_last_tick_timestamp_seconds: AT / 1000,
    botdigest_store_up: 1,
    'botdigest_overdue_seconds{digest="weekly"}': 3_600,
    'botdigest_overdue_seconds{digest="daily"}': 0,
    botdigest_config_last_reload_success: 1,
    botdigest_config_last_reload_success_timestamp_seconds: AT / 1000,
    [`botdigest_build_info{version="1.2.3",node="${process.version}"}`]: 1,
  });
  expect([...seen.keys()].filter((name) => name.startsWith('botdigest_overdue'))).toHaveLength(2);
  const full = samples(await metrics({ full: true, rewound: 'It is older.' }).text());
  expect([seen.get('botdigest_store_older_copy'), full.get('botdigest_store_older_copy')]).toEqual([0, 1]);
  expect(full.get('botdigest_store_up')).toBe(0);
  expect(full.get('botdigest_oldest_due_seconds')).toBe(60);
  const refused = samples(await metrics({ problem: 'bad key' }).text());
  expect(refused.get('botdigest_config_last_reload_success')).toBe(0);
  expect(refused.get('botdigest_config_last_reload_success_timestamp_seconds')).toBe(AT / 1000);
  const without = samples(await metrics({ broken: true }).text());
  expect(without.get('botdigest_store_up')).toBe(0);
  expect([...without.keys()].filter((name) => name.startsWith('botdigest_runs{'))).toEqual([]);
});

test('docs/operations.md names every metric of ours', async () => {
  const [, section = ''] = readFileSync('docs/operations.md', 'utf8').split(
    '| metric (`botdigest_…`) | is |',
  );
  const [table = ''] = section.split('\n\n');
  const named = [...table.matchAll(/`([a-z_]+)(?:\{([a-z,]+)\})?`/g)].map(([, name]) => `botdigest_${name}`);
  const made = [...(await metrics().text()).matchAll(/^# TYPE (botdigest_[a-z_]+)/gm)].map(
    ([, name]) => name,
  );
  expect(named.toSorted()).toEqual(made.toSorted());
});
