import { readFileSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import { expect, onTestFinished, test } from 'vitest';
import { secretAddress } from '../../src/channels/secret-address.js';
import { Secret } from '../../src/lib/secret.js';
import { filesBelow } from '../support/folder.js';
import { deadPort } from '../support/free-port.js';
import { startMailServer } from '../support/smtp-server.js';
import { API_TOKEN, createWorld, MAIL_PASSWORD, MONDAY, SLACK_TOKEN } from '../support/world.js';

const RUN = ['run', 'weekly', '--at', MONDAY];

/** Without documents and charts: for what does not depend on them. */
const plain = (text: string) =>
  text.replace('formats: [pdf, xlsx]', 'formats: [json]\n    reports: [average, interactions]');

test('one run reaches every reader by mail, the channel and the folder, with the same figures', async () => {
  const world = await createWorld();
  const { code, stdout, stderr } = await world.process([...RUN, '--json']);
  expect(stderr).not.toContain('error');
  expect(code).toBe(0);
  const outcome = JSON.parse(stdout);
  expect(outcome).toMatchObject({
    state: 'completed',
    reason: 'delivered',
    scheduledFor: '2025-11-24T07:00:00.000Z',
  });
  expect(outcome.deliveries.map((delivery: { state: string }) => delivery.state)).toEqual(
    Array(5).fill('delivered'),
  );

  const mails = await Promise.all(world.mail.mails.map(({ raw }) => simpleParser(raw)));
  expect(world.mail.mails.map(({ to }) => to).sort()).toEqual([['ada@example.com'], ['grace@example.com']]);
  const [mail] = mails;
  expect(mail?.date?.toISOString()).toBe('2025-11-24T07:00:00.000Z');
  expect(mail?.attachments.map(({ filename, related }) => (related ? 'picture' : filename))).toEqual(
    expect.arrayContaining(['picture', 'weekly-2025-W47.pdf', 'weekly-2025-W47.xlsx']),
  );

  const [post] = world.slack.posts;
  expect(world.slack.posts).toHaveLength(1);
  expect(world.slack.violations).toEqual([]);
  const thread = `${post?.channel}:${post?.ts}`;
  const shared = world.slack.files.filter(({ shares }) => shares.includes(thread)).map(({ name }) => name);
  expect(shared).toEqual(['weekly-2025-W47.pdf', 'weekly-2025-W47.xlsx']);

  const written = filesBelow(`${world.folder}/exports/weekly/2025-11-24T0700Z`);
  expect([...written.keys()]).toEqual(['index.json', 'weekly-2025-W47.pdf', 'weekly-2025-W47.xlsx']);
  const pdf = mail?.attachments.find(({ filename }) => filename === 'weekly-2025-W47.pdf');
  expect(pdf?.content.equals(written.get('weekly-2025-W47.pdf') ?? Buffer.alloc(0))).toBe(true);

  const total = /Conversations\s+([\d,]+)/.exec(mail?.text ?? '')?.[1];
  expect(total).toBeDefined();
  expect(post?.text).toContain(`${total} conversations`);
});

test('readers of one digest get the bots, clocks, files and title that stand beside their entry', async () => {
  const slices = `
      - folder: { path: ./exports }
        bots: [sales]
        timezone: America/New_York
        formats: [json]
        title: Sales alone`;
  const world = await createWorld({ edit: (text) => `${text.trimEnd()}${slices}\n` });
  const { code, stdout } = await world.botdigest([...RUN, '--json', '--out', 'out']);
  expect(code).toBe(0);
  const written = filesBelow(`${world.folder}/exports/weekly/2025-11-24T0700Z`);
  const slice = 'sales_America-New_York_';
  const [name = ''] = [...written.keys()].filter((key) => key.startsWith(slice) && key.endsWith('W47.json'));
  expect([...written.keys()].filter((key) => !key.startsWith(slice))).toEqual([
    'index.json',
    'weekly-2025-W47.pdf',
    'weekly-2025-W47.xlsx',
  ]);
  const sales = JSON.parse(written.get(name)?.toString('utf8') ?? '{}');
  expect(sales).toMatchObject({
    title: 'Sales alone',
    bots: [{ id: 'sales' }],
    window: { zone: 'America/New_York', firstDay: '2025-11-17', lastDay: '2025-11-23' },
  });
  expect(filesBelow(`${world.folder}/out`).get(name)).toEqual(written.get(name));
  const last = JSON.parse(stdout).deliveries.at(-1);
  expect(last).toMatchObject({ kind: 'folder', slice: name.split('/')[0], state: 'delivered' });
});

test('a target that fails is named and does not stop the others', async () => {
  const slackFaults = { 'chat.postMessage': [{ error: 'channel_not_found' }] };
  const world = await createWorld({ slackFaults, edit: plain });
  const { code, stdout } = await world.botdigest(RUN);
  expect(code).toBe(1);
  expect(stdout).toMatch(/slack C0123456789 \(message\): failed\. .*channel/);
  expect(stdout).toMatch(/slack C0123456789 \(files\): skipped\./);
  expect(world.mail.mails).toHaveLength(2);
  expect(filesBelow(`${world.folder}/exports`).size).toBe(2);
});

test('a mail server that is not there keeps both readers waiting and nobody else', async () => {
  const world = await createWorld({ edit: (text) => plain(text).replace(/port: \d+/, 'port: 1') });
  const { code, stdout } = await world.botdigest([...RUN, '--json']);
  expect(code).toBe(1);
  const { state, deliveries } = JSON.parse(stdout);
  expect(state).toBe('retrying');
  const waiting = deliveries.filter((delivery: { state: string }) => delivery.state !== 'delivered');
  expect(waiting.map(({ state, reason }: Record<string, string>) => [state, reason])).toEqual(
    Array(2).fill(['pending', 'unreachable']),
  );
  for (const { notBefore } of waiting) expect(Date.parse(notBefore)).toBeGreaterThan(Date.now());
  expect(waiting.map(({ target }: { target: string }) => target)).toEqual([
    'ada@example.com',
    'grace@example.com',
  ]);
});

test('a refused token ends the run with one clear sentence and nothing is sent', async () => {
  const world = await createWorld();
  const { code, stdout, stderr } = await world.botdigest(RUN, { env: { CHATBOT_TOKEN: 'wrong-token-99' } });
  expect(code).toBe(1);
  expect(stderr.match(/refused the token of chatbot\.token/g)).toHaveLength(1);
  expect(stdout).toContain('Nothing could be fetched');
  expect(stdout + stderr).not.toContain('wrong-token-99');
  expect(world.mail.mails).toHaveLength(0);
  expect(world.slack.posts).toHaveLength(0);
  expect(world.api.requests().length).toBeLessThan(12);
});

test('a report that fails is a gap in a digest that goes out all the same, and no success', async () => {
  const world = await createWorld({ edit: plain });
  world.api.setFaults([{ match: { report: 'interactions' }, fault: { kind: 'status', status: 404 } }]);
  const { code, stdout, stderr } = await world.botdigest(RUN);
  expect(code).toBe(1);
  expect(stderr).toMatch(/warning: .*interactions/i);
  expect(stderr).toContain('does not wait `gapPatience`');
  expect(stdout).toContain('Everything was delivered, but figures are missing from it.');
  const mail = await simpleParser(world.mail.mails[0]?.raw ?? '');
  expect(mail.text).toMatch(/missing/i);

  const still = await world.botdigest(['resend', 'weekly']);
  expect(still.code).toBe(1);
  expect(still.stderr).toContain('Figures are still missing, so no correction was sent.');
  world.api.setFaults([]);
  const corrected = await world.botdigest(['resend', 'weekly']);
  expect(corrected.code).toBe(0);
  expect(corrected.stdout).toMatch(
    /^weekly: the correction was delivered to email ada@example.com, email grace/,
  );
  expect(world.mail.mails).toHaveLength(4);
  expect(world.slack.posts.map(({ thread }) => thread)).toEqual([null, world.slack.posts[0]?.ts]);
  const runs = JSON.parse((await world.botdigest(['runs', '--json'])).stdout);
  expect(runs).toMatchObject([{ state: 'completed', reason: 'corrected', trigger: 'correction' }]);
});

test('with onGap: hold an incomplete digest stays at home', async () => {
  const world = await createWorld({
    edit: (text) => plain(text).replace('    formats:', '    onGap: hold\n    formats:'),
  });
  world.api.setFaults([{ match: { report: 'interactions' }, fault: { kind: 'status', status: 404 } }]);
  const { code, stdout } = await world.botdigest(RUN);
  expect(code).toBe(1);
  expect(stdout).toContain('onGap');
  expect(world.mail.mails).toHaveLength(0);
});

test('with onEmpty: skip a window without conversations is not sent, and that is no failure', async () => {
  const world = await createWorld({
    edit: (text) => plain(text).replace('    formats:', '    onEmpty: skip\n    formats:'),
  });
  const { code, stdout } = await world.botdigest(['run', 'weekly', '--at', '2001-01-01T08:00:00+01:00']);
  expect(stdout).toContain('onEmpty');
  expect(code).toBe(0);
  expect(world.mail.mails).toHaveLength(0);
});

test('no output of any kind holds a secret', async () => {
  const world = await createWorld();
  const outcomes = [
    await world.botdigest([...RUN, '--out', 'copy']),
    await world.botdigest(['validate', '--connect', '--debug']),
    await world.botdigest(['run', 'weekly', '--debug'], { env: { MAIL_PASSWORD: `${MAIL_PASSWORD}x` } }),
  ];
  const printed = outcomes.flatMap(({ stdout, stderr }) => [stdout, stderr]).join('\n');
  const files = [...filesBelow(world.folder)].filter(([name]) => name !== 'config.yaml');
  expect(files.length).toBeGreaterThan(4);
  const written = files.map(([, bytes]) => bytes.toString('latin1')).join('\n');
  const mails = world.mail.mails.map(({ raw }) => raw.toString()).join('\n');
  for (const secret of [API_TOKEN, SLACK_TOKEN, MAIL_PASSWORD]) {
    expect(printed).not.toContain(secret);
    expect(written).not.toContain(secret);
    expect(mails).not.toContain(secret);
  }
});

test('validate --connect tries token, mail, Slack and folder without sending anything', async () => {
  const world = await createWorld();
  const good = await world.botdigest(['validate', '--connect']);
  expect(good.stdout).toMatch(/chatbot\.token: ok\./);
  expect(good.stdout).toMatch(/email: ok\./);
  expect(good.stdout).toMatch(/slack: ok\./);
  expect(good.stdout).toMatch(/folder \.\/exports: ok\./);
  expect(good.code).toBe(0);

  const bad = await world.botdigest(['validate', '--connect', '--json'], {
    env: { MAIL_PASSWORD: 'not-this-one' },
  });
  expect(bad.code).toBe(1);
  const { checks } = JSON.parse(bad.stdout);
  const failed = checks.filter(({ result }: { result: { ok: boolean } }) => !result.ok);
  expect(failed.map(({ name }: { name: string }) => name)).toEqual(['email']);
  expect(world.mail.mails).toHaveLength(0);
  expect(world.slack.posts).toHaveLength(0);
  expect(readFileSync(`${world.folder}/config.yaml`, 'utf8')).toContain('digests:');
});

test('validate --connect says of each thing what was tried, and no failure hides another', async () => {
  const dead = await deadPort();
  const world = await createWorld({
    edit: (text) =>
      `${text.replace('C0123456789', 'C0000000000')}store: postgres://u:pw-0123@127.0.0.1:${dead}/db\nheartbeat: http://127.0.0.1:${dead}/ping\nnotify: [${['a', 'b'].map((path) => `{ webhook: { url: "http://127.0.0.1:${dead}/${path}" } }`)}]\n`,
  });
  const { code, stdout, stderr } = await world.botdigest(['validate', '--connect', '--json'], {
    env: { MAIL_PASSWORD: 'not-this-one' },
  });
  expect(stderr).toBe('');
  expect(code).toBe(1);
  const { checks } = JSON.parse(stdout) as {
    checks: { name: string; result: { ok: boolean; tried?: false } }[];
  };
  const found = Object.fromEntries(
    checks.map(({ name, result }) => [name, result.ok ? (result.tried ?? true) : 'failed']),
  );
  const webhook = (path: string) =>
    `webhook ${secretAddress(new Secret(`http://127.0.0.1:${dead}/${path}`)).address}`;
  expect(found).toEqual({
    'chatbot.token': true,
    email: 'failed',
    slack: true,
    'slack C0000000000': 'failed',
    'slack files': true,
    'folder ./exports': true,
    [webhook('a')]: 'failed',
    [webhook('b')]: 'failed',
    store: 'failed',
    heartbeat: false,
  });
  expect(stdout).not.toContain('pw-0123');
});

test('validate --connect says that no login was tried where there is none', async () => {
  const mail = await startMailServer();
  onTestFinished(mail.stop);
  const world = await createWorld({
    edit: (text) => text.replace(/port: \d+\n {2}user: reports\n {2}password: .*\n/, `port: ${mail.port}\n`),
  });
  const { stdout } = await world.botdigest(['validate', '--connect']);
  expect(stdout).toMatch(/^email: ok\. .* no login was tried\. No address was tried\.$/m);
});
