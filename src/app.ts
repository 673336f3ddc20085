import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve as resolvePath } from 'node:path';
import type { AlertStatus } from './alerts/status.js';
import type { ChannelTools, Check } from './channels/channel.js';
import { CHANNELS, openChannels, openSamples } from './channels/registry.js';
import { type Clients, type ClientsContext, createClients } from './chatbot/client/clients.js';
import { createRecentAnswers, type RecentAnswers } from './chatbot/client/recent-answers.js';
import { type Answers, type FetchContext, fetchSnapshots } from './chatbot/fetch.js';
import { fetchDays } from './chatbot/fetch-days.js';
import type { KeptWeeks } from './chatbot/kept-weeks.js';
import { clusterOf } from './cluster.js';
import {
  channelMeans,
  createRenderWorker,
  prepareToolsFor,
  startRenderWorker,
  USER_AGENT,
} from './composition.js';
import { configChanges } from './config/changes.js';
import type { AlertConfig, Config, DigestConfig } from './config/config.js';
import { type AppContext, alertNamed, digestOf, openConfig } from './configuration.js';
import { createHttpClient } from './http/client.js';
import type { Backup, Restored } from './ledger/backup.js';
import type { History, Ledger, RunStory } from './ledger/ledger.js';
import type { Resolution } from './ledger/model/delivery.js';
import { SERVICE_LEASE } from './ledger/model/service-lease.js';
import type { Moved } from './ledger/move.js';
import { lazy } from './lib/async/lazy.js';
import { UserError } from './lib/errors.js';
import type { Secret } from './lib/secret.js';
import { tuneHeap } from './lib/system/heap.js';
import { VERSION } from './lib/system/version.js';
import { notThere } from './lib/text/suggest.js';
import type { Clock } from './lib/time/clock.js';
import type { Day } from './lib/time/zone.js';
import { proxyCheck } from './proxy-check.js';
import type { Artifact } from './render/artifact.js';
import { formatOptions } from './render/registry.js';
import { runnable } from './run/alerts/check-digest.js';
import { type EpisodeStory, episodeStory } from './run/commands/alerts/episode.js';
import type { Replayed } from './run/commands/alerts/replay.js';
import { alertStatuses } from './run/commands/alerts/statuses.js';
import { checkConnections, type NamedCheck } from './run/commands/check.js';
import { type Difference, differencesOf } from './run/commands/diff.js';
import { type ExportRequest, exportReport } from './run/commands/export.js';
import { findDelivery, findRun } from './run/commands/find-run.js';
import {
  type PauseResult,
  type PauseTools,
  pauseDigest,
  type ResumeResult,
  resumeDigest,
  type SkipResult,
  skipSlot,
  type UnskipResult,
  unskipSlot,
} from './run/commands/pause.js';
import { type Preview, type PreviewTools, preview } from './run/commands/preview.js';
import type { RunPreview } from './run/commands/preview-run.js';
import { type ReaderEntry, readersOf } from './run/commands/readers.js';
import {
  type RequestResult,
  type RequestTools,
  resend,
  resolve,
  runNow,
  send,
  storyOf,
} from './run/commands/request.js';
import type { TestRequest } from './run/commands/test-digest.js';
import type { Observe } from './run/events/event.js';
import type { FetchTools, RunWatch } from './run/prepare/figures.js';
import type { PrepareTools } from './run/prepare/render-run.js';
import type { SettingsTools } from './run/prepare/settings-tools.js';
import type { ResendRequest } from './run/redeliver/resend.js';
import type { SendRequest } from './run/redeliver/send.js';
import { pausedDigests } from './run/schedule/paused.js';
import type { Parts } from './run/service/parts-in-use.js';
import type { Service } from './run/service/service.js';
import type { AlertCheckTools } from './run/work/run-work.js';
import type { Moment } from './schedule/moment.js';
import type { Omission } from './schedule/pause.js';
import type { Slot } from './schedule/slot.js';
import type { Pages } from './server/http.js';
import { weeksIn } from './weeks.js';

