import type { ChannelTools } from './channels/channel.js';
import { createAccessTokens } from './channels/oauth2/access-tokens.js';
import { CHANNELS, type ChannelConfig, openChannels } from './channels/registry.js';
import { createHttpClient } from './http/client.js';
import { lazy } from './lib/async/lazy.js';
import { createSemaphore } from './lib/async/semaphore.js';
import { Secret } from './lib/secret.js';
import { VERSION } from './lib/system/version.js';
import { serveWorker } from './lib/thread/serve-worker.js';
import { startWorker } from './lib/thread/worker-host.js';
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

/** Digests rendered at a time: while one's pictures are encoded off the event loop, another is drawn on it. */
const RENDERINGS = 2;

/** Renders in this process. */
export const createRenderWorker = (tools: PrepareTools): RenderWorker =>
  renderInProcess({ ...tools, semaphore: createSemaphore(RENDERINGS) });

/** Renders on a thread of its own, which runs `program`: `render-thread.js` of the built tree. */
export const startRenderWorker = (program: string, config: ChannelConfig): RenderWorker =>
  renderOnThread(startWorker(program, toThread(config)));

/** What that program does. */
export function serveRenderWorker(): void {
  const means = channelMeans({ clock: systemClock, http: createHttpClient() });
  serveWorker<ThreadConfig, RenderJob>(
    (data) => createRenderWorker(prepareToolsFor(fromThread(data), means)).prepare,
  );
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
