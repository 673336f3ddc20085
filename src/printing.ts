import type { Config } from './config/config.js';
import { createDeliverers, type DelivererTools } from './channels/registry.js';
import { createHttpClient } from './http/client.js';
import { answerQuestions } from './lib/thread/serve-worker.js';
import { systemClock } from './lib/time/clock.js';
import { lazily } from './lib/async/lazy.js';
import { roomFor } from './lib/async/semaphore.js';
import { Secret } from './lib/secret.js';
import { openThread } from './lib/thread/worker-host.js';
import { renderers } from './render/registry.js';
import { type Press, pressHere, pressOn } from './run/prepare/render-worker.js';
import type { PrintJob, PrintTools } from './run/prepare/prepare-deliveries.js';

/** What messages are measured by. */
type Connections = Pick<Config, 'file' | 'email' | 'slack'>;

/** The concrete parts that digests are composed and rendered with. */
export function printToolsFor(connections: Connections, tools: DelivererTools): PrintTools {
  return { renderers, deliverers: createDeliverers(connections, tools), paint: lazyPictures() };
}

/** A canvas and its fonts are loaded with the first picture: most commands do without. */
function lazyPictures(): PrintTools['paint'] {
  const pictures = lazily(async () => (await import('./render/png/pictures.js')).createPictures());
  return async (digest, theme, weight) => (await pictures.get())(digest, theme, weight);
}

/** While one digest's pictures are encoded beside the event loop, another one is drawn on it. */
const PLACES = 2;

/** A press on this thread. */
export const createPress = (tools: PrintTools): Press => pressHere({ ...tools, room: roomFor(PLACES) });

/** A press on a thread of its own, which runs `program`: `render-thread.js` of the built tree. */
export const openPress = (program: string, connections: Connections): Press =>
  pressOn(openThread(program, crossing(connections)));

/** What that program does: prints as if it were here. */
export function answerAsPress(): void {
  const tools = { clock: systemClock, http: createHttpClient() };
  answerQuestions<Crossing, PrintJob>((data) => createPress(printToolsFor(arrived(data), tools)).print);
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
