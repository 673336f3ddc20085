import type { ServerConfig } from '../config/config.js';
import type { HttpClient } from '../http/client.js';
import type { Ledger } from '../ledger/ledger.js';
import { FINAL_STATES } from '../ledger/model/states.js';
import { redact } from '../lib/secret.js';
import { VERSION } from '../lib/system/version.js';
import { createNotifier, type NotifierTools } from '../notify/notifier.js';
import type { Observe, ServiceEvent } from '../run/events/event.js';
import { createHealth, type Health, type HealthReport } from './health.js';
import { createHeartbeat } from './heartbeat.js';
import { jsonAnswer, type Listening, listen, type Routes, type ServedAnswer, type Serving } from './http.js';
import { createMetrics, type Metrics } from './metrics.js';
import { digestLines, statusPage } from './page.js';
import { type ServiceStatus, standingAfter, standingAtStart } from './service-status.js';

export interface WatchTools extends NotifierTools {
  readonly http: HttpClient;
  readonly ledger: Ledger;
  /** Told of everything that happens in the service and here. */
  readonly observe: Observe;
}

/** What looks after a service: health and metrics over HTTP, notices of failures, the heartbeat. */
export interface Watch {
  /** For the service to tell what happens. */
  readonly observe: Observe;
  /** Says at once that it is not ready any more, waits for the service to end, and ends too. */
  stop(ended: Promise<void>): Promise<void>;
}

/** Listens before anything is begun; rejects with a UserError when the address is taken. */
export async function startMonitoring(tools: WatchTools): Promise<Watch> {
  const watch = new ServiceWatch(tools);
  await watch.serve();
  return watch;
}

const USER_AGENT = `botdigest/${VERSION}`;

class ServiceWatch implements Watch {
  readonly #tools: WatchTools;
  readonly #health: Health;
  readonly #metrics: Metrics;
  readonly #notifier;
  readonly #heartbeat;
  #standing: ServiceStatus;
  #served: { readonly at: ServerConfig; readonly listening: Listening } | null = null;

  constructor(tools: WatchTools) {
    const { clock, ledger, config, http } = tools;
    const observe: Observe = (happening) => {
      this.#standing = standingAfter(this.#standing, happening);
      this.#tell(happening);
    };
    this.#tools = tools;
    this.#standing = standingAtStart(clock.now());
    this.#health = createHealth({
      ledger,
      clock,
      digests: () => config().digests,
      standing: () => this.#standing,
    });
    this.#metrics = createMetrics({
      history: ledger.history,
      clock,
      version: VERSION,
      digests: () => config().digests.values(),
      standing: () => this.#standing,
    });
    this.#notifier = createNotifier({ ...tools, observe });
    this.#heartbeat = createHeartbeat({
      http,
      userAgent: USER_AGENT,
      observe,
      url: () => config().heartbeat,
    });
  }

  readonly observe: Observe = (happening) => {
    this.#standing = standingAfter(this.#standing, happening);
    this.#tell(happening);
    if (this.#standing.stopping) return;
    if (happening.kind === 'reloaded' && happening.problem === null) void this.#reconfigure();
    if (happening.kind === 'ticked' || hasEnded(happening)) void this.#heartbeat.beat();
    if (MAY_BE_NEWS.has(happening.kind)) void this.#notifier.look();
  };

  #tell(happening: ServiceEvent): void {
    this.#metrics.observe(happening);
    this.#tools.observe(happening);
  }

  /** Listens where the configuration says; where that cannot be, it goes on where it was. */
  async serve(): Promise<void> {
    const { server: at, secrets } = this.#tools.config();
    const before = this.#served;
    if (before?.at.host === at?.host && before?.at.port === at?.port) return;
    const serving: Serving = {
      routes: this.#routes(),
      clean: (text) => redact(text, [...secrets, ...this.#tools.config().secrets]),
      hosts: () => this.#tools.config().server?.hosts ?? [],
    };
    const listenAt = async (address: ServerConfig | null) => {
      this.#served = address && { at: address, listening: await listen(address, serving) };
      this.#tell({ kind: 'serving', url: this.#served?.listening.url ?? null });
    };
    // First, since the new address may be the old one and others.
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
    this.#standing = { ...this.#standing, stopping: true };
    await Promise.all([ended, this.#notifier.stop(), this.#heartbeat.stop()]);
    await this.#served?.listening.close();
  }

  #routes(): Routes {
    return {
      '/': () => this.#page(),
      '/healthz': async () => asJson(await this.#health.healthy()),
      '/readyz': async () => asJson(await this.#health.ready()),
      '/metrics': async () => ({
        status: 200,
        type: this.#metrics.contentType,
        body: await this.#metrics.text(),
      }),
    };
  }

  async #page(): Promise<ServedAnswer> {
    const { ledger, clock, config } = this.#tools;
    const verdict = await this.#health.healthy();
    const now = clock.now();
    // A store that cannot be read is what the page is opened for.
    const last = await ledger.history.lastCompleted().catch(() => new Map());
    const runs = await ledger.history.runs({ limit: 20 }).catch(() => []);
    const digests = digestLines(config(), last, now);
    const body = statusPage({ verdict, version: VERSION, zone: config().timezone, digests, runs, now });
    return { status: 200, type: 'text/html; charset=utf-8', body };
  }
}

const asJson = ({ ok, problems, warnings, lastTick }: HealthReport): ServedAnswer =>
  jsonAnswer(ok ? 200 : 503, {
    status: ok ? 'ok' : 'failing',
    problems,
    warnings: warnings.map(({ text }) => text((at) => new Date(at).toISOString())),
    lastTick,
  });

/** A minute passes, a run is left, the configuration was read again: something may have failed, or may be due to be told again. */
const MAY_BE_NEWS: ReadonlySet<ServiceEvent['kind']> = new Set(['ticked', 'left', 'quarantined', 'reloaded']);

const hasEnded = (happening: ServiceEvent): boolean =>
  happening.kind === 'left' && (FINAL_STATES as readonly string[]).includes(happening.outcome.state);
