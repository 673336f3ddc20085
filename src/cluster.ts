import type { ClientsContext } from './chatbot/client/clients.js';
import type { Ledger } from './ledger/ledger.js';
import type { StoreAddress } from './ledger/open.js';
import { lazy } from './lib/async/lazy.js';
import type { Clock } from './lib/time/clock.js';
import type { StartQueue } from './queue/queue.js';

/** What the processes on one store share besides the ledger. */
export interface Shared {
  /** The pace of requests that all processes keep together; null when each keeps its own. */
  readonly rateLimiter: ClientsContext['rateLimiter'];
  /** What brings runs to this process. */
  queue(): Promise<StartQueue>;
  /** By how many ms a clock is ahead of the store's; 0 where there is no other. */
  ahead(clock: Clock): Promise<number>;
  close(): Promise<void>;
}

/** Connections of a process for its queue and its pace, beside the ledger's. */
const SHARED_CONNECTIONS = 3;

/** Opens each part when it is first asked for, after the ledger, whose opening makes the tables for it. */
export function clusterOf(store: StoreAddress, ledger: () => Promise<Ledger>): Shared {
  if (store.kind === 'sqlite')
    return {
      rateLimiter: null,
      queue: async () => (await import('./queue/loop.js')).localQueue(),
      ahead: async () => 0,
      close: async () => {},
    };
  const sql = lazy(async () => {
    await ledger();
    return (await import('./ledger/store/postgres.js')).openSql(store.url, SHARED_CONNECTIONS, store.ca);
  });
  const rateLimiter = lazy(async () =>
    (await import('./ledger/store/postgres-rate-limiter.js')).postgresRateLimiter(await sql.get()),
  );
  const boss = lazy(async () => (await import('./queue/pgboss.js')).openBoss(await sql.get()));
  return {
    rateLimiter: rateLimiter.get,
    queue: async () => (await boss.get()).startQueue,
    ahead: async (clock) => clock.now() - (await (await sql.get()).now()),
    async close() {
      await (await boss.opened())?.close();
      await (await sql.opened())?.close();
    },
  };
}
