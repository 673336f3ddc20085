import { expect, onTestFinished, test } from 'vitest';
import { openDesk, SLOT, standingOf } from '../../../support/desk.js';
import { filesBelow } from '../../../support/folder.js';
import { deadPort } from '../../../support/free-port.js';
import { claimed } from '../../../support/ledger-work.js';
import { scriptedSmtp } from '../../../support/smtp-script.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const watch = { signal: new AbortController().signal };

async function mailServer(script: Parameters<typeof scriptedSmtp>[0] = {}) {
  const mail = await scriptedSmtp(script);
  onTestFinished(() => mail.stop());
  return mail;
}

const TWO = ['email: { to: [ada@example.com, grace@example.com] }', 'folder: { path: ./exports }'];

test('one bad address concerns nobody else, and a resend goes only to it', async () => {
  let known = false;
  const mail = await mailServer({
    RCPT: (line) => ({ reply: known || line.includes('ada') ? '250 ok' : '550 5.1.1 no such user' }),
  });
  const desk = await openDesk({ mailPort: mail.port, deliver: TWO });
  const { story } = await desk.run();
  expect(standingOf(story)).toEqual([
    'ada@example.com message: delivered, first',
    'grace@example.com message: failed, recipient-rejected',
    './exports files: delivered, first',
  ]);
  expect(story.run).toMatchObject({ state: 'partial', reason: 'undelivered' });
  expect(story.run.error).toContain('grace@example.com');
  known = true;
  const app = await desk.app();
  const again = await app.resend(story.run.id, { targets: ['grace@example.com'] }, watch);
  expect(again?.story.run.state).toBe('completed');
  expect(mail.messages.map((message) => /^To: (.*)$/m.exec(message)?.[1])).toEqual([
    'ada@example.com',
    'grace@example.com',
  ]);
  expect(await app.resend(story.run.id, {}, watch)).toBeNull();
});

test('the same instant is sent once, whoever asks again', async () => {
  const mail = await mailServer();
  const desk = await openDesk({ mailPort: mail.port, deliver: TWO });
  await desk.run();
  const again = await desk.run();
  expect(again.report).toBeNull();
  expect(again.story.run.state).toBe('completed');
  expect(mail.messages).toHaveLength(2);
});

test('a wait that the server asked for survives a restart; nothing is sent before it is over', async () => {
  let busy = true;
  const mail = await mailServer({ MAIL: () => ({ reply: busy ? '451 4.7.1 slow down' : '250 ok' }) });
  const desk = await openDesk({ mailPort: mail.port, deliver: ['email: { to: [ada@example.com] }'] });
  const first = await desk.run();
  expect(first.story.run).toMatchObject({ state: 'retrying', reason: 'rate-limited' });
  const wait = first.story.run.notBefore - desk.clock.now();
  expect(wait).toBeGreaterThan(50_000);
  expect(wait).toBeLessThan(76_000);
  busy = false;
  expect((await desk.run()).report).toBeNull();
  expect(mail.messages).toHaveLength(0);
  desk.clock.forward(80_000);
  expect(standingOf((await desk.run()).story)).toEqual(['ada@example.com message: delivered, retry']);
});

test('trying again ends at the deadline, and says so', async () => {
  const desk = await openDesk({ mailPort: await deadPort(), deliver: ['email: { to: [ada@example.com] }'] });
  await desk.run();
  desk.clock.forward(25 * HOUR);
  const { story } = await desk.run();
  expect(standingOf(story)).toEqual(['ada@example.com message: failed, gave-up']);
  expect(story.run.state).toBe('failed');
});

