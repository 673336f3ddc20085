import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { alertOf } from '../alerts/check-name.js';
import { episodeChanges } from '../alerts/episodes/changes.js';
import { SERIES_STATES } from '../alerts/episodes/state.js';
import type { AlertStatus } from '../alerts/status.js';
import type { DigestConfig } from '../config/config.js';
import type { History } from '../ledger/ledger.js';
import { DELIVERY_TRANSITIONS, FINAL_STATES, RUN_TRANSITIONS } from '../ledger/model/states.js';
import type { Clock } from '../lib/time/clock.js';
import type { ServiceEvent } from '../run/events/event.js';
import { testOf } from '../schedule/test-name.js';
import type { ServiceStatus } from './service-status.js';

export interface MetricsTools {
  readonly history: Pick<History, 'counts' | 'oldestDue' | 'unfinished' | 'lastCompleted'>;
  /** How alerts stand, from the store. */
  alerts(): Promise<readonly Pick<AlertStatus, 'alert' | 'state'>[]>;
  /** The digests that are paused now. */
  paused(): Promise<{ has(digest: string): boolean }>;
  readonly clock: Clock;
  readonly version: string;
  /** Whether the store accepts writes. */
  takesWrites(): Promise<boolean>;
  status(): ServiceStatus;
  /** The digests of the configuration in use. */
  digests(): Iterable<Pick<DigestConfig, 'id' | 'schedule'>>;
}

/** Prometheus metrics. */
export interface Metrics {
  observe(event: ServiceEvent): void;
  /** The Prometheus text format; metrics read from the store are absent while it cannot be read. */
  text(): Promise<string>;
  readonly contentType: string;
}

const LATENESS = [1, 5, 15, 60, 300, 900, 3_600, 6 * 3_600, 86_400];
const DURATIONS = [0.5, 1, 2, 5, 10, 30, 60, 300, 900, 1_800, 3_600];

export function createMetrics(tools: MetricsTools): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const info = gauge(register, 'build_info', 'Always 1; labelled by version of botdigest and of Node.', [
    'version',
    'node',
  ]);
  info.set({ version: tools.version, node: process.version }, 1);
  const observe = observer(register, tools.clock);
  const refresh = storeGauges(register, tools);
  return {
    observe,
    contentType: register.contentType,
    async text() {
      await refresh();
      return register.metrics();
    },
  };
}

/** Metrics from the events of this process. */
function observer(register: Registry, clock: Clock): Metrics['observe'] {
  const ended = counter(register, 'runs_ended_total', 'Runs ended by this process, by state.', [
    'digest',
    'state',
  ]);
  const incomplete = counter(
    register,
    'runs_incomplete_total',
    'Runs ended by this process that delivered a digest with figures missing.',
    ['digest'],
  );
  const lateness = histogram(
    register,
    'run_lateness_seconds',
    'Time from the slot to the start of its run, first attempts only.',
    LATENESS,
    ['digest'],
  );
  const duration = histogram(
    register,
    'run_duration_seconds',
    'Duration of one attempt at a run.',
    DURATIONS,
    ['digest', 'state'],
  );
  const retries = counter(register, 'delivery_retries_total', 'Attempts at a delivery after the first.', [
    'kind',
  ]);
  const unknowns = counter(register, 'delivery_unknowns_total', 'Sends with an unknown outcome.', ['kind']);
  const notices = counter(
    register,
    'notices_total',
    'Notices of failures and recoveries sent to notify targets, by outcome.',
    ['kind', 'state'],
  );
  const checks = counter(
    register,
    'alert_checks_total',
    'Checks of alerts ended by this process, by state.',
    ['alert', 'state'],
  );
  const episodes = counter(register, 'alert_episodes_total', 'Episodes that checks of this process opened.', [
    'alert',
    'kind',
  ]);
  const heartbeat = gauge(register, 'heartbeat_up', '0 while heartbeat calls fail.', []);
  const begun = new Map<string, number>();
  heartbeat.set(1);
  return (event) => {
    if ('run' in event && testOf(event.run.digest) !== null) return;
    switch (event.kind) {
      case 'begun': {
        const { id, digest, attempt, trigger, scheduledFor } = event.run;
        begun.set(id, clock.now());
        if (attempt === 1 && (trigger === 'cron' || trigger === 'catch-up'))
          lateness.observe({ digest }, Math.max(0, clock.now() - scheduledFor) / 1000);
        return;
      }
      case 'left': {
        const { id, digest } = event.run;
        const { state } = event.outcome;
        duration.observe({ digest, state }, (clock.now() - (begun.get(id) ?? clock.now())) / 1000);
        begun.delete(id);
        if (!(FINAL_STATES as readonly string[]).includes(state)) return;
        const alert = alertOf(digest);
        if (alert !== null) return checks.inc({ alert, state });
        ended.inc({ digest, state });
        if (event.incomplete) incomplete.inc({ digest });
        return;
      }
      case 'checked':
        for (const { alert, kind } of episodeChanges(event.before, event.after).opened)
          episodes.inc({ alert, kind });
        return;
      case 'lost':
        return void begun.delete(event.run.id);
      case 'quarantined':
        return ended.inc({ digest: event.run.digest, state: event.run.state });
      case 'delivery': {
        const { kind, state, attempt } = event.delivery;
        if (state === 'sending' && attempt > 1) retries.inc({ kind });
        if (state === 'unknown') unknowns.inc({ kind });
        return;
      }
      case 'notice':
        return notices.inc({ kind: event.to.kind, state: event.receipt.state });
      case 'heartbeat':
        return heartbeat.set(event.problem === null ? 1 : 0);
    }
  };
}

