import Libsql from 'libsql';
import { expect, onTestFinished, test } from 'vitest';
import { openDesk, standingOf } from '../../../support/desk.js';
import { filesBelow } from '../../../support/folder.js';
import { CHANNEL, startSlack } from '../../../support/slack-server.js';
import { messageIds, type Script, scriptedSmtp } from '../../../support/smtp-script.js';
import { SLACK_TOKEN } from '../../../support/world.js';

const watch = { signal: new AbortController().signal };
/** The one that the server has, and one that it does not. */
const [C1, ARCHIVED] = [CHANNEL, 'C0987654321'];

async function room(
  deliver: readonly string[],
  script: Script = {},
  faults: Parameters<typeof startSlack>[0]['faults'] = {},
) {
  const mail = await scriptedSmtp(script);
  const slack = await startSlack({ token: SLACK_TOKEN, faults });
  onTestFinished(async () => void (await Promise.all([mail.stop(), slack.stop()])));
  const desk = await openDesk({ mailPort: mail.port, slackUrl: slack.apiUrl, deliver });
  return { desk, mail, slack };
}

/** Refuses some readers for good. */
const refusing = (...names: string[]): Script => ({
  RCPT: (line) => ({ reply: names.some((name) => line.includes(name)) ? '550 5.1.1 unknown' : '250 ok' }),
});

const attachmentsOf = (message = '') =>
  message
    .split(/^--/m)
    .filter((part) => part.includes('attachment'))
    .map((part) => part.split(/\r\n\r\n/)[1]);

test('a corrected address gets what the wrong one did not: the same files, a Message-ID of its own, and the run is complete', async () => {
  const { desk, mail } = await room(['email: { to: [ada@example.com, bbo@example.com] }'], refusing('bbo@'));
  const { story } = await desk.run();
  expect(standingOf(story)).toEqual([
    'ada@example.com message: delivered, first',
    'bbo@example.com message: failed, recipient-rejected',
  ]);
  const app = await desk.app((text) => text.replace('bbo@', 'bob@'));
  const resent = await app.resend(story.run.id, {}, watch);
  expect(resent && standingOf(resent.story)).toEqual([
    'ada@example.com message: delivered, first',
    'bbo@example.com message: skipped, replaced',
    'bob@example.com message: delivered, first',
  ]);
  expect(resent?.story.run).toMatchObject({ state: 'completed', reason: 'delivered' });
  expect(resent?.story.deliveries[1]?.error).toBe('email bob@example.com took its place.');
  const [ada, bob] = mail.messages;
  expect(mail.messages).toHaveLength(2);
  expect(attachmentsOf(bob)).toEqual(attachmentsOf(ada));
  expect(bob).toContain('To: bob@example.com');
  expect(bob).not.toContain('bbo@');
  expect(new Set(messageIds(mail.messages)).size).toBe(2);
  expect(resent?.story.events.map(({ what, reason }) => `${what}, ${reason}`)).toEqual(
    expect.arrayContaining(['skipped, replaced', 'pending, added']),
  );
  expect(await app.resend(story.run.id, {}, watch)).toBeNull();
});

test('a channel that took the place of an archived one gets the post and its files', async () => {
  const { desk, slack } = await room(
    [`slack: { channel: ${ARCHIVED} }`],
    {},
    { 'chat.postMessage': [{ error: 'is_archived' }] },
  );
  const { story } = await desk.run();
  expect(story.run.state).toBe('failed');
  const app = await desk.app((text) => text.replace(ARCHIVED, C1));
  const resent = await app.resend(story.run.id, {}, watch);
  expect(resent && standingOf(resent.story)).toEqual([
    `${ARCHIVED} message: skipped, replaced`,
    `${ARCHIVED} files: skipped, replaced`,
    `${C1} message: delivered, first`,
    `${C1} files: delivered, first`,
  ]);
  expect(resent?.story.run.state).toBe('completed');
  expect(slack.posts.map(({ channel }) => channel)).toEqual([C1]);
});

