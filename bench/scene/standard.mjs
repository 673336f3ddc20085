// The standard digest: six reports of one bot over 30 days, against the 30 days before.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderMail } from '../../src/channels/email/body/body.js';
import { renderSlackMessage } from '../../src/channels/slack/body/body.js';
import { fetchSnapshots } from '../../src/chatbot/fetch.js';
import { openConfig } from '../../src/configuration.js';
import { composeDigest } from '../../src/digest/compose.js';
import { tuneHeap } from '../../src/lib/system/heap.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { formatRenderers as renderers } from '../../src/render/registry.js';
import { deliveryStem, namesFrom } from '../../src/run/prepare/naming.js';
import { planRun } from '../../src/run/prepare/plan.js';
import { createRendering } from '../../src/run/prepare/rendering.js';
import { requested } from '../../src/run/prepare/request.js';
import { slicesOf } from '../../src/run/readers/slices.js';

/** A Monday, 08:00 in Warsaw. */
const SLOT = { digest: 'standard', scheduledFor: Date.parse('2025-11-24T07:00:00Z'), trigger: 'cron' };

const text = (apiUrl) => `timezone: Europe/Warsaw
store: sqlite:./botdigest.db
chatbot: { token: sandbox, baseUrl: "${apiUrl}", concurrency: 4, minInterval: 0ms }
bots: { support: { name: Support bot, storyId: 5b07ff77c2376e30306d9b12 } }
digests:
  standard:
    title: Support bot, the last 30 days
    bots: [support]
    period: last30days
    reports: [conversations, paid, messages, average, heatmap, interactions]
    formats: [pdf]
    deliver: [{ folder: { path: ./out } }]
`;

/** Fetches the standard digest's figures once and stores them for the programs that render it. */
export async function prepareStandard(folder, apiUrl) {
  await writeFile(join(folder, 'config.yaml'), text(apiUrl));
  const config = await openConfig(join(folder, 'config.yaml'), { env: {}, clock: systemClock });
  const snapshot = await fetchOnce(config);
  await writeFile(join(folder, 'snapshot.json'), JSON.stringify(snapshot));
}

/** Fetches the standard digest's figures. */
export async function fetchOnce(config, onProgress = () => {}) {
  const { createClients } = await import('../../src/chatbot/client/clients.js');
  const clients = createClients(config, { clock: systemClock, userAgent: 'bench', random: Math.random });
  const { bots, reports, weekStart, ...digest } = config.digests.get('standard');
  const plan = planRun({ bots, reports, weekStart, ...digest }, SLOT);
  const [snapshot] = await fetchSnapshots([{ ...plan, bots, reports, weekStart }], {
    clients: clients.of,
    chatbot: config.chatbot,
    clock: systemClock,
    signal: new AbortController().signal,
    onProgress,
  });
  await clients.close();
  return snapshot;
}

/** The standard digest, from the files of `prepareStandard`. */
export async function openStandard(folder, purpose = 'command') {
  tuneHeap(purpose);
  const config = await openConfig(join(folder, 'config.yaml'), { env: {}, clock: systemClock });
  const snapshot = JSON.parse(await readFile(join(folder, 'snapshot.json'), 'utf8'));
  const standard = config.digests.get('standard');
  const paint = lazyPictures();
  const compose = () => composeDigest(snapshot, standard);
  const digest = compose();
  const name = namesFrom(deliveryStem(digest.id, digest.window));
  return {
    config,
    theme: standard.theme,
    digest,
    compose,
    /** A new rendering. */
    rendering: () => createRendering({ renderers, paint }, digest, { ...standard, name }),
    /** What a service asks a render thread for. */
    renderJob: () => ({
      subject: 'bench',
      digest: standard,
      slot: SLOT,
      policy: { onBlank: 'omit', onGap: standard.onGap, onEmpty: standard.onEmpty, patient: false },
      slices: slicesOf(standard).map((slice) => ({ ...requested(slice), snapshot })),
    }),
    /** A rendering with that many rows of conversations, one per hour. */
    longer: (rows) => createRendering({ renderers, paint }, lengthened(digest, rows), { ...standard, name }),
  };
}

/** As in the program: the canvas is loaded with the first picture. */
function lazyPictures() {
  let pictures;
  return async (...request) => {
    pictures ??= import('../../src/render/png/pictures.js').then(({ createPictures }) => createPictures());
    return (await pictures)(...request);
  };
}

function lengthened(digest, count) {
  const tables = digest.tables.map((table) => {
    if (table.report !== 'conversations') return table;
    const rows = Array.from({ length: count }, (_row, index) =>
      table.columns.map(({ type }, column) => cellOf(type, index, table.rows[0][column])),
    );
    return { ...table, columns: table.columns, rows };
  });
  return { ...digest, tables };
}

function cellOf(type, index, like) {
  if (type === 'date') return new Date(Date.UTC(2015, 0, 1) + index * 3_600_000).toISOString().slice(0, 10);
  return typeof like === 'number' ? index % 97 : like;
}

const format = (kind) => ({ kind, options: {} });
const renderSlack = (digest, context) =>
  renderSlackMessage(digest, { style: 'full', charts: 'native' }, context);
const READER = { target: 'cx-leads@example.com', unsubscribe: null };
const CONTENTS = { attachments: [], leftOut: [], pictures: 'full', limit: null, elsewhere: [] };

/** Renderings by the name of the measurement. */
export const forms = {
  pdf: (rendering) => rendering.formats([format('pdf')]),
  xlsx: (rendering) => rendering.formats([format('xlsx')]),
  png: (rendering) => rendering.formats([format('png')]),
  'csv and json': (rendering) => rendering.formats([format('csv'), format('json')]),
  'mail (HTML, text)': (rendering) => rendering.body(renderMail, READER, CONTENTS),
  slack: (rendering) => rendering.body(renderSlack, READER, CONTENTS),
  all: (rendering) =>
    Promise.all([
      rendering.formats(['pdf', 'xlsx', 'csv', 'json', 'png'].map(format)),
      rendering.body(renderMail, READER, CONTENTS),
      rendering.body(renderSlack, READER, CONTENTS),
    ]),
};