/** Metrics from the store, read at each scrape. */
function storeGauges(
  register: Registry,
  { history, clock, status, digests, alerts, paused, takesWrites }: MetricsTools,
): () => Promise<void> {
  const up = gauge(register, 'store_up', '0 while the store cannot be read or takes no writes.', []);
  const older = gauge(
    register,
    'store_older_copy',
    '1 from when the store is found to be an older copy until the service is restarted.',
    [],
  );
  const runs = gauge(register, 'runs', 'Runs in the store by state.', ['state']);
  const deliveries = gauge(register, 'deliveries', 'Deliveries in the store by kind and state.', [
    'kind',
    'state',
  ]);
  const waiting = gauge(
    register,
    'oldest_due_seconds',
    'How long the oldest waiting run has been due; 0 when none waits.',
    [],
  );
  const overdue = gauge(
    register,
    'overdue_seconds',
    'Time since the oldest slot of the digest that is not completely delivered; 0 when all are, and while it is paused.',
    ['digest'],
  );
  const pauses = gauge(register, 'paused', '1 while the digest is paused, else 0.', ['digest']);
  const taken = gauge(
    register,
    'config_last_reload_success',
    '0 while the last configuration read was refused.',
    [],
  );
  const takenAt = gauge(
    register,
    'config_last_reload_success_timestamp_seconds',
    'When the configuration in use was loaded.',
    [],
  );
  const completed = gauge(
    register,
    'last_completed_timestamp_seconds',
    'When a run of the digest was last completed.',
    ['digest'],
  );
  const alertStates = gauge(register, 'alerts', '1 for the state that the alert is in, 0 for the others.', [
    'alert',
    'state',
  ]);
  const tick = gauge(
    register,
    'last_tick_timestamp_seconds',
    'When the schedules were last evaluated; 0 before the first time.',
    [],
  );
  return async () => {
    for (const one of [runs, deliveries, waiting, overdue, pauses, completed, alertStates]) one.reset();
    const { tickedAt, reload, rewound } = status();
    older.set(rewound === null ? 0 : 1);
    tick.set((tickedAt ?? 0) / 1000);
    taken.set(reload.problem === null ? 1 : 0);
    takenAt.set(reload.takenAt / 1000);
    try {
      const now = clock.now();
      const [counts, oldest, unfinished, last, statuses, resting] = await Promise.all([
        history.counts(),
        history.oldestDue(now),
        history.unfinished(now),
        history.lastCompleted(),
        alerts(),
        paused(),
      ]);
      for (const state of Object.keys(RUN_TRANSITIONS))
        runs.set({ state }, counts.runs[state as keyof typeof RUN_TRANSITIONS] ?? 0);
      for (const kind of new Set(counts.deliveries.map((row) => row.kind)))
        for (const state of Object.keys(DELIVERY_TRANSITIONS)) deliveries.set({ kind, state }, 0);
      for (const { kind, state, count } of counts.deliveries) deliveries.set({ kind, state }, Number(count));
      waiting.set(oldest === null ? 0 : Math.max(0, now - oldest) / 1000);
      for (const { id, schedule } of digests()) {
        const rests = resting.has(id);
        const since = rests ? undefined : unfinished.find((run) => run.digest === id)?.scheduledFor;
        if (schedule !== null) pauses.set({ digest: id }, rests ? 1 : 0);
        if (since !== undefined || schedule !== null)
          overdue.set({ digest: id }, since === undefined ? 0 : (now - since) / 1000);
      }
      for (const [digest, { finishedAt }] of last) completed.set({ digest }, finishedAt / 1000);
      for (const { alert, state } of statuses)
        for (const one of ALERT_STATES)
          alertStates.set({ alert: alert.id, state: one }, one === state ? 1 : 0);
      up.set((await takesWrites()) ? 1 : 0);
    } catch {
      up.set(0);
    }
  };
}

const ALERT_STATES = [...SERIES_STATES, 'snoozed'] as const;

const name = (rest: string) => `botdigest_${rest}`;

function counter<L extends string>(register: Registry, rest: string, help: string, labelNames: L[]) {
  return new Counter({ name: name(rest), help, labelNames, registers: [register] });
}
function gauge<L extends string>(register: Registry, rest: string, help: string, labelNames: L[]) {
  return new Gauge({ name: name(rest), help, labelNames, registers: [register] });
}
function histogram<L extends string>(
  register: Registry,
  rest: string,
  help: string,
  buckets: number[],
  labelNames: L[],
) {
  return new Histogram({ name: name(rest), help, buckets, labelNames, registers: [register] });
}
