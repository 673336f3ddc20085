import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { openApp } from '../../src/app.js';
import { openLedger } from '../../src/ledger/open.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import { scheduleOf } from '../../src/schedule/schedule.js';
import { latestSlot } from '../../src/schedule/slots.js';

/** Of the console in the pictures. */
export const PASSWORD = 'pictures-only';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Monday 9 November 2026, 06:55 in Warsaw: from then on the service works; what is older was run by hand. */
const START = Date.parse('2026-11-09T05:55:00Z');
const END = Date.parse('2026-11-23T07:12:00Z');
/** How far the clock goes on with each event, so that the same is shown at every call. */
const STEPS = { begun: 1_000, fetched: 4_000, delivery: 400 };

/**
 * A service with a console two weeks into its work, in `folder`: one delivery waits for a person, one bot has been silent since Friday, and a
 * digest is paused. Returns its address, its time, and the run that pictures are taken of.
 */
export async function openConsoleService(folder) {
  let time = START;
  const clock = { now: () => time, sleep: (ms, signal) => wait(ms, undefined, { signal }) };
  const at = (instant) => ({ ...clock, now: () => instant });
  const sandbox = await startSandbox({
    ...{ port: 0, seed: 1, token: 'sandbox', clock: at(END) },
    ...{ scenario: 'sales=outage', scenarioFrom: '2026-11-20' },
  });
  const mail = await mailServer(() => time > END - DAY);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'config.yaml');
  writeFileSync(file, configFor(sandbox.url, mail.server.address().port));
  const signal = new AbortController().signal;
  const app = await openApp(file, { env: {}, clock });
  for (const [id, count] of Object.entries({ weekly: 9, board: 5 }))
    for (const slot of slotsBefore(app.digest(id), count)) {
      time = slot + MINUTE;
      await app.run(app.digest(id), slot, { signal });
    }
  for (const day of ['2026-10-02', '2026-11-03']) {
    time = Date.parse(`${day}T12:00:00Z`);
    await app.run(app.digest('export'), time, { signal });
  }
  time = START;
  let url = '';
  const service = await app.start((event) => {
    if (event.kind === 'serving') url = event.url ?? '';
    time += STEPS[event.kind] ?? 0;
  });
  const ledger = await openLedger({ kind: 'sqlite', path: join(folder, 'botdigest.db') });
  for (const due of dueTimes()) {
    time = due;
    // It looks at the schedules.
    await service.reload();
    await idle(ledger);
  }
  time = END;
  await app.pause(app.digest('board'), '2026-12-07', 'ada');
  await service.reload();
  const [weekly] = await ledger.history.runs({ digest: 'weekly', limit: 1 });
  return {
    url,
    run: weekly.run.id,
    now: clock.now(),
    async close() {
      await service.stop();
      await app.stop();
      await ledger.close();
      await sandbox.close();
      await new Promise((done) => mail.server.close(done));
    },
  };
}

function slotsBefore(digest, count) {
  const schedule = scheduleOf(digest);
  const slots = [];
  for (let before = START; slots.length < count; before = slots[0] - 1)
    slots.unshift(latestSlot(schedule, before));
  return slots;
}

/** 07:00, 08:00 and 09:00 of each day until the end. */
function dueTimes() {
  const days = Array.from({ length: 15 }, (_, day) => START + day * DAY + 5 * MINUTE);
  return days
    .flatMap((seven) => [0, 60, 120].map((minutes) => seven + minutes * MINUTE + 300))
    .filter((due) => due < END);
}

async function idle(ledger) {
  for (;;) {
    const runs = await ledger.history.runs({ limit: 12, checks: true });
    if (runs.every(({ run }) => run.finishedAt !== null)) return;
    await wait(20);
  }
}

/** Says nothing of what it has taken for the board, once `silent`. */
async function mailServer(silent) {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, { envelope }, done) {
      stream.resume();
      const board = envelope.rcptTo.some(({ address }) => address.startsWith('board@'));
      stream.on('end', () => (board && silent() ? undefined : done(null, 'Ok: queued as 4F1A')));
    },
  });
  server.on('error', () => {});
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

const configFor = (api, port) => `timezone: Europe/Warsaw
store: sqlite:./botdigest.db
server: { listen: 127.0.0.1:0, password: ${PASSWORD} }
chatbot: { token: sandbox, baseUrl: ${api}, minInterval: 0ms, concurrency: 8, retries: 0 }
email: { host: 127.0.0.1, port: ${port}, from: Bot reports <reports@example.com>, timeout: 1s }
bots:
  support: { name: Support bot, storyId: 5b07ff77c2376e30306d9b12 }
  sales: { name: Sales bot, storyId: 5b07ffafc2376e30306d9b16 }
digests:
  weekly:
    title: Weekly support
    schedule: "0 8 * * MON"
    bots: [support, sales]
    period: lastWeek
    formats: [pdf, xlsx]
    deliver:
      - email: { to: [ann@example.com, cx-leads@example.com, board@example.com], onUnknown: hold }
      - folder: { path: ./exports }
  yesterday:
    title: Yesterday
    schedule: "0 9 * * MON-FRI"
    bots: [support]
    period: yesterday
    reports: [conversations, messages]
    formats: [csv]
    deliver: [ { email: { to: [support@example.com] } } ]
  board:
    title: Board, monthly
    schedule: lastWorkingDay 17:00
    bots: [support, sales]
    period: lastMonth
    reports: [conversations, paid]
    formats: [csv]
    deliver: [ { email: { to: [a@example.com, b@example.com, c@example.com, d@example.com, e@example.com] } } ]
  export:
    title: Export
    bots: [support, sales]
    period: lastMonth
    reports: [conversations, messages]
    formats: [csv, json]
    deliver: [ { folder: { path: ./exports } } ]
alerts:
  volume: { title: Volume, when: { unusual: conversations }, deliver: [ { email: { to: [ops@example.com] } } ] }
  outage: { title: Outage, when: { silence: conversations }, deliver: [ { email: { to: [ops@example.com] } } ] }
  plan:
    title: Plan
    when: { paid: { above: 100%, of: 5000 }, in: thisMonth, projected: true }
    deliver: [ { email: { to: [ops@example.com] } } ]
`;
