import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, peakMemory, startWorker, timed } from '../measure/child.mjs';
import { watchMemory } from '../measure/proc.mjs';

const ALERTS = 100;
const BOTS = 50;
/** Conversations, messages and paid conversations. */
const COUNTS = 3;
const MORNINGS = 3;
const REPLAYED_BOTS = 10;
/** The pace that is the default. */
const MAX_AT_A_TIME = 2;

/** What alerts watch, in turn. */
const WATCHED = [
  '{ silence: conversations }',
  '{ unusual: conversations }',
  '{ unusual: messages }',
  '{ conversations: { down: 30% }, over: 7d }',
  '{ paid: { above: 80%, of: 5000000 }, in: thisMonth, projected: true }',
  '{ gap: 2d }',
];

export const alerts = {
  key: 'i',
  title: `${ALERTS} alerts, each over ${BOTS} bots, checked at one instant, and the replay of half a year; the API answers in 20 ms`,
  async run({ folder, api }) {
    const checks = await checkMornings(folder, api);
    const replays = await replayPast(folder, api);
    const last = checks.mornings.at(-1);
    return {
      rows: [
        ...checks.mornings.map(({ wall, cpu, served, checked }, index) => ({
          what: `morning ${index + 1}`,
          ...{ wall, cpu },
          more: `${stated(checked)}; ${served} requests`,
        })),
        { what: 'the service, after all of them', memory: checks.memory },
        ...replays,
      ],
      ratios: [
        {
          what: `${ALERTS} alerts over ${BOTS} bots: a morning’s checks`,
          value: last.wall / 1000,
          most: 60,
          unit: 's',
        },
        {
          what: `${ALERTS} alerts over ${BOTS} bots: requests a bot and count on a morning`,
          value: last.served / BOTS / COUNTS,
          most: 1,
        },
        {
          what: `${ALERTS} alerts over ${BOTS} bots: most requests at a time`,
          value: last.most,
          most: MAX_AT_A_TIME,
        },
        ...replays.map(({ what, wall }) => ({ what, value: wall / 1000, most: 10, unit: 's' })),
      ],
    };
  },
};

async function checkMornings(parent, api) {
  const file = written(parent, 'alerts', configOf({ api, bots: BOTS, alerts: ALERTS, watched: WATCHED }));
  const worker = await startWorker('alerts', file, ALERTS, MORNINGS);
  const stop = watchMemory(worker.pid, 200);
  const mornings = [];
  await api.ask('so far');
  for (let morning = 0; morning < MORNINGS; morning += 1) {
    const result = await worker.ask('next');
    mornings.push({ ...result, ...(await api.ask('so far')) });
  }
  const memory = stop();
  await worker.stop();
  return { mornings, memory };
}

async function replayPast(parent, api) {
  const pace = ', minInterval: 0ms, concurrency: 8';
  const rows = [];
  for (const [name, watched] of [
    ['silence and what is unusual', '{ silence: conversations, unusual: conversations }'],
  ]) {
    const config = configOf({ api, bots: REPLAYED_BOTS, alerts: 1, watched: [watched], pace });
    const command = node(
      'dist/main.js',
      'alerts',
      'test',
      '--since',
      '180d',
      '-c',
      written(parent, 'replay', config),
    );
    await api.ask('so far');
    const times = await timed(command);
    const { served } = await api.ask('so far');
    const memory = await peakMemory(command);
    rows.push({
      what: `alerts test --since 180d, ten bots, ${name}`,
      ...times,
      memory,
      more: `${served} requests`,
    });
  }
  return rows;
}

function written(parent, name, config) {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'config.yaml');
  writeFileSync(file, config);
  return file;
}

const stated = (checked) =>
  Object.entries(checked)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');

function configOf({ api, bots, alerts, watched, pace = '' }) {
  const botLine = (id) =>
    `  bot${id}: { name: Support bot ${id}, storyId: "${(0x100000 + id).toString(16).padStart(24, '5')}" }`;
  const alertLines = (index) => `  alert${index}:
    when: ${watched[index % watched.length]}
    deliver: [{ folder: { path: ./out } }]`;
  const each = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('\n');
  return `timezone: UTC
store: sqlite:./botdigest.db
server: off
chatbot: { token: sandbox, baseUrl: "${api.ready}"${pace} }
bots:
${each(bots, botLine)}
digests:
  weekly: { bots: [bot0], reports: [conversations], formats: [csv] }
alerts:
${each(alerts, alertLines)}
`;
}