/** The parts of botdigest put together for one configuration. */
export interface App {
  readonly config: Config;
  /** The digest of that id; throws a UserError that names the nearest one. */
  digest(id: string): DigestConfig;
  /** The options of a format when none are given; throws a UserError for an unknown one. */
  formatDefaults(kind: string): unknown;
  /** The digest for an instant (epoch ms), made and delivered here and now; what went out already is sent again only if that is wanted. */
  run(
    digest: DigestConfig,
    at: number,
    watch: RunWatch & { readonly again?: boolean },
  ): Promise<RequestResult>;
  /** Sends what is missing of a run, to all or to some addresses, or once more to those who have it; null when there is nothing to do. */
  resend(run: string, wish: ResendRequest, watch: RunWatch): Promise<RequestResult | null>;
  /** Sends a digest that was made to people who did not get it. */
  send(run: string, wish: SendRequest, watch: RunWatch): Promise<RequestResult>;
  /** Sends a digest of now, marked as a test, to these alone; it counts for nothing. */
  test(digest: DigestConfig, request: TestRequest, watch: RunWatch): Promise<RequestResult>;
  /** Records a person's resolution of a delivery that is unknown or held. */
  resolve(delivery: string, resolution: Resolution, watch: RunWatch): Promise<RequestResult>;
  /** Everybody who gets something. */
  readers(): readonly ReaderEntry[];
  /** What this configuration does differently from the one in that file. */
  diff(file: string): Promise<readonly Difference[]>;
  history(): Promise<History>;
  /** How all alerts stand. */
  alerts(): Promise<readonly AlertStatus[]>;
  /** What an alert, or each of them, would have told in the past; throws a UserError for an unknown one. */
  replay(
    alert: string | null,
    request: { readonly days: number; readonly pictures: boolean },
    watch: RunWatch,
  ): Promise<readonly Replayed[]>;
  /** Snoozes an alert until then (epoch ms), or with null no longer. Whether it was snoozed before. */
  snooze(alert: string, until: number | null, by: string): Promise<boolean>;
  /** Leaves out a digest's slots through a local day, or until it is resumed. */
  pause(digest: DigestConfig, through: Day | null, by: string): Promise<PauseResult>;
  /** The digests that are paused now. */
  paused(): Promise<ReadonlyMap<string, Omission>>;
  /** Ends a pause by hand; throws a UserError when the digest is paused by its configuration alone. */
  resume(digest: DigestConfig, by: string): Promise<ResumeResult>;
  /** Leaves out one slot, by default the next; throws a UserError for what is no slot, and when it has a run. */
  skip(digest: DigestConfig, slot: Moment | undefined, by: string): Promise<SkipResult>;
  /** Takes a skip back. */
  unskip(digest: DigestConfig, slot: Moment | undefined, by: string): Promise<UnskipResult>;
  /** An episode and the runs that told of it; throws a UserError when it is not there. */
  episode(id: string): Promise<EpisodeStory>;
  /** Whether a service works on the store. */
  attended(): Promise<boolean>;
  /** All that is known of a run; throws a UserError when it is not there. */
  story(run: string): Promise<RunStory>;
  /** The id of the run that a person means: an id or its beginning, `last`, or a digest's id. */
  findRun(word: string): Promise<string>;
  /** The same of a delivery: `last.2`. */
  findDelivery(word: string): Promise<string>;
  /** Copies the SQLite ledger into a file, whole, also beside a running service. */
  backup(file: string, force: boolean): Promise<Backup>;
  /** Puts a copy in the place of the SQLite ledger; schedules count from now on. */
  restore(file: string, force: boolean): Promise<Restored>;
  /** Copies the SQLite ledger into an empty PostgreSQL database. */
  migrate(url: Secret): Promise<Moved>;
  /** Works on a schedule until it is stopped. */
  start(observe: Observe): Promise<RunningApp>;
  preview(digest: DigestConfig, slot: Slot, watch: RunWatch): Promise<Preview>;
  /** What a run delivered, made again from what is stored of it; with an address, the message of that reader. */
  previewRun(run: string, target: string | null): Promise<RunPreview>;
  /** What an alert would send now, in each channel. */
  previewAlert(alert: AlertConfig, watch: RunWatch): Promise<Preview>;
  export(request: ExportRequest, watch: RunWatch): Promise<Artifact>;
  /** Tries every token and login without sending anything. */
  check(signal: AbortSignal): Promise<readonly NamedCheck[]>;
  /** Closes what is open; may be called twice. */
  stop(): Promise<void>;
}