test('a folder that was moved gets the files', async () => {
  const { desk } = await room(['folder: { path: ./config.yaml/below }']);
  const { story } = await desk.run();
  expect(story.run.state).toBe('failed');
  const app = await desk.app((text) => text.replace('./config.yaml/below', './exports'));
  const resent = await app.resend(story.run.id, {}, watch);
  expect(resent?.story.run.state).toBe('completed');
  expect(filesBelow(`${desk.folder}/exports`).size).toBe(2);
});

const TWO = [
  'email: { to: [ada@example.com, bbo@example.com] }',
  'email: { to: [eve@example.com], subject: For Eve }',
];

test.each<[string, readonly string[], (text: string) => string, readonly string[]]>([
  [
    'two entries, both corrected',
    TWO,
    (text) => text.replace('bbo@', 'bob@').replace('eve@', 'eva@'),
    ['bob@example.com', 'eva@example.com'],
  ],
  [
    'a new reader in another entry',
    TWO,
    (text) => text.replace(', bbo@example.com', '').replace('[eve@', '[dan@example.com, eve@'),
    [],
  ],
  ['two new ones in the entry', TWO, (text) => text.replace('bbo@', 'bob@example.com, dan@'), []],
  ['removed, and nobody else', TWO, (text) => text.replace(', bbo@example.com', ''), []],
  [
    'an entry put before',
    TWO,
    (text) =>
      text
        .replace('bbo@', 'bob@')
        .replace('deliver:\n', 'deliver:\n      - email: { to: [new@example.com] }\n'),
    ['bob@example.com'],
  ],
  [
    'the other spelling of an address',
    ['email: { to: [Bbo@Example.com] }'],
    (text) => text.replace('Bbo@Example.com', 'bbo@example.com'),
    [],
  ],
  [
    'one entry of another form',
    ['email: { to: [bbo@example.com] }'],
    (text) => text.replace('{ to: [bbo@example.com] }', '{ to: [bob@example.com] }\n        title: Another'),
    [],
  ],
])('%s: the place is taken by %j', async (_name, deliver, edit, taken) => {
  const { desk, mail } = await room(deliver, refusing('bbo@', 'eve@', 'Bbo@'));
  const { story } = await desk.run();
  const app = await desk.app(edit);
  await app.resend(story.run.id, {}, watch);
  const after = await app.story(story.run.id);
  const fresh = after.deliveries
    .slice(story.deliveries.length)
    .map(({ target, state }) => `${target} ${state}`);
  expect(fresh).toEqual(taken.map((target) => `${target} delivered`));
  const known = new Set(['ada@example.com', ...taken]);
  for (const message of mail.messages)
    expect([...known].some((address) => message.includes(`To: ${address}`))).toBe(true);
});

test('what is complete is sent to somebody else from what was stored, once, whatever the configuration says', async () => {
  const { desk, mail, slack } = await room(['email: { to: [ada@example.com], subject: The numbers }']);
  const { story } = await desk.run();
  expect(story.run.state).toBe('completed');
  const asked = desk.api.requests().length;
  const app = await desk.app();
  const to = [
    { kind: 'email', address: 'bob@example.com' },
    { kind: 'slack', address: C1 },
  ];
  const sent = await app.send(story.run.id, { to }, watch);
  expect(sent.notes).toEqual([]);
  expect(standingOf(sent.story)).toEqual([
    'ada@example.com message: delivered, first',
    'bob@example.com message: delivered, first',
    `${C1} message: delivered, first`,
    `${C1} files: delivered, first`,
  ]);
  expect(sent.story.run).toMatchObject({ state: 'completed', trigger: 'resend' });
  expect(desk.api.requests()).toHaveLength(asked);
  const [ada, bob] = mail.messages;
  expect(attachmentsOf(bob)).toEqual(attachmentsOf(ada));
  expect(bob).toContain('Subject: The numbers');
  expect(slack.posts).toHaveLength(1);

  await expect(app.send(story.run.id, { to: to.slice(0, 1) }, watch)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(
      /bob@example\.com has it already\. botdigest resend .* --target bob@example\.com --again/,
    ),
  });
  const again = await app.resend(story.run.id, { targets: ['BOB@example.com'], again: true }, watch);
  expect(again?.story.run.state).toBe('completed');
  expect(mail.messages).toHaveLength(3);
  expect(new Set(messageIds(mail.messages)).size).toBe(3);
});

