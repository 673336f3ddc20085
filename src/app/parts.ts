import { availableParallelism } from 'node:os';
import type { Announcements } from '../announcements.js';
import type { ChannelTools } from '../channels/channel.js';
import type { CHANNELS } from '../channels/registry.js';
import { type Clients, type ClientsContext, createClients } from '../chatbot/client/clients.js';
import type { RecentAnswers } from '../chatbot/client/recent-answers.js';
import { type Answers, type FetchContext, fetchSnapshots } from '../chatbot/fetch.js';
import { fetchDays } from '../chatbot/fetch-days.js';
import type { KeptWeeks } from '../chatbot/kept-weeks.js';
import {
  createRenderWorker,
  prepareToolsFor,
  previewToolsFor,
  type RenderThreads,
  renderThreadsOf,
  startRenderThreads,
  USER_AGENT,
} from '../composition.js';
import type { Config } from '../config/config.js';
import { formatOptions } from '../render/registry.js';
import { runnable } from '../run/alerts/check-digest.js';
import type { PreviewTools } from '../run/commands/preview.js';
import type { FetchTools, RunWatch } from '../run/prepare/figures.js';
import type { PrepareTools } from '../run/prepare/render-run.js';
import type { SettingsTools } from '../run/prepare/settings-tools.js';
import type { Parts } from '../run/service/parts-in-use.js';
import type { AlertCheckTools } from '../run/work/run-work.js';

/** What one configuration gives: clients, channels, digests, and what renders. */
export interface AppParts extends Parts {
  readonly clients: Clients;
  readonly tools: Parts['tools'] & PrepareTools & { readonly checks: AlertCheckTools };
  /** The threads of a service, which render for other channels too. */
  readonly threads: RenderThreads | null;
}

/** What channels and renderers are opened with. */
export interface Opening extends Pick<ChannelTools, 'clock' | 'http' | 'tokens'> {
  readonly registered: typeof CHANNELS;
}

/** What the parts of one configuration share with those of the next. */
export interface PartsContext extends Opening {
  readonly rateLimiter: ClientsContext['rateLimiter'];
  readonly onAnnounced: Announcements['heard'];
  readonly weeks: KeptWeeks;
  readonly recent: RecentAnswers;
}

/** What channels without messages get of an alert. */
const CHECK_FILES = ['alert-json', 'alert-text', 'png'];

export function createParts(
  config: Config,
  { rateLimiter, onAnnounced, registered, weeks, recent, ...means }: PartsContext,
): AppParts {
  const { clock } = means;
  const clients = createClients(config, {
    ...{ clock, userAgent: USER_AGENT, random: Math.random, rateLimiter, onAnnounced },
  });
  const prepareTools = prepareToolsFor(config, means, registered);
  const fetching = ({ signal, onFetch }: RunWatch, answers?: Answers): FetchContext => ({
    ...{ clients: clients.of, chatbot: config.chatbot, clock, signal, weeks, recent },
    ...(onFetch && { onProgress: onFetch }),
    ...(answers && { answers }),
  });
  const fetch: FetchTools['fetch'] = ({ reports, weekStart }, plans, watch, answers) =>
    fetchSnapshots(
      plans.map((plan) => ({ ...plan, reports, weekStart })),
      fetching(watch, answers),
    );
  const files = CHECK_FILES.map((kind) => ({ kind, options: formatOptions[kind]?.parse({}) }));
  const checks: AlertCheckTools = {
    files,
    alerts: config.alerts,
    page: config.server?.baseUrl ?? null,
    fetchDays: (wanted, watch, answers) => fetchDays(wanted, fetching(watch, answers)),
  };
  const tools = {
    ...{ ...prepareTools, fetch, checks },
    digests: runnable(config, prepareTools.channels, files),
    settings: settingsTools(config, { ...means, registered }, null),
    renderWorker: createRenderWorker(prepareTools),
  };
  return { config, clients, tools, threads: null, close: () => clients.close() };
}

/** What runs of the past are rendered again by: on the threads of a service, where there are any. */
const settingsTools = (
  config: Config,
  { registered, ...means }: Opening,
  threads: RenderThreads | null,
): SettingsTools => ({
  channels: config.channels,
  open(channels) {
    const then = { ...config, channels };
    const tools = prepareToolsFor(then, means, registered);
    const renderWorker = threads?.forChannels({ config: then, samples: false }) ?? createRenderWorker(tools);
    return { channels: tools.channels, renderWorker };
  },
});

/** The same parts for a service, which renders on threads of its own where there is a program for them. */
export function inService(parts: AppParts, renderThread: string | undefined, opening: Opening): AppParts {
  if (renderThread === undefined) return parts;
  const { config } = parts;
  const count = renderThreadsOf(config.renderThreads, availableParallelism());
  const threads = startRenderThreads(renderThread, config, count);
  const settings = settingsTools(config, opening, threads);
  return {
    ...parts,
    threads,
    tools: { ...parts.tools, settings, renderWorker: threads },
    async close() {
      await Promise.all([threads.close(), parts.close()]);
    },
  };
}

export function previewTools(
  { config, tools, threads }: AppParts,
  { registered, ...means }: Opening,
): PreviewTools & AppParts['tools'] {
  const { samples, ...shown } = previewToolsFor(config, means, registered);
  return {
    ...tools,
    renderWorker: threads?.forChannels({ config, samples: true }) ?? createRenderWorker(shown),
    formats: Object.entries(formatOptions).map(([kind, options]) => ({ kind, options: options.parse({}) })),
    samples,
  };
}
