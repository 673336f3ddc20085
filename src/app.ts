import { createClients } from './chatbot/clients.js';
import { fetchSnapshot } from './chatbot/fetch.js';
import type { Config, DigestConfig } from './config/config.js';
import { loadConfig, type Plugins } from './config/load.js';
import { composeMessage, type Sender } from './deliver/email/message.js';
import { createDeliverers, delivererOptions } from './deliver/registry.js';
import type { Clock } from './lib/clock.js';
import { cronProblem } from './lib/cron.js';
import { notThere } from './lib/suggest.js';
import { VERSION } from './lib/version.js';
import type { Artifact } from './render/artifact.js';
import { createPictures } from './render/png/pictures.js';
import { formatOptions, renderers } from './render/registry.js';
import { checkConnections, type NamedCheck } from './run/check.js';
import { execute, type RunResult, type RunTools, type RunWatch } from './run/execute.js';
import { type ExportRequest, exportReport } from './run/export.js';
import { type Preview, type PreviewTools, preview } from './run/preview.js';
import type { Slot } from './schedule/slot.js';

/** What the app takes from outside. */
export interface AppContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

/** The parts of botdigest put together for one configuration. */
export interface App {
  readonly config: Config;
  /** The digest of that id; throws a UserError that names the nearest one. */
  digest(id: string): DigestConfig;
  /** The options of a format when none are given; throws a UserError for an unknown one. */
  formatDefaults(kind: string): unknown;
  run(digest: DigestConfig, slot: Slot, watch: RunWatch): Promise<RunResult>;
  preview(digest: DigestConfig, slot: Slot, watch: RunWatch): Promise<Preview>;
  export(request: ExportRequest, watch: RunWatch): Promise<Artifact>;
  /** Tries every token and login without sending anything. */
  check(signal: AbortSignal): Promise<readonly NamedCheck[]>;
  /** Closes what is open; may be called twice. */
  stop(): Promise<void>;
}

/** What a configuration may name besides its own keys. */
export function pluginsAt(now: number): Plugins {
  return {
    formats: formatOptions,
    deliverers: delivererOptions,
    scheduleProblem: (expression, zone) => cronProblem(expression, zone, now),
  };
}

/** Loads a configuration and puts the parts together; throws a ConfigError with everything that is wrong. */
export async function openApp(file: string, context: AppContext): Promise<App> {
  const config = await loadConfig(file, { env: context.env, plugins: pluginsAt(context.clock.now()) });
  return createApp(config, context);
}

export function createApp(config: Config, { clock }: Pick<AppContext, 'clock'>): App {
  const userAgent = `botdigest/${VERSION}`;
  const clients = createClients(config, { clock, userAgent, random: Math.random });
  const deliverers = createDeliverers(config, clock);
  const tools: RunTools = {
    renderers,
    deliverers,
    paint: createPictures(),
    fetch: ({ bots, reports, weekStart }, plan, { signal, onFetch }) =>
      fetchSnapshot(
        { ...plan, bots, reports, weekStart },
        {
          clients: clients.of,
          chatbot: config.chatbot,
          clock,
          signal,
          ...(onFetch && { onProgress: onFetch }),
        },
      ),
  };
  return {
    config,
    digest(id) {
      const digest = config.digests.get(id);
      if (!digest) throw notThere('digest', id, config.digests.keys());
      return digest;
    },
    formatDefaults(kind) {
      const options = formatOptions[kind];
      if (!options) throw notThere('format', kind, Object.keys(formatOptions));
      return options.parse({});
    },
    run: (digest, slot, watch) => execute(tools, digest, slot, watch),
    preview: (digest, slot, watch) => preview(previewTools(config, tools), digest, slot, watch),
    export: (request, watch) => exportReport(tools, config, request, watch),
    check: (signal) => checkConnections(config, { clients, deliverers }, signal),
    stop: () => clients.close(),
  };
}

/** Stands in where the configuration has no `email:`, so that a preview can show the mail all the same. */
const NOBODY: Sender = {
  from: 'botdigest <botdigest@example.com>',
  replyTo: null,
  unsubscribe: { mailto: 'botdigest@example.com', url: null },
};

function previewTools(config: Config, tools: RunTools): PreviewTools {
  const sender = config.email ?? NOBODY;
  return {
    ...tools,
    formats: Object.entries(formatOptions).map(([kind, options]) => ({ kind, options: options.parse({}) })),
    unsubscribe: sender.unsubscribe,
    composeMail: (envelope, options) => composeMessage(envelope, options, sender),
  };
}
