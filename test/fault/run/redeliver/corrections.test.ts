import { readFileSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import type { RequestResult } from '../../../../src/run/commands/request.js';
import type { ResendRequest } from '../../../../src/run/redeliver/resend.js';
import type { FaultRule } from '../../../../src/sandbox/faults/fault.js';
import { openDesk, standingOf } from '../../../support/desk.js';
import { filesBelow } from '../../../support/folder.js';
import { startHooks } from '../../../support/hook-server.js';
import { type SlackFaults, startSlack } from '../../../support/slack-server.js';
import { type Script, scriptedSmtp } from '../../../support/smtp-script.js';
import { SLACK_TOKEN } from '../../../support/world.js';

const SLOT = Date.parse('2025-11-24T07:00:00Z');
const watch = { signal: new AbortController().signal };
const BROKEN: FaultRule = { match: { report: 'interactions' }, fault: { kind: 'status', status: 500 } };

const both = (text: string) => text.replace(/reports: \[(\w+)\]/, 'reports: [$1, interactions]');

interface Scene {
  readonly deliver: readonly string[];
  readonly edit?: (text: string) => string;
  readonly script?: Script;
  readonly slackFaults?: SlackFaults;
}

/** A run whose readers got a hole. */
async function holed({ deliver, edit = (text) => text, script = {}, slackFaults = {} }: Scene) {
  const mail = await scriptedSmtp(script);
  const slack = await startSlack({ token: SLACK_TOKEN, faults: slackFaults });
  onTestFinished(async () => void (await Promise.all([mail.stop(), slack.stop()])));
  const desk = await openDesk({ mailPort: mail.port, slackUrl: slack.apiUrl, deliver });
  const app = (change = (text: string) => text) => desk.app((text) => change(edit(both(text))));
  desk.api.setFaults([BROKEN]);
  const opened = await app();
  const first = await opened.run(opened.digest('daily'), SLOT, watch);
  const { id } = first.story.run;
  desk.api.setFaults([]);
  return {
    ...desk,
    mail,
    slack,
    id,
    first,
    app,
    async resend(wish: ResendRequest = {}, change?: (text: string) => string) {
      return (await app(change)).resend(id, wish, watch);
    },
  };
}

const standing = (answered: RequestResult | null) =>
  `${answered?.story.run.state}, ${answered?.story.run.reason}`;
const header = (message: string | undefined, name: string) =>
  new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(message ?? '')?.[1]?.replace(/\r\n\s+/g, ' ');
const readerOf = (message: string) => header(message, 'To');

const MAIL = ['email: { to: [ada@example.com, grace@example.com] }'];

test('a resend after the API healed corrects what was sent, in the same thread, and once', async () => {
  const hooks = await startHooks();
  const notify = (text: string) =>
    text.replace('bots:\n', `notify: [{ webhook: { url: "${hooks.url}/" } }]\nbots:\n`);
  const at = await holed({ deliver: MAIL, edit: notify });
  expect(standing(at.first)).toBe('partial, incomplete');
  const corrected = await at.resend();
  expect(standing(corrected)).toBe('completed, corrected');
  expect(corrected?.story.run).toMatchObject({ trigger: 'correction', error: null });
  expect(at.mail.messages.map(readerOf)).toEqual([
    'ada@example.com',
    'grace@example.com',
    'ada@example.com',
    'grace@example.com',
  ]);
  for (const [before, after] of [
    [at.mail.messages[0], at.mail.messages[2]],
    [at.mail.messages[1], at.mail.messages[3]],
  ]) {
    const id = header(before, 'Message-ID');
    expect(header(after, 'In-Reply-To')).toBe(id);
    expect(header(after, 'References')).toBe(id);
    expect(header(after, 'Message-ID')).not.toBe(id);
    expect(header(before, 'In-Reply-To')).toBeUndefined();
    const [old, mended] = await Promise.all([simpleParser(before ?? ''), simpleParser(after ?? '')]);
    const [name = ''] = old.subject?.split(': ') ?? [];
    expect(old.subject).toBe(`${name}: Some figures are missing: Support bot.`);
    expect(mended.subject).toBe(`Correction: ${name}: Nothing stood out in this window.`);
    for (const body of [mended.text, mended.html])
      expect(body).toContain('This takes the place of the digest that was sent before');
    expect(old.text).toMatch(/some figures are missing/i);
    expect(mended.text).not.toMatch(/some figures are missing/i);
  }
  expect(hooks.calls.map(({ body }) => JSON.parse(body).health)).toEqual(['failing', 'well']);
  expect(JSON.parse(hooks.calls[1]?.body ?? '').text).toContain('have a correction');
  expect(await at.resend()).toBeNull();
  expect(at.mail.messages).toHaveLength(4);
});

test('while the API still lacks the figures nothing is sent again, and that is said', async () => {
  const at = await holed({ deliver: MAIL });
  at.api.setFaults([BROKEN]);
  const again = await at.resend();
  expect(standing(again)).toBe('partial, incomplete');
  expect(again?.report?.decided).toEqual(['Figures are still missing, so no correction was sent.']);
  expect(again?.report?.gaps.join()).toContain('interactions of support');
  expect(at.mail.messages).toHaveLength(2);
  at.api.setFaults([]);
  expect(standing(await at.resend())).toBe('completed, corrected');
});

test('only some are corrected when only some are named, and the rest later, each once', async () => {
  const at = await holed({ deliver: MAIL });
  const some = await at.resend({ targets: ['grace@example.com'] });
  expect(standing(some)).toBe('partial, incomplete');
  const rest = await at.resend();
  expect(standing(rest)).toBe('completed, corrected');
  expect(at.mail.messages.map(readerOf).slice(2)).toEqual(['grace@example.com', 'ada@example.com']);
});

test('whoever did not get it at first gets the whole one, and nobody anything twice', async () => {
  let known = false;
  const at = await holed({
    deliver: MAIL,
    script: {
      RCPT: (line) => ({ reply: known || line.includes('ada') ? '250 ok' : '550 5.1.1 no such user' }),
    },
  });
  expect(standing(at.first)).toBe('partial, undelivered');
  expect(at.first.story.run.error).toContain('Figures are missing from what was sent.');
  known = true;
  const done = await at.resend();
  expect(standing(done)).toBe('completed, corrected');
  expect(at.mail.messages.map(readerOf)).toEqual(['ada@example.com', 'ada@example.com', 'grace@example.com']);
  expect(header(at.mail.messages[2], 'In-Reply-To')).toBeUndefined();
});

test('what nobody got is no correction: it is whole by then', async () => {
  let takes = false;
  const at = await holed({ deliver: MAIL, script: { RCPT: () => ({ reply: takes ? '250 ok' : '550 no' }) } });
  expect(standing(at.first)).toBe('failed, undelivered');
  takes = true;
  expect(standing(await at.resend())).toBe('completed, delivered');
  expect(at.mail.messages).toHaveLength(2);
  expect(header(at.mail.messages[0], 'Subject')).not.toContain('Correction');
  expect((await simpleParser(at.mail.messages[0] ?? '')).text).not.toMatch(/figures are missing/i);
});

test('a correction that is interrupted goes on as any run, under the same Message-ID', async () => {
  let busy = false;
  const at = await holed({
    deliver: MAIL,
    script: { RCPT: (line) => ({ reply: busy && line.includes('grace') ? '451 4.7.1 later' : '250 ok' }) },
  });
  busy = true;
  const half = await at.resend();
  expect(half?.story.run).toMatchObject({ state: 'retrying', trigger: 'correction' });
  busy = false;
  const asked = at.api.requests().length;
  const done = await at.resend();
  expect(standing(done)).toBe('completed, corrected');
  expect(done?.story.run.trigger).toBe('correction');
  expect(at.api.requests()).toHaveLength(asked);
  expect(at.mail.messages.map(readerOf).slice(2)).toEqual(['ada@example.com', 'grace@example.com']);
  expect(standingOf(done?.story ?? at.first.story)).toEqual([
    'ada@example.com message: delivered, first',
    'grace@example.com message: delivered, first',
    'ada@example.com message: delivered, first',
    'grace@example.com message: delivered, retry',
  ]);
});

test('only the slices that had the hole are corrected', async () => {
  const at = await holed({
    deliver: [
      'email: { to: [ada@example.com] }',
      '{ email: { to: [ola@example.com] }, bots: [sales], locale: pl-PL }',
    ],
    edit: (text) =>
      text
        .replace('digests:\n', '  sales: { name: Sales bot, storyId: 5b07ffafc2376e30306d9b16 }\ndigests:\n')
        .replace('bots: [support]', 'bots: [support, sales]'),
  });
  expect(standing(at.first)).toBe('partial, incomplete');
  expect(await at.resend()).toMatchObject({ story: { run: { state: 'completed' } } });
  expect(at.mail.messages.map(readerOf).slice(2)).toEqual(['ada@example.com', 'ola@example.com']);
  const polish = await simpleParser(at.mail.messages[3] ?? '');
  expect(polish.subject).toMatch(/^Korekta: /);
  expect(polish.text).toContain('Ten raport zastępuje wysłany wcześniej');
});

test('readers whose bots were whole get no correction', async () => {
  const mail = await scriptedSmtp({});
  onTestFinished(() => mail.stop());
  const desk = await openDesk({
    mailPort: mail.port,
    deliver: ['email: { to: [ada@example.com] }', '{ email: { to: [ola@example.com] }, bots: [sales] }'],
  });
  const two = (text: string) =>
    both(text)
      .replace('digests:\n', '  sales: { name: Sales bot, storyId: 5b07ffafc2376e30306d9b16 }\ndigests:\n')
      .replace('bots: [support]', 'bots: [support, sales]');
  const only = { match: { storyId: '5b07ff77c2376e30306d9b12', report: 'interactions' } } as const;
  desk.api.setFaults([{ ...only, fault: { kind: 'status', status: 503 } }]);
  const first = await desk.run(two);
  expect(standing(first)).toBe('partial, incomplete');
  desk.api.setFaults([]);
  const app = await desk.app(two);
  expect(standing(await app.resend(first.story.run.id, {}, watch))).toBe('completed, corrected');
  expect(mail.messages.map(readerOf)).toEqual(['ada@example.com', 'ola@example.com', 'ada@example.com']);
});

test('in Slack it stands in the thread of what it corrects, with files of its own, also after a doubt', async () => {
  const at = await holed({ deliver: ['slack: { channel: C0123456789 }'] });
  expect(at.slack.posts).toHaveLength(1);
  const done = await at.resend();
  expect(standing(done)).toBe('completed, corrected');
  const [first, second] = at.slack.posts;
  expect(second).toMatchObject({ thread: first?.ts, broadcast: true });
  expect(second?.text).toMatch(/^Correction: Support bot/);
  expect(JSON.stringify(second?.blocks)).toContain('This takes the place of the digest');
  const shared = at.slack.files.filter(({ name, shares }) => name.endsWith('.csv') && shares.length > 0);
  expect(new Set(shared.flatMap(({ shares }) => shares))).toEqual(new Set([`C0123456789:${first?.ts}`]));
  expect(at.slack.violations).toEqual([]);
});

test.each([
  ['chat.postMessage', 1],
  ['files.completeUploadExternal', 3],
])(
  'a doubt about %s of a correction is settled by what stands in the thread, not by what it corrects',
  async (method, before) => {
    const nothing = Array.from({ length: before }, () => null);
    const at = await holed({
      deliver: ['slack: { channel: C0123456789 }'],
      slackFaults: { [method]: [...nothing, { doneThen: 'cut' }] },
    });
    const shared = () => at.slack.files.filter(({ shares }) => shares.length > 0).length;
    const files = shared();
    expect(await at.resend()).toMatchObject({
      story: { run: { state: 'retrying', reason: 'silent-after-post' } },
    });
    at.clock.forward(2 * 60_000);
    const app = await at.app();
    const { story } = await app.run(app.digest('daily'), SLOT, watch);
    expect(standingOf(story)).toContain(
      method === 'chat.postMessage'
        ? 'C0123456789 message: delivered, found-there'
        : 'C0123456789 files: delivered, found-there',
    );
    expect(story.run).toMatchObject({ state: 'completed', reason: 'corrected' });
    expect(at.slack.posts).toHaveLength(2);
    expect(shared()).toBe(files * 2);
  },
);

test('files of a correction that did not arrive are sent, though those that it corrects stand there', async () => {
  const at = await holed({
    deliver: ['slack: { channel: C0123456789 }'],
    slackFaults: { 'files.completeUploadExternal': [null, null, null, { cut: true }] },
  });
  await at.resend();
  at.clock.forward(2 * 60_000);
  const app = await at.app();
  const { story } = await app.run(app.digest('daily'), SLOT, watch);
  expect(standingOf(story).at(-1)).toBe('C0123456789 files: delivered, retry');
  expect(story.run.reason).toBe('corrected');
});

test('a folder holds the corrected files in place of the others, and its index says so', async () => {
  const at = await holed({
    deliver: ['folder: { path: ./exports }'],
    edit: (text) => text.replace('[csv]', '[csv, pdf, xlsx, json]'),
  });
  const before = filesBelow(`${at.folder}/exports`);
  expect(standing(await at.resend())).toBe('completed, corrected');
  const after = filesBelow(`${at.folder}/exports`);
  for (const name of before.keys()) expect([...after.keys()]).toContain(name);
  const index = [...after.keys()].find((name) => name.endsWith('index.json')) ?? '';
  const listed = JSON.parse(readFileSync(`${at.folder}/exports/${index}`, 'utf8'));
  expect(listed).toMatchObject({ correction: true });
  expect(listed.files.map(({ name }: { name: string }) => name).join()).toContain('interactions.csv');
  const json =
    [...after.keys()].find((name) => name.endsWith('W47.json') || /daily-.*\.json$/.test(name)) ?? '';
  const digest = JSON.parse(readFileSync(`${at.folder}/exports/${json}`, 'utf8'));
  expect(digest).toMatchObject({
    title: 'Correction: Support bot, yesterday',
    correction: 'Correction: ',
    incomplete: false,
    slot: { trigger: 'correction' },
  });
});

test('a subject of the user’s own is marked as well', async () => {
  const at = await holed({ deliver: ['email: { to: [ada@example.com], subject: Bots }'] });
  await at.resend();
  expect(at.mail.messages.map((message) => header(message, 'Subject'))).toEqual(['Bots', 'Correction: Bots']);
});

test('a reader who was taken out meanwhile is named, a new one gets nothing, other days are not sent', async () => {
  const at = await holed({ deliver: MAIL });
  const done = await at.resend({}, (text) =>
    text.replace('grace@example.com', 'joan@example.com').replace('period: yesterday', 'period: last7days'),
  );
  expect(standing(done)).toBe('partial, undelivered');
  expect(done && standingOf(done.story).slice(2)).toEqual([
    'ada@example.com message: delivered, first',
    'grace@example.com message: failed, target-gone',
  ]);
  expect(at.mail.messages.map(readerOf)).not.toContain('joan@example.com');
  const windows = await Promise.all(at.mail.messages.map(async (raw) => (await simpleParser(raw)).subject));
  const [name] = windows[0]?.split(': ') ?? [];
  expect(windows[2]).toBe(`Correction: ${name}: Nothing stood out in this window.`);
  // Put back, she gets hers.
  expect(standing(await at.resend())).toBe('completed, corrected');
  expect(at.mail.messages.map(readerOf).at(-1)).toBe('grace@example.com');
});

test('a digest that is gone from the configuration is refused, and corrected when it is back', async () => {
  const at = await holed({ deliver: MAIL });
  const gone = at.resend({}, (text) => text.replace('  daily:', '  nightly:'));
  await expect(gone).rejects.toMatchObject({ code: 'digest-gone' });
  expect(standing(await at.resend())).toBe('completed, corrected');
  expect(at.mail.messages).toHaveLength(4);
});

test('who had it sent by hand gets the correction too; who asks later gets the corrected one', async () => {
  const at = await holed({ deliver: MAIL });
  const send = async (address: string) => {
    const app = await at.app();
    return app.send(at.id, { to: [{ kind: 'email', address }] }, watch);
  };
  await send('joan@example.com');
  expect(standing(await at.resend())).toBe('completed, corrected');
  expect(at.mail.messages.map(readerOf).slice(3).sort()).toEqual([
    'ada@example.com',
    'grace@example.com',
    'joan@example.com',
  ]);
  const later = await send('mary@example.com');
  expect(standing(later)).toBe('completed, corrected');
  const mail = await simpleParser(at.mail.messages.at(-1) ?? '');
  expect(mail.subject).toContain('Correction: ');
  expect(mail.text).not.toMatch(/figures are missing/i);
  const again = await at.resend({ again: true, targets: ['ada@example.com'] });
  expect(standing(again)).toBe('completed, corrected');
  expect((await simpleParser(at.mail.messages.at(-1) ?? '')).subject).toContain('Correction: ');
});

test('of two that ask at once one corrects, and everybody has it once', async () => {
  const at = await holed({ deliver: MAIL });
  const [one, two] = await Promise.all([at.app(), at.app()]);
  const results = await Promise.allSettled([one, two].map((app) => app.resend(at.id, {}, watch)));
  expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'run-busy' });
  expect(at.mail.messages).toHaveLength(4);
});
