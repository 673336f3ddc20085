// Fetches a year of hourly figures for several bots, composes the digest and writes CSV: node year.mjs <folder> <api> <bots>
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClients } from '../../src/chatbot/client/clients.js';
import { fetchSnapshots } from '../../src/chatbot/fetch.js';
import { openConfig } from '../../src/configuration.js';
import { composeDigest } from '../../src/digest/compose.js';
import { tuneHeap } from '../../src/lib/system/heap.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { formatRenderers as renderers } from '../../src/render/registry.js';
import { deliveryStem, namesFrom } from '../../src/run/prepare/naming.js';
import { planRun } from '../../src/run/prepare/plan.js';
import { createRendering } from '../../src/run/prepare/rendering.js';
import { timedHere } from '../measure/serve-requests.mjs';
import { storyOf } from '../scene/due.mjs';

tuneHeap('command');

const [parent, apiUrl, count] = process.argv.slice(2);
const folder = join(parent, `year-${process.pid}`);
mkdirSync(folder);
const ids = Array.from({ length: Number(count) }, (_bot, index) => index);
const text = `timezone: UTC
chatbot: { token: sandbox, baseUrl: "${apiUrl}", concurrency: 8, minInterval: 0ms }
bots:
${ids.map((id) => `  bot${id}: { name: Support bot ${id}, storyId: "${storyOf(id)}" }`).join('\n')}
digests:
  year:
    bots: [${ids.map((id) => `bot${id}`).join(', ')}]
    period: { from: "2024-01-01", to: "2024-12-31" }
    compare: none
    reports: [conversations]
    formats: [csv]
    deliver: [{ folder: { path: ./out } }]
`;
writeFileSync(join(folder, 'config.yaml'), text);
const config = await openConfig(join(folder, 'config.yaml'), { env: {}, clock: systemClock });
const year = config.digests.get('year');
const slot = { digest: 'year', scheduledFor: Date.parse('2025-01-06T08:00:00Z'), trigger: 'manual' };
const plan = { ...planRun(year, slot), bucket: 'hour', history: null };
const clients = createClients(config, { clock: systemClock, userAgent: 'bench', random: Math.random });

let snapshot;
const fetching = await timedHere(async () => {
  [snapshot] = await fetchSnapshots(
    [{ ...plan, bots: year.bots, reports: year.reports, weekStart: year.weekStart }],
    {
      clients: clients.of,
      chatbot: config.chatbot,
      clock: systemClock,
      signal: new AbortController().signal,
    },
  );
});
await clients.close();
let digest;
const composing = await timedHere(async () => {
  digest = composeDigest(snapshot, year);
});
const name = namesFrom(deliveryStem(digest.id, digest.window));
const rendering = createRendering({ renderers, paint: async () => [] }, digest, { ...year, name });
let files;
const writing = await timedHere(async () => {
  files = await rendering.formats([{ kind: 'csv', options: { bom: false } }]);
});
const rows = digest.tables.reduce((sum, table) => sum + table.rows.length, 0);
const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
process.send({ fetching, composing, writing, rows, bytes });
process.disconnect();
