// A service with a console and many runs behind it: node console.mjs <folder> <runs>
// Each request is the path of a page.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../../src/app.js';
import { openConfig } from '../../src/configuration.js';
import { openLedger } from '../../src/ledger/open.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { serveRequests, timedHere } from '../measure/serve-requests.mjs';
import { finishRuns } from '../scene/finished-runs.mjs';

const DIGESTS = 10;

const [parent, runs] = process.argv.slice(2);
const folder = join(parent, 'console');
mkdirSync(folder);
const file = join(folder, 'config.yaml');
const ids = Array.from({ length: DIGESTS }, (_digest, index) => `digest${index}`);
writeFileSync(
  file,
  `store: sqlite:./botdigest.db
server: { listen: 127.0.0.1:0 }
chatbot: { token: sandbox, baseUrl: "http://127.0.0.1:9" }
bots: { support: { name: Support bot, storyId: 5b07ff77c2376e30306d9b12 } }
digests:
${ids.map((id) => `  ${id}: { schedule: "0 8 1 1 *", bots: [support], formats: [csv], deliver: [{ folder: { path: ./out } }] }`).join('\n')}
`,
);
const config = await openConfig(file, { env: {}, clock: systemClock });
const ledger = await openLedger(config.store);
for (const id of ids) await finishRuns(ledger, id, Number(runs) / DIGESTS);
await ledger.close();
const app = createApp(config, { env: {}, clock: systemClock });
let url = '';
await app.start((event) => {
  if (event.kind === 'serving') url = event.url;
});

async function load(path) {
  const response = await fetch(new URL(path, url));
  const { length } = await response.text();
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return length;
}

serveRequests('ready', (path) => timedHere(() => load(path)));
