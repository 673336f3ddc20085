import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRecord } from '../../src/ledger/ledger.js';
import type { Audit } from '../../src/ledger/model/audit.js';
import { openLedger } from '../../src/ledger/open.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import { fingerprint } from '../../src/schedule/due.js';
import { startGoogleChat, startTeams } from '../support/chat-servers.js';
import { deskConfig } from '../support/desk.js';
import { openHooks } from '../support/hook-server.js';
import { S3_KEYS, type S3Server, startS3 } from '../support/s3-server.js';
import { distrustful, SIGNING_SECRET, type SignedHooks } from '../support/signed-hooks.js';
import { type SlackServer, startSlack } from '../support/slack-server.js';
import { startMailServer, type TestMailServer } from '../support/smtp-server.js';
import { SLACK_TOKEN } from '../support/world.js';
import { type Ended, type EndSignal, endInTheMiddle } from './processes.js';

export type Medium = 'mail' | 'slack' | 'chats' | 'webhook';

const READERS = ['ada@example.com', 'grace@example.com', 'joan@example.com'];
const HOOKS = ['/one', '/two', '/three'];

/** Where a trial delivers to besides mail, Slack and folders. */
interface Places {
  readonly chats: Chats;
  readonly bucket: string;
  readonly hooks: string;
}

/** The entries of `deliver:`; of two chats that cannot be searched, one holds what is in doubt, and one sends it again. */
const deliverBy = (medium: Medium, { chats: { teams, google }, bucket, hooks }: Places): readonly string[] =>
  ({
    mail: [`email: { to: [${READERS.join(', ')}] }`, 'folder: { path: ./exports }', bucket],
    slack: [
      'slack: { channel: C0123456789 }',
      '{ slack: { channel: U0123456789 }, title: Once more }',
      'folder: { path: ./exports }',
    ],
    chats: [
      `teams: { url: "${teams.address}" }`,
      `googleChat: { url: "${google.address}", onUnknown: resend }`,
      'folder: { path: ./exports }',
      'folder: { path: ./archive }',
    ],
    webhook: [
      ...HOOKS.map(
        (path) => `webhook: { url: "${hooks}${path}", secret: ${SIGNING_SECRET}, files: multipart }`,
      ),
      'folder: { path: ./exports }',
    ],
  })[medium];

const bucketAt = (endpoint: string) =>
  `s3: ${JSON.stringify({ bucket: 'reports', region: 'eu-central-1', endpoint, ...S3_KEYS })}`;

interface Chats {
  readonly teams: Awaited<ReturnType<typeof startTeams>>;
  readonly google: Awaited<ReturnType<typeof startGoogleChat>>;
}

/** What came of one run whose first process was ended at its n-th trace. */
export interface Trial extends Ended {
  readonly mails: TestMailServer['mails'];
  readonly slack: Pick<SlackServer, 'posts' | 'files' | 'violations'>;
  readonly hooks: Pick<SignedHooks, 'received' | 'violations'>;
  readonly s3: Pick<S3Server, 'objects' | 'violations'>;
  readonly chats: Chats;
  readonly receipts: Audit;
}

