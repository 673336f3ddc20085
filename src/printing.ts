import { renderers } from './channels/bodies.js';
import { createDeliverers, type DelivererTools } from './channels/registry.js';
import type { Config } from './config/config.js';
import { createHttpClient } from './http/client.js';
import { lazy } from './lib/async/lazy.js';
import { createSemaphore } from './lib/async/semaphore.js';
import { Secret } from './lib/secret.js';
import { serveWorker } from './lib/thread/serve-worker.js';
import { startWorker } from './lib/thread/worker-host.js';
import { systemClock } from './lib/time/clock.js';
import type { PrepareJob, PrepareTools } from './run/prepare/prepare-deliveries.js';
import { type RenderWorker, renderInProcess, renderOnThread } from './run/prepare/render-worker.js';

/** What messages are measured by. */
type Connections = Pick<Config, 'file' | 'email' | 'slack'>;

/** The concrete parts that digests are composed and rendered with. */
export function prepareToolsFor(connections: Connections, tools: DelivererTools): PrepareTools {
  return { renderers, deliverers: createDeliverers(connections, tools), paint: lazyPictures() };
}

/** A canvas and its fonts are loaded with the first picture: most commands do without. */
function lazyPictures(): PrepareTools['paint'] {
  const pictures = lazy(async () => (await import('./render/png/pictures.js')).createPictures());
  return async (digest, theme, weight) => (await pictures.get())(digest, theme, weight);
}

/** While one digest's pictures are encoded beside the event loop, another one is drawn on it. */
const PLACES = 2;

/** A press on this thread. */
export const createRenderWorker = (tools: PrepareTools): RenderWorker =>
  renderInProcess({ ...tools, room: createSemaphore(PLACES) });

/** A press on a thread of its own, which runs `program`: `render-thread.js` of the built tree. */
export const startRenderWorker = (program: string, connections: Connections): RenderWorker =>
  renderOnThread(startWorker(program, crossing(connections)));

/** What that program does: prints as if it were here. */
export function serveRenderWorker(): void {
  const tools = { clock: systemClock, http: createHttpClient() };
  serveWorker<Crossing, PrepareJob>(
    (data) => createRenderWorker(prepareToolsFor(arrived(data), tools)).prepare,
  );
}

/** Connections on their way to the thread, which sends nothing: of all secrets it has the key that messages are signed with. */
interface Crossing extends Connections {
  readonly dkimKey: string | null;
}

const crossing = ({ file, email, slack }: Connections): Crossing => ({
  file,
  email,
  slack,
  dkimKey: email?.dkim?.privateKey.reveal() ?? null,
});

function arrived({ file, email, slack, dkimKey }: Crossing): Connections {
  const dkim = email?.dkim && { ...email.dkim, privateKey: new Secret(dkimKey ?? '') };
  return { file, email: email && { ...email, dkim: dkim ?? null }, slack };
}
