import { hostname } from 'node:os';
import { resolve as resolvePath } from 'node:path';
import { configChanges } from '../config/changes.js';
import type { Config } from '../config/config.js';
import { openConfig } from '../configuration.js';
import type { Ledger } from '../ledger/ledger.js';
import { lazy } from '../lib/async/lazy.js';
import { UserError } from '../lib/errors.js';
import { tuneHeap } from '../lib/system/heap.js';
import { VERSION } from '../lib/system/version.js';
import type { Observe } from '../run/events/event.js';
import type { Service } from '../run/service/service.js';
import type { Pages } from '../server/http.js';
import type { AppCore } from './core.js';
import { type AppParts, createParts, inService, previewTools } from './parts.js';

/** The service, with a way to read the configuration file again. */
export interface RunningApp extends Pick<Service, 'stop' | 'config'> {
  reload(): Promise<void>;
}

export interface ServiceCommands {
  /** Works on a schedule until it is stopped. */
  start(observe: Observe): Promise<RunningApp>;
}

/** Leases stand by the clocks of the machines, so that a large difference eats into them. */
const MAX_SKEW = 5_000;

export const serviceCommands = (core: AppCore): ServiceCommands => ({
  start: (observe) => startApp(core, observe),
});

async function startApp(core: AppCore, observe: Observe): Promise<RunningApp> {
  tuneHeap('service');
  const { startService } = await import('../run/service/service.js');
  const { live, parts, self, shared, common, context } = core;
  const first = inService(parts, context.renderThread, common);
  const ledger = await core.ledger();
  const rewound = await ledger.takeRewound();
  const startQueue = await shared.queue();
  const ahead = await shared.ahead(self.clock);
  if (Math.abs(ahead) > MAX_SKEW) observe({ kind: 'clock', ahead });
  const stopping = new AbortController();
  const watch = await monitored(core, { ledger, observe, signal: stopping.signal });
  live.observe = watch.observe;
  live.announce = (heard) => watch.observe({ kind: 'announced', ...heard });
  const serviceTools = {
    ...self,
    ledger,
    observe: watch.observe,
    version: VERSION,
    startQueue,
    place: `${hostname()}:${resolvePath(core.config.file)}`,
    changes: (before: Config, after: Config) => configChanges(before, after, common.registered),
  };
  const running = await startService(first, serviceTools).catch(async (error) => {
    await watch.stop(Promise.resolve());
    throw error;
  });
  live.service = running;
  if (rewound !== null) watch.observe({ kind: 'rewound', runs: rewound.runs, episodes: rewound.episodes });
  return {
    config: () => running.config(),
    stop() {
      stopping.abort(new Error('The service was stopped.'));
      return watch.stop(running.stop());
    },
    reload: () => running.reload(() => partsOfToday(core)),
  };
}

interface Watching {
  readonly ledger: Ledger;
  readonly observe: Observe;
  /** Aborts what the console has under way. */
  readonly signal: AbortSignal;
}

/** Health, metrics, notices and the console around a service. */
async function monitored(core: AppCore, { ledger, observe, signal }: Watching) {
  const { startMonitoring } = await import('../server/monitoring.js');
  const { createOperator } = await import('../operator.js');
  const { live, self, http, inUse, channels, common } = core;
  const operator = createOperator<AppParts>({
    ...{ ...self, ledger, signal, service: () => live.service },
    observe: (event) => live.observe(event),
    previewTools: (parts) => previewTools(parts, common),
  });
  return startMonitoring({
    ...{ ...self, ledger, http, observe, config: inUse, channels },
    pages: (service) =>
      lazyPages(async () => {
        const { consolePages } = await import('../console/listener.js');
        const { clock } = self;
        return consolePages({ clock, ledger, operator, config: inUse, version: VERSION, service });
      }),
  });
}

/** Loads the console with the first request for one of its pages. */
function lazyPages(open: () => Promise<Pages>): Pages {
  const pages = lazy(open);
  return (request, response) =>
    pages.get().then(
      (answer) => answer(request, response),
      () => response.destroy(),
    );
}

/** The configuration file read again, with the parts that it gives. */
async function partsOfToday({ config, context, common }: AppCore): Promise<AppParts> {
  const read = sameStore(await openConfig(config.file, context), config);
  return inService(createParts(read, common), context.renderThread, common);
}

/** The store stays open under the runs that go on. */
function sameStore(config: Config, before: Config): Config {
  const place = ({ store }: Config) => (store.kind === 'sqlite' ? store.path : store.url.reveal());
  if (place(config) === place(before)) return config;
  throw new UserError(
    'store-changed',
    'Another store needs a restart: the configuration before it stays in use.',
  );
}