/** One due slot, worked on by `start`; ended at trace `at` (null: let it finish), and started again. */
export async function tryEnding(
  medium: Medium,
  at: number | null,
  signal: EndSignal = 'SIGKILL',
): Promise<Trial> {
  const folder = mkdtempSync(join(tmpdir(), 'botdigest-kill-'));
  const api = await startSandbox({ port: 0, seed: 7, token: 'sandbox', clock: systemClock });
  const mail = await startMailServer();
  const slack = await startSlack({ token: SLACK_TOKEN });
  const hooks = distrustful(await openHooks());
  const s3 = await startS3();
  const chats: Chats = {
    teams: await startTeams([], await openHooks()),
    google: await startGoogleChat([], { on: await openHooks() }),
  };
  const store = { kind: 'sqlite', path: join(folder, 'botdigest.db') } as const;
  const ledger = await openLedger(store);
  try {
    const due = Math.floor(Date.now() / 60_000) * 60_000;
    const schedule = `${new Date(due).getUTCMinutes()} ${new Date(due).getUTCHours()} * * *`;
    const lines = [`schedule: "${schedule}"`, 'timezone: UTC'];
    const places = { chats, bucket: bucketAt(s3.url), hooks: hooks.url };
    const options = {
      mailPort: mail.port,
      slackUrl: slack.apiUrl,
      deliver: deliverBy(medium, places),
      lines,
    };
    const config = deskConfig(api.url, options).replace('./data/', './');
    writeFileSync(join(folder, 'config.yaml'), config);
    const looked = {
      digest: 'daily',
      schedule: fingerprint({ schedule, zone: 'UTC' }),
      at: due - 1,
    };
    await ledger.slots.advance({ from: null, to: looked, due: [] }, due - 1);

    const finished = async (): Promise<RunRecord | null> => {
      const [record] = await ledger.history.runs({ limit: 1 });
      return record && record.run.finishedAt !== null ? record : null;
    };
    const ended = await endInTheMiddle(folder, { at, signal, finished });
    const receipts = await ledger.receipts.audit();
    return { ...ended, mails: [...mail.mails], slack, s3, hooks, chats, receipts };
  } finally {
    await ledger.close();
    const servers = [mail, slack, s3, hooks, chats.teams, chats.google];
    await Promise.all([api.close(), ...servers.map((server) => server.stop())]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is wrong with how a trial ended; empty when every reader has it once, or twice and the second one is flagged. */
export function faultsOf(medium: Medium, trial: Trial): string[] {
  const { whole, brokenAt } = trial.receipts;
  const broken = whole ? [] : [`the receipts break at ${JSON.stringify(brokenAt)}`];
  return [...broken, ...sendingFaults(medium, trial)];
}

function sendingFaults(medium: Medium, trial: Trial): string[] {
  if (medium === 'chats') return chatFaults(trial);
  const { passed, record, mails, slack, s3, hooks } = trial;
  const { run, deliveries } = record;
  const count = (point: string) => passed.filter((name) => name === point).length;
  const open = count('ledger:deliveries.begin:done') - count('ledger:deliveries.end:committed');
  const faults = run.state === 'completed' ? [] : [`the run is ${run.state}, ${run.reason}: ${run.error}`];
  faults.push(...slack.violations, ...hooks.violations);
  if (medium === 'mail') {
    if (mails.length > READERS.length && open <= 0)
      faults.push(`${mails.length} mails though no send was open`);
    for (const reader of READERS) {
      const got = mails.filter(({ to }) => to.includes(reader));
      const flagged = deliveries.find(({ target }) => target === reader)?.reason === 'possible-duplicate';
      if (got.length !== 1 && !(got.length === 2 && flagged)) faults.push(`${reader} got ${got.length}`);
      if (new Set(got.map(({ raw }) => raw)).size > 1) faults.push(`${reader} got two different ones`);
    }
    const stored = [...s3.objects.keys()].map((key) => key.split('/').pop()).toSorted();
    if (!/^daily-[\d-]+-average\.csv,index\.json$/.test(stored.join()))
      faults.push(`stored: ${stored.join(', ')}`);
    return [...faults, ...s3.violations];
  }
  if (medium === 'webhook') {
    for (const [index, path] of HOOKS.entries()) {
      const got = hooks.received.filter((message) => message.path === path);
      const flagged = deliveries[index]?.reason === 'possible-duplicate';
      if (got.length !== 1 && !(got.length === 2 && flagged)) faults.push(`${path} got ${got.length}`);
      if (got.length > 1 && open <= 0) faults.push(`${path} got ${got.length} though no send was open`);
      if (new Set(got.map(({ id }) => id)).size > 1) faults.push(`${path} got two ids`);
    }
    return faults;
  }
  if (slack.posts.length !== 2) faults.push(`${slack.posts.length} posts instead of 2`);
  const shares = slack.files.flatMap(({ name, shares: places }) => places.map((place) => `${name} ${place}`));
  if (shares.length !== 2 || new Set(shares).size !== 2) faults.push(`files shared: ${shares.join(', ')}`);
  return faults;
}

/** Teams never has it twice, and is held where that is in doubt; Google Chat may have it twice where that is flagged. */
function chatFaults({ record: { run, deliveries }, chats: { teams, google } }: Trial): string[] {
  const faults = [...teams.violations, ...google.violations];
  const [toTeams, toGoogle] = ['teams', 'googleChat'].map((kind) =>
    deliveries.find((one) => one.kind === kind),
  );
  const isHeld = toTeams?.state === 'held' && toTeams.reason === 'crashed-while-sending';
  const expected = isHeld ? ['partial, held'] : ['completed, delivered'];
  if (!expected.includes(`${run.state}, ${run.reason}`))
    faults.push(`the run is ${run.state}, ${run.reason}`);
  if (toTeams?.state !== 'delivered' && !isHeld)
    faults.push(`Teams is ${toTeams?.state}, ${toTeams?.reason}`);
  if (teams.posts.length > 1 || (teams.posts.length === 0 && !isHeld))
    faults.push(`Teams got ${teams.posts.length}`);
  if (toGoogle?.state !== 'delivered') faults.push(`Google Chat is ${toGoogle?.state}, ${toGoogle?.reason}`);
  const flagged = toGoogle?.reason === 'possible-duplicate';
  const { length } = google.posts;
  if (length !== 1 && !(length === 2 && flagged)) faults.push(`Google Chat got ${length}`);
  if (new Set(google.posts.map(({ requestId, thread }) => `${requestId} ${thread}`)).size > 1)
    faults.push('Google Chat got it under two ids');
  return faults;
}

/** Some of the points 1 to `count`, spread over all of them, the same for the same seed. */
export function sample(count: number, size: number, seed: number): number[] {
  const stride = count / size;
  return Array.from(
    { length: size },
    (_, index) => 1 + Math.floor(stride * (index + ((seed * 7919 + index * 104_729) % 1000) / 1000)),
  );
}
