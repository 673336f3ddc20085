import type { ServerConfig } from '../config/config.js';
import type { HttpClient } from '../http/client.js';
import type { Ledger } from '../ledger/ledger.js';
import { FINAL_STATES } from '../ledger/model/states.js';
import { redact } from '../lib/secret.js';
import { VERSION } from '../lib/system/version.js';
import { createNotifier, type NotifierTools } from '../notify/notifier.js';
import { createServiceNotifier } from '../notify/service-notifier.js';
import { runSubjects } from '../run/alerts/check-digest.js';
import { alertStatuses } from '../run/commands/alerts/statuses.js';
import type { Observe, ServiceEvent } from '../run/events/event.js';
import { pausedDigests } from '../run/schedule/paused.js';
import type { Omission } from '../schedule/pause.js';
import { createDigestHeartbeats } from './digest-heartbeats.js';
import { createHealth, type Health, type HealthReport } from './health.js';
import { createHeartbeat } from './heartbeat.js';
import {
  jsonAnswer,
  type Listening,
  listen,
  type Pages,
  type Routes,
  type ServedAnswer,
  type Serving,
  textAnswer,
} from './http.js';
import { createMetrics, type Metrics } from './metrics.js';
import { initialStatus, partProblems, type ServiceStatus, statusAfter } from './service-status.js';

export interface MonitoringTools extends NotifierTools {
  readonly http: HttpClient;
  readonly ledger: Ledger;
  /** Receives all events of the service and of the monitoring. */
  readonly observe: Observe;
  /** Makes the pages that are served besides health and metrics. */
  pages(service: Monitored): Pages;
}

/** What pages show of the service. */
export interface Monitored {
  health(): Promise<HealthReport>;
  status(): ServiceStatus;
}

/** Monitoring of a service: health and metrics over HTTP, notices of failures, the heartbeat. */
export interface Monitoring {
  /** Receives the events of the service. */
  readonly observe: Observe;
  /** Reports not ready at once, waits for `ended`, then stops. */
  stop(ended: Promise<void>): Promise<void>;
}

/** Starts listening; rejects with a UserError when it cannot listen on the address. */
export async function startMonitoring(tools: MonitoringTools): Promise<Monitoring> {
  const monitoring = new ServiceMonitoring(tools);
  await monitoring.start();
  return monitoring;
}

const USER_AGENT = `botdigest/${VERSION}`;

class ServiceMonitoring implements Monitoring {
  readonly #tools: MonitoringTools;
  readonly #health: Health;
  readonly #metrics: Metrics;
  readonly #pages: Pages;
  readonly #notifier;
  readonly #serviceNotifier;
  readonly #heartbeat;
  readonly #digestHeartbeats;
  #status: ServiceStatus;
  #served: { readonly at: ServerConfig; readonly listening: Listening } | null = null;

