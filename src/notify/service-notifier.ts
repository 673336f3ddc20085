import type { ServicePart } from './notice.js';
import { Rounds, type RoundsTools } from './rounds.js';
import { type ServiceTroubles, serviceNotices, troublesAfter, troublesTold } from './service-trouble.js';

interface ServiceNotifierTools extends RoundsTools {
  /** Names this process. */
  readonly owner: string;
  /** What fails now, by part; empty when all is well. */
  problems(now: number): ReadonlyMap<ServicePart, string>;
}

/** Tells operators of what the ledger cannot keep: that the store, the schedules or the heartbeat of this process fail. Kept in memory. */
export interface ServiceNotifier {
  /** Looks twice a minute until it is stopped. */
  start(): void;
  stop(): Promise<void>;
}

const INTERVAL = 30_000;

export function createServiceNotifier(tools: ServiceNotifierTools): ServiceNotifier {
  const { clock, owner, config, observe } = tools;
  const stop = new AbortController();
  let troubles: ServiceTroubles = new Map();
  let lookedAt: number | null = null;
  let looking: Promise<void> = Promise.resolve();
  const rounds = new Rounds({
    ...tools,
    stop: stop.signal,
    abort: stop.signal,
    async settle(notice) {
      if (notice.about === 'service') troubles = troublesTold(troubles, notice);
    },
  });
  const look = async () => {
    const now = clock.now();
    const { notify, timezone: zone, server } = config();
    troubles = troublesAfter(troubles, { problems: tools.problems(now), now, before: lookedAt });
    lookedAt = now;
    if (notify.length === 0) return;
    rounds.gather(serviceNotices(troubles, now, { place: owner, zone, page: server?.baseUrl ?? null }));
    while (await rounds.send(async () => true));
  };
  const watch = async () => {
    while (!stop.signal.aborted) {
      await look().catch((error) => observe({ kind: 'trouble', what: 'telling of a failure', error }));
      await clock.sleep(INTERVAL, stop.signal).catch(() => {});
    }
  };
  return {
    start() {
      looking = watch();
    },
    async stop() {
      stop.abort(new Error('The service was stopped.'));
      await looking;
    },
  };
}