/** The service, with a way to read the configuration file again. */
export interface RunningApp extends Pick<Service, 'stop' | 'config'> {
  reload(): Promise<void>;
}

/** Loads a configuration and puts the parts together; throws a ConfigError with everything that is wrong. */
export async function openApp(file: string, context: AppContext): Promise<App> {
  return createApp(await openConfig(file, context), context);
}

/** Leases stand by the clocks of the machines, so that a large difference eats into them. */
const MAX_SKEW = 5_000;

/** How long a command waits for a store that is locked or full. */
const PATIENCE = 10_000;

export function createApp(config: Config, context: AppContext): App {
  tuneHeap('command');
  const { clock, channels: registered = CHANNELS } = context;
  const place = { ...config.store, ca: config.ca };
  // Most commands need no store: its drivers are loaded with it.
  const store = lazy(async () => (await import('./ledger/open.js')).openLedger(place, () => clock.now()));
  const shared = clusterOf(place, store.get);
  let started: Service<AppParts> | null = null;
  const inUse = () => started?.config() ?? config;
  const http = createHttpClient({ network: inUse });
  /** Events of the service, once it runs; commands keep no log. */
  let observed: Observe = () => {};
  const weeks = weeksIn(config.store, store, (error) =>
    observed({ kind: 'trouble', what: 'the weeks kept in the store', error }),
  );
  const means = channelMeans({ clock, http });
  const recent = createRecentAnswers(clock);
  const common = { ...means, recent, rateLimiter: shared.rateLimiter, registered, weeks };
  const parts = createParts(config, common);
  const { tools } = parts;
  const service = {
    clock,
    random: Math.random,
    owner: `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`,
  };
  const attended = async () => (await store.get()).leases.isTaken(SERVICE_LEASE, clock.now());
  const pauseTools = async (by: string): Promise<PauseTools> => ({
    ledger: await store.get(),
    now: clock.now(),
    by,
  });
  const requestTools = async (): Promise<RequestTools> => ({
    ...tools,
    ...service,
    ledger: await store.get(),
    observe: () => {},
    patience: PATIENCE,
    attended,
  });
  const channels = (now: Config) => openChannels(now, { ...means, userAgent: USER_AGENT }, registered);
  /** Tells operators what a command has made of a digest, as the service would. */
  const telling = async (answered: RequestResult, { signal }: RunWatch): Promise<RequestResult> => {
    if (config.notify.length === 0) return answered;
    const { tellNow } = await import('./notify/tell-now.js');
    const ledger = await store.get();
    return {
      ...answered,
      untold: await tellNow({ ...service, ledger, config: () => config, channels }, signal),
    };
  };
  return {
    config,
    digest: (id) => digestOf(config, id),
    formatDefaults(kind) {
      const options = formatOptions[kind];
      if (!options) throw notThere('format', kind, Object.keys(formatOptions));
      return options.parse({});
    },
    run: async (digest, at, { again = false, ...watch }) =>
      telling(await runNow(await requestTools(), { digest, at, again }, watch), watch),
    async resend(run, wish, watch) {
      const answered = await resend(await requestTools(), { run, ...wish }, watch);
      return answered && telling(answered, watch);
    },
    send: async (run, wish, watch) =>
      telling(await send(await requestTools(), { run, ...wish }, watch), watch),
    async test(digest, request, watch) {
      const { testDigest } = await import('./run/commands/test-digest.js');
      return testDigest(await requestTools(), digest, request, watch);
    },
    resolve: async (delivery, resolution, watch) =>
      telling(await resolve(await requestTools(), { delivery, resolution }, watch), watch),
    readers: () => readersOf(tools.digests.values(), tools.channels, clock.now()),
    async diff(file) {
      const other = createParts(await openConfig(file, context), common);
      const compared = ({ config: read, tools: { digests, channels } }: AppParts) => ({
        ...{ config: read, digests, channels },
      });
      const found = differencesOf(compared(other), compared(parts), clock.now());
      await other.close();
      return found;
    },
    history: async () => (await store.get()).history,
    alerts: async () => alertStatuses(config, await store.get(), clock.now()),
    async replay(name, { days, pictures }, watch) {
      const wanted = name === null ? [...config.alerts.values()] : [alertNamed(config, name)];
      const { replayAlert } = await import('./run/commands/alerts/replay.js');
      const request = { days, pictures: pictures ? pictureFormat() : null };
      return Promise.all(wanted.map((alert) => replayAlert({ ...tools, clock }, alert, request, watch)));
    },
    async snooze(name, until, by) {
      const ledger = await store.get();
      const status = (await alertStatuses(config, ledger, clock.now())).find(
        ({ alert }) => alert === alertNamed(config, name),
      );
      await ledger.alerts.snooze(name, { until, by }, clock.now());
      return status?.state === 'snoozed';
    },
    pause: async (digest, through, by) => pauseDigest(await pauseTools(by), digest, through),
    paused: async () =>
      pausedDigests(config.digests.values(), await (await store.get()).pauses.all(), clock.now()),
    resume: async (digest, by) => resumeDigest(await pauseTools(by), digest, config.file),
    skip: async (digest, slot, by) => skipSlot(await pauseTools(by), digest, slot),
    unskip: async (digest, slot, by) => unskipSlot(await pauseTools(by), digest, slot),
    episode: async (id) => episodeStory(await store.get(), id),
    attended,
    story: async (run) => storyOf({ ledger: await store.get() }, run),
    findRun: async (word) => findRun((await store.get()).history, config.digests.keys(), word),
    findDelivery: async (word) => findDelivery((await store.get()).history, config.digests.keys(), word),
    async migrate(url) {
      const { store, ca } = config;
      if (store.kind === 'postgres')
        throw new UserError('nothing-to-move', 'The store is PostgreSQL already: nothing to move.');
      return (await import('./ledger/move.js')).moveLedger(store.path, { url, ca }, clock.now());
    },
    async backup(file, force) {
      const path = sqlitePath(config, 'pg_dump --schema=botdigest');
      return (await import('./ledger/backup.js')).backupLedger(path, resolvePath(file), { force });
    },
    async restore(file, force) {
      const path = sqlitePath(config, 'pg_restore');
      const { restoreLedger } = await import('./ledger/backup.js');
      return restoreLedger(path, resolvePath(file), { force, at: clock.now() });
    },
    async start(observe) {
      tuneHeap('service');
      const { startService } = await import('./run/service/service.js');
      const { startMonitoring } = await import('./server/monitoring.js');
      const { createOperator } = await import('./operator.js');
      const first = inService(parts, context);
      const ledger = await store.get();
      const rewound = await ledger.takeRewound();
      const startQueue = await shared.queue();
      const ahead = await shared.ahead(clock);
      if (Math.abs(ahead) > MAX_SKEW) observe({ kind: 'clock', ahead });
      const stopping = new AbortController();
      const operator = createOperator<AppParts>({
        ...{ ...service, ledger, signal: stopping.signal, service: () => started },
        observe: (event) => observed(event),
        previewTools: (parts) => previewTools(parts.config, parts.tools, common),
      });
      const watch = await startMonitoring({
        ...{ ...service, ledger, http, observe, config: inUse, channels },
        pages: (monitored) =>
          lazyPages(async () => {
            const { consolePages } = await import('./console/listener.js');
            const tools = { clock, ledger, operator, config: inUse, version: VERSION, service: monitored };
            return consolePages(tools);
          }),
      });
      observed = watch.observe;
      const serviceTools = {
        ...service,
        ledger,
        observe: watch.observe,
        version: VERSION,
        startQueue,
        place: `${hostname()}:${resolvePath(config.file)}`,
        changes: (before: Config, after: Config) => configChanges(before, after, registered),
      };
      const running = await startService(first, serviceTools).catch(async (error) => {
        await watch.stop(Promise.resolve());
        throw error;
      });
      started = running;
      if (rewound !== null)
        watch.observe({ kind: 'rewound', runs: rewound.runs, episodes: rewound.episodes });
      const reload = async () => {
        const read = sameStore(await openConfig(config.file, context), config);
        return inService(createParts(read, common), context);
      };
      return {
        config: () => running.config(),
        stop() {
          stopping.abort(new Error('The service was stopped.'));
          return watch.stop(running.stop());
        },
        reload: () => running.reload(reload),
      };
    },
    preview: (digest, slot, watch) => preview(previewTools(config, tools, common), digest, slot, watch),
    async previewRun(run, target) {
      const { previewRun } = await import('./run/commands/preview-run.js');
      const data = { kind: 'json', options: formatOptions.json?.parse({}) };
      return previewRun({ ...tools, ledger: await store.get(), data }, { run, target });
    },
    async previewAlert(alert, watch) {
      const { previewAlert } = await import('./run/commands/alerts/preview-alert.js');
      return previewAlert({ ...previewTools(config, tools, common), clock }, alert, watch);
    },
    export: (request, watch) => exportReport(tools, config, request, watch),
    async check(signal) {
      // At their own pace: a store that is down keeps nobody from trying a token.
      const alone = createClients(config, {
        clock,
        userAgent: USER_AGENT,
        random: Math.random,
        rateLimiter: null,
      });
      const checks = {
        clients: alone,
        channels: tools.channels,
        store: () => writable(store.get(), clock),
        proxy: proxyCheck(config, http),
      };
      return checkConnections(config, checks, signal).finally(() => alone.close());
    },
    async stop() {
      await parts.close();
      await http.close();
      await shared.close();
      await (await store.opened())?.close();
    },
  };
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

const pictureFormat = () => ({ kind: 'png', options: formatOptions.png?.parse({}) });

/** The file of an SQLite store; PostgreSQL has programs of its own for it. */
function sqlitePath({ store }: Config, instead: string): string {
  if (store.kind === 'sqlite') return store.path;
  const message = `The store is PostgreSQL: use ${instead}, or your provider's own backups.`;
  throw new UserError('not-sqlite', message, { exitCode: 2 });
}

async function writable(opening: Promise<Ledger>, clock: Clock): Promise<Check> {
  const ledger = await opening;
  await ledger.probe(clock.now());
  return { ok: true, detail: 'It was opened and took a write.' };
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

/** What channels without messages get of an alert. */
const CHECK_FILES = ['alert-json', 'alert-text', 'png'];

interface AppParts extends Parts {
  readonly clients: Clients;
  readonly tools: Parts['tools'] & PrepareTools & { readonly checks: AlertCheckTools };
}

/** What the parts of one configuration share with those of the next. */
interface Common extends Pick<ChannelTools, 'clock' | 'http' | 'tokens'> {
  readonly registered: typeof CHANNELS;
  readonly rateLimiter: ClientsContext['rateLimiter'];
  readonly weeks: KeptWeeks;
  readonly recent: RecentAnswers;
}

function createParts(config: Config, { rateLimiter, registered, weeks, recent, ...means }: Common): AppParts {
  const { clock } = means;
  const clients = createClients(config, { clock, userAgent: USER_AGENT, random: Math.random, rateLimiter });
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
    settings: settingsTools(config, means, registered),
    renderWorker: createRenderWorker(prepareTools),
  };
  return { config, clients, tools, close: () => clients.close() };
}

/** What runs of the past are rendered again by: in this process, for that is seldom. */
const settingsTools = (
  config: Config,
  means: Pick<Common, 'clock' | 'http' | 'tokens'>,
  registered: typeof CHANNELS,
): SettingsTools => ({
  channels: config.channels,
  open(channels) {
    const tools = prepareToolsFor({ ...config, channels }, means, registered);
    return { channels: tools.channels, renderWorker: createRenderWorker(tools) };
  },
});

/** The same parts for a service, which renders on a thread of its own where there is a program for it. */
function inService(parts: AppParts, { renderThread }: AppContext): AppParts {
  if (renderThread === undefined) return parts;
  const renderWorker = startRenderWorker(renderThread, parts.config);
  return {
    ...parts,
    tools: { ...parts.tools, renderWorker },
    async close() {
      await Promise.all([renderWorker.close(), parts.close()]);
    },
  };
}

function previewTools(
  config: Config,
  tools: AppParts['tools'],
  { clock, http, tokens, registered }: Common,
): PreviewTools & AppParts['tools'] {
  const samples = openSamples(config, { clock, http, tokens, userAgent: USER_AGENT }, registered);
  const channels = new Map([...tools.channels, ...samples]);
  return {
    ...tools,
    renderWorker: createRenderWorker({ ...tools, channels }),
    formats: Object.entries(formatOptions).map(([kind, options]) => ({ kind, options: options.parse({}) })),
    samples,
  };
}