test('--again sends all parts once more to those who have them, and keeps the receipts of before', async () => {
  const { desk, mail, slack } = await room(['email: { to: [ada@example.com] }', `slack: { channel: ${C1} }`]);
  const { story } = await desk.run();
  const app = await desk.app();
  const again = await app.resend(story.run.id, { again: true }, watch);
  expect(again && standingOf(again.story)).toEqual([
    'ada@example.com message: delivered, first',
    `${C1} message: delivered, first`,
    `${C1} files: delivered, first`,
    'ada@example.com message: delivered, first',
    `${C1} message: delivered, first`,
    `${C1} files: delivered, first`,
  ]);
  expect([mail.messages.length, slack.posts.length]).toEqual([2, 2]);
  const threads = slack.files.flatMap(({ shares }) => shares);
  expect(new Set(threads)).toEqual(new Set(slack.posts.map(({ ts }) => `${C1}:${ts}`)));
});

test('where no configuration is stored, files are made anew by that of today, and said to be others', async () => {
  const { desk, mail } = await room(['email: { to: [ada@example.com] }']);
  const { story } = await desk.run();
  const store = new Libsql(desk.store.path);
  store.exec('delete from settings');
  store.close();
  const app = await desk.app((text) => text.replace('formats: [csv]', 'formats: [json]'));
  const sent = await app.send(story.run.id, { to: [{ kind: 'email', address: 'bob@example.com' }] }, watch);
  expect(sent.notes?.join()).toContain('not the same byte for byte');
  expect(mail.messages[1]).toContain('.json');
});

test.each([
  [{ kind: 'email', address: 'no address' }, '“no address” is not an '],
  [{ kind: 'slack', address: '#general' }, '“#general” is a channel’s name'],
  [{ kind: 'pigeon', address: 'x' }, 'the configuration has no pigeon: block'],
])('%j is refused before anything is sent', async (target, sentence) => {
  const { desk, mail } = await room(['email: { to: [ada@example.com] }']);
  const { story } = await desk.run();
  const app = await desk.app();
  const good = { kind: 'email', address: 'bob@example.com' };
  await expect(app.send(story.run.id, { to: [good, target] }, watch)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(sentence),
  });
  expect(mail.messages).toHaveLength(1);
});

test('a target that the run does not have is refused with the nearest one', async () => {
  const { desk } = await room(['email: { to: [ada@example.com] }'], refusing('ada@'));
  const { story } = await desk.run();
  const app = await desk.app();
  await expect(app.resend(story.run.id, { targets: ['ado@example.com'] }, watch)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining('did you mean “ada@example.com”?'),
  });
});

test('a second resend under way finds the run taken, and two after each other send once', async () => {
  const { desk, mail } = await room(['email: { to: [bbo@example.com] }'], refusing('bbo@'));
  const { story } = await desk.run();
  const edit = (text: string) => text.replace('bbo@', 'bob@');
  const [one, two] = [await desk.app(edit), await desk.app(edit)];
  const ended = await Promise.allSettled([
    one.resend(story.run.id, {}, watch),
    two.resend(story.run.id, {}, watch),
  ]);
  const refused = ended.filter((end) => end.status === 'rejected');
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'run-busy' });
  expect(mail.messages).toHaveLength(1);
});