test('a run whose process died is gone on with: what was being sent is in doubt, the rest is sent for the first time', async () => {
  const mail = await mailServer();
  const desk = await openDesk({ mailPort: mail.port, deliver: TWO });
  // A run by hand that dies as it begins to send: nothing is listening, so the plan is made and both mails wait.
  await desk.run((text) => text.replace(`port: ${mail.port}`, 'port: 1'));
  desk.clock.forward(2 * MINUTE);
  const ledger = await desk.ledger();
  const now = desk.clock.now();
  const { lease } = claimed(await ledger.runs.claim({ owner: 'dead', until: now + 30_000 }, now));
  await ledger.deliveries.begin(lease, `${lease.run}.1`, now);
  expect((await desk.run()).report).toBeNull();
  desk.clock.forward(31_000);
  const { story } = await desk.run();
  expect(standingOf(story)).toEqual([
    'ada@example.com message: delivered, possible-duplicate',
    'grace@example.com message: delivered, retry',
    './exports files: delivered, first',
  ]);
  expect(mail.messages).toHaveLength(2);
  expect(story.events.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining(['crashed-while-sending', 'taken-over', 'unknown-resend']),
  );
});

test('with onGap: hold an incomplete digest waits for the whole, and goes when it is there', async () => {
  const desk = await openDesk({ deliver: ['folder: { path: ./exports }'], lines: ['onGap: hold'] });
  const both = (text: string) => text.replace(/reports: \[(\w+)\]/, 'reports: [$1, interactions]');
  desk.api.setFaults([{ match: { report: 'interactions' }, fault: { kind: 'status', status: 503 } }]);
  const first = await desk.run(both);
  expect(first.story.run).toMatchObject({ state: 'retrying', reason: 'incomplete-digest', plannedAt: null });
  expect([...filesBelow(desk.folder).keys()].filter((name) => name.includes('exports'))).toEqual([]);
  desk.api.setFaults([]);
  desk.clock.forward(2 * MINUTE);
  const { story } = await desk.run(both);
  expect(story.run.state).toBe('completed');
});

test('a refused token is not waited for: it ends the run, and a resend after the repair makes it whole', async () => {
  const desk = await openDesk({ deliver: ['folder: { path: ./exports }'] });
  const wrong = await desk.run((text) => text.replace('token: sandbox', 'token: revoked'));
  expect(wrong.story.run).toMatchObject({ state: 'failed', reason: 'nothing-fetched' });
  const app = await desk.app();
  const mended = await app.resend(wrong.story.run.id, {}, watch);
  expect(mended?.story.run).toMatchObject({ state: 'completed', trigger: 'resend' });
  const csv = [...filesBelow(`${desk.folder}/exports`)].find(([name]) => name.endsWith('index.json'));
  expect(csv).toBeDefined();
  const late = await (await desk.ledger()).contents.snapshots(wrong.story.run.id);
  expect(JSON.parse(late[0]?.json ?? '{}').slot.late).toBe('asked');
});

test('a reader and a digest that the configuration no longer names end in words of their own', async () => {
  const desk = await openDesk({ mailPort: await deadPort(), deliver: ['email: { to: [ada@example.com] }'] });
  const { story } = await desk.run();
  const other = await desk.app((text) =>
    text.replace('ada@example.com', 'grace@example.com, alan@example.com'),
  );
  const gone = await other.resend(story.run.id, {}, watch);
  expect(gone && standingOf(gone.story)).toEqual(['ada@example.com message: failed, target-gone']);
  const nobody = await desk.app((text) => text.replace('  daily:', '  nightly:'));
  await expect(nobody.resend(story.run.id, {}, watch)).rejects.toMatchObject({
    code: 'digest-gone',
    exitCode: 2,
    message: expect.stringContaining(`botdigest resend ${story.run.id}`),
  });
});

test('a stop while it is being sent lets that end, hands the rest back and loses nothing', async () => {
  const stop = new AbortController();
  const mail = await mailServer({
    dot: () => {
      stop.abort(new Error('stopped'));
      return { replyLate: '250 2.0.0 Ok', ms: 200 };
    },
  });
  const desk = await openDesk({
    mailPort: mail.port,
    deliver: ['email: { to: [ada@example.com, grace@example.com] }'],
  });
  const app = await desk.app();
  const { story } = await app.run(app.digest('daily'), SLOT, { signal: stop.signal });
  expect(story.run).toMatchObject({ state: 'queued', reason: 'stopped', attempt: 0 });
  expect(standingOf(story)).toEqual([
    'ada@example.com message: delivered, first',
    'grace@example.com message: pending, planned',
  ]);
  const done = await desk.run();
  expect(done.story.run.state).toBe('completed');
  expect(mail.messages).toHaveLength(2);
});
