import type { Channels, ChannelTools } from './channels/channel.js';
import { createAccessTokens } from './channels/oauth2/access-tokens.js';
import { CHANNELS, type ChannelConfig, openChannels, openSamples } from './channels/registry.js';
import type { RenderThreadsConfig } from './config/config.js';
import { createHttpClient } from './http/client.js';
import { lazy } from './lib/async/lazy.js';
import { leastBusy } from './lib/async/least-busy.js';
import { createSemaphore, type Semaphore } from './lib/async/semaphore.js';
import { Secret } from './lib/secret.js';
import { VERSION } from './lib/system/version.js';
import { serveWorker } from './lib/thread/serve-worker.js';
import { startWorker, type WorkerHost } from './lib/thread/worker-host.js';
import { systemClock } from './lib/time/clock.js';
import { alertRenderers, formatRenderers } from './render/registry.js';
import type { PrepareTools, RenderJob } from './run/prepare/render-run.js';
import { type RenderWorker, renderInProcess, renderOnThread } from './run/prepare/render-worker.js';

export const USER_AGENT = `botdigest/${VERSION}`;

type ChannelMeans = Pick<ChannelTools, 'clock' | 'http' | 'tokens'>;

/** What the channels of a process share, over reloads of its configuration too. */
export function channelMeans({ clock, http }: Pick<ChannelMeans, 'clock' | 'http'>): ChannelMeans {
  return { clock, http, tokens: createAccessTokens({ clock, http, userAgent: USER_AGENT }) };
}

/** The concrete parts that digests are composed and rendered with. */
export function prepareToolsFor(
  config: ChannelConfig,
  means: ChannelMeans,
  registered = CHANNELS,
): PrepareTools {
  const channels = openChannels(config, { ...means, userAgent: USER_AGENT }, registered);
  return { renderers: new Map([...formatRenderers, ...alertRenderers]), channels, paint: lazyPictures() };
}

/** Loads the canvas and its fonts with the first picture: most commands do without. */
function lazyPictures(): PrepareTools['paint'] {
  const pictures = lazy(async () => (await import('./render/png/pictures.js')).createPictures());
  return async (...request) => (await pictures.get())(...request);
}

/** The same, with a sample of every channel that a preview shows. */
export function previewToolsFor(
  config: ChannelConfig,
  means: ChannelMeans,
  registered = CHANNELS,
): PrepareTools & { readonly samples: Channels } {
  const tools = prepareToolsFor(config, means, registered);
  const samples = openSamples(config, { ...means, userAgent: USER_AGENT }, registered);
  return { ...tools, channels: new Map([...tools.channels, ...samples]), samples };
}

/** Digests rendered at a time: while one's pictures are encoded off the event loop, another is drawn on it. */
const RENDERINGS = 2;

/** Renders in this process. */
export const createRenderWorker = (
  tools: PrepareTools,
  semaphore: Semaphore = createSemaphore(RENDERINGS),
): RenderWorker => renderInProcess({ ...tools, semaphore });

/** Channels that a job is rendered for in place of those that the threads were started with. */
interface OtherChannels {
  readonly config: ChannelConfig;
  /** With a sample of every channel that a preview shows. */
  readonly samples: boolean;
}

export interface RenderThreads extends RenderWorker {
  /** Renders on the same threads for other channels. Its `close` does nothing. */
  forChannels(other: OtherChannels): RenderWorker;
}

/** Renders on threads of their own, each started with the first job for it, which run `program`: `render-thread.js` of the built tree. */
export function startRenderThreads(program: string, config: ChannelConfig, count = 1): RenderThreads {
  const start = () => startWorker(program, toThread(config));
  const threads = [start(), ...Array.from({ length: count - 1 }, start)] as const;
  const onOne = leastBusy<WorkerHost>(threads);
  const rendering =
    (other: ThreadJob['other']): RenderWorker['prepare'] =>
    (job, signal) =>
      onOne((thread) => {
        const request: WorkerHost['request'] = (job, signal) =>
          thread.request({ job: job as RenderJob, other } satisfies ThreadJob, signal);
        return renderOnThread({ ...thread, request }).prepare(job, signal);
      });
  return {
    prepare: rendering(null),
    async close() {
      await Promise.all(threads.map((thread) => renderOnThread(thread).close()));
    },
    forChannels: ({ config, samples }) => ({
      prepare: rendering({ config: toThread(config), samples }),
      async close() {},
    }),
  };
}

/** What that program does. */
export function serveRenderThread(): void {
  const means = channelMeans({ clock: systemClock, http: createHttpClient() });
  const semaphore = createSemaphore(RENDERINGS);
  const paint = lazyPictures();
  serveWorker<ThreadConfig, ThreadJob>((started) => {
    const rendererOf = ({ config, samples }: NonNullable<ThreadJob['other']>) => {
      const open = samples ? previewToolsFor : prepareToolsFor;
      return createRenderWorker({ ...open(fromThread(config), means), paint }, semaphore);
    };
    const usual = rendererOf({ config: started, samples: false });
    return ({ job, other }, signal) => (other ? rendererOf(other) : usual).prepare(job, signal);
  });
}

/** How many threads a service renders on. With two cores, the other one is left to the store, the sends and the garbage collector. */
export function renderThreadsOf(setting: RenderThreadsConfig, cores: number): number {
  if (setting !== 'auto') return setting;
  return cores > 2 ? cores : 1;
}

interface ThreadJob {
  readonly job: RenderJob;
  readonly other: { readonly config: ThreadConfig; readonly samples: boolean } | null;
}

/** Settings on their way to the thread, which only measures messages: a secret that it does not need crosses empty. */
interface ThreadConfig {
  readonly file: string;
  readonly channels: readonly (readonly [kind: string, settings: unknown])[];
}

/** A secret as plain data: a class instance cannot cross. */
interface CrossedSecret {
  readonly crossedSecret: string;
}

function toThread({ file, channels }: ChannelConfig): ThreadConfig {
  const measured = new Set(
    CHANNELS.flatMap(({ kind, settings }) =>
      (settings?.secrets ?? []).flatMap(({ key, measured }) => (measured ? [`${kind}.${key}`] : [])),
    ),
  );
  const crossed = (value: unknown, path: string): unknown => {
    if (value instanceof Secret)
      return { crossedSecret: measured.has(path) ? value.reveal() : '' } satisfies CrossedSecret;
    if (Array.isArray(value)) return value.map((one) => crossed(one, path));
    if (typeof value !== 'object' || value === null) return value;
    return mapValues(value, (one, key) => crossed(one, `${path}.${key}`));
  };
  return { file, channels: [...channels].map(([kind, settings]) => [kind, crossed(settings, kind)]) };
}

function fromThread({ file, channels }: ThreadConfig): ChannelConfig {
  const arrived = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(arrived);
    if (typeof value !== 'object' || value === null) return value;
    if ('crossedSecret' in value) return new Secret(String(value.crossedSecret));
    return mapValues(value, arrived);
  };
  const settings = channels.map(([kind, value]) => [kind, arrived(value)] as const);
  return { file, channels: new Map(settings), ca: [] };
}

const mapValues = (value: object, map: (one: unknown, key: string) => unknown) =>
  Object.fromEntries(Object.entries(value).map(([key, one]) => [key, map(one, key)]));