  constructor(tools: MonitoringTools) {
    const { clock, ledger, config, http } = tools;
    const observe: Observe = (event) => {
      this.#status = statusAfter(this.#status, event);
      this.#tell(event);
    };
    this.#tools = tools;
    this.#status = initialStatus(clock.now());
    this.#health = createHealth({
      ledger,
      clock,
      subjects: () => runSubjects(config()),
      alerts: () => alertStatuses(config(), ledger, clock.now()),
      status: () => this.#status,
    });
    this.#pages = tools.pages({ health: () => this.#health.healthy(), status: () => this.#status });
    this.#metrics = createMetrics({
      history: ledger.history,
      clock,
      version: VERSION,
      digests: () => config().digests.values(),
      alerts: () => alertStatuses(config(), ledger, clock.now()),
      paused: async () => pausedDigests(config().digests.values(), await ledger.pauses.all(), clock.now()),
      takesWrites: () => this.#health.takesWrites(),
      status: () => this.#status,
    });
    this.#notifier = createNotifier({ ...tools, observe });
    this.#serviceNotifier = createServiceNotifier({
      ...{ ...tools, observe },
      problems: (now) => partProblems(this.#status, now),
    });
    this.#heartbeat = createHeartbeat({
      http,
      userAgent: USER_AGENT,
      observe,
      url: () => config().heartbeat,
    });
    this.#digestHeartbeats = createDigestHeartbeats({
      http,
      userAgent: USER_AGENT,
      observe,
      clock,
      url: (digest) => config().digests.get(digest)?.heartbeat ?? null,
    });
  }

  readonly observe: Observe = (event) => {
    this.#status = statusAfter(this.#status, event);
    this.#tell(event);
    if (this.#status.stopping) return;
    if (event.kind === 'reloaded' && event.problem === null) void this.#reconfigure();
    if (event.kind === 'ticked' || hasEnded(event)) void this.#heartbeat.beat();
    this.#digestHeartbeats.told(event);
    if (MAY_CAUSE_NOTICE.has(event.kind)) void this.#notifier.look();
  };

  #tell(event: ServiceEvent): void {
    this.#metrics.observe(event);
    this.#tools.observe(event);
  }

  /** Serves, then watches over this process: one that cannot listen is left with nothing to wait for. */
  async start(): Promise<void> {
    await this.serve();
    this.#serviceNotifier.start();
  }

  /** Listens on the configured address; when that fails, on the previous one again. */
  async serve(): Promise<void> {
    const { server: at, secrets } = this.#tools.config();
    const before = this.#served;
    if (before?.at.host === at?.host && before?.at.port === at?.port) return;
    const serving: Serving = {
      routes: this.#routes(),
      pages: this.#pages,
      clean: (text) => redact(text, [...secrets, ...this.#tools.config().secrets]),
      hosts: () => this.#tools.config().server?.hosts ?? [],
    };
    const listenAt = async (address: ServerConfig | null) => {
      this.#served = address && { at: address, listening: await listen(address, serving) };
      this.#tell({ kind: 'serving', url: this.#served?.listening.url ?? null });
    };
    // Closed first: the new address may include the old one, as 0.0.0.0 does.
    await before?.listening.close();
    try {
      await listenAt(at);
    } catch (error) {
      if (before) await listenAt(before.at);
      throw error;
    }
  }

  async #reconfigure(): Promise<void> {
    this.#notifier.forget();
    try {
      await this.serve();
    } catch (error) {
      this.#tell({ kind: 'trouble', what: 'the address of health and metrics', error });
    }
  }

  async stop(ended: Promise<void>): Promise<void> {
    this.#status = { ...this.#status, stopping: true };
    await Promise.all([
      ended,
      this.#notifier.stop(),
      this.#serviceNotifier.stop(),
      this.#heartbeat.stop(),
      this.#digestHeartbeats.stop(),
    ]);
    await this.#served?.listening.close();
  }

  #routes(): Routes {
    return {
      '/healthz': async () => this.#asJson(await this.#health.healthy()),
      '/readyz': async () => this.#asJson(await this.#health.ready()),
      '/metrics': () => this.#measured(),
    };
  }

  async #asJson(report: HealthReport): Promise<ServedAnswer> {
    const { ledger, clock, config } = this.#tools;
    // A store with a problem is not asked: it might not answer.
    const stored = report.ok ? await ledger.pauses.all().catch(() => []) : [];
    return asJson(report, pausedDigests(config().digests.values(), stored, clock.now()));
  }

  async #measured(): Promise<ServedAnswer> {
    if (this.#tools.config().server?.metrics === false)
      return textAnswer(404, 'Metrics are switched off: server.metrics in the configuration.');
    return { status: 200, type: this.#metrics.contentType, body: await this.#metrics.text() };
  }
}

const asJson = (
  { ok, problems, warnings, lastTick }: HealthReport,
  paused: ReadonlyMap<string, Omission>,
): ServedAnswer =>
  jsonAnswer(ok ? 200 : 503, {
    status: ok ? 'ok' : 'failing',
    problems,
    warnings: warnings.map(({ text }) => text(iso)),
    paused: [...paused].map(([digest, { until, by }]) => ({ digest, until: until && iso(until), by })),
    lastTick,
  });

const iso = (at: number) => new Date(at).toISOString();

/** Events after which a notice may be due. */
const MAY_CAUSE_NOTICE: ReadonlySet<ServiceEvent['kind']> = new Set([
  'ticked',
  'left',
  'quarantined',
  'reloaded',
  'announced',
]);

const hasEnded = (event: ServiceEvent): boolean =>
  event.kind === 'left' && (FINAL_STATES as readonly string[]).includes(event.outcome.state);
