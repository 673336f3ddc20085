import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { ServiceEvent } from '../../../../src/run/events/event.js';
import { logLines } from '../../../../src/run/events/log-lines.js';
import { openDesk } from '../../../support/desk.js';
import { CHANNEL, startSlack } from '../../../support/slack-server.js';
import { until } from '../../../support/until.js';
import { SLACK_TOKEN } from '../../../support/world.js';

/** A service with a secret in a file, and somebody on Slack who is told. */
async function service() {
  const slack = await startSlack({ token: SLACK_TOKEN });
  onTestFinished(() => slack.stop());
  const desk = await openDesk({ slackUrl: slack.apiUrl, deliver: ['email: { to: [ada@example.com] }'] });
  const token = join(desk.folder, 'slack-token');
  writeFileSync(token, `${SLACK_TOKEN}\n`);
  const around = `server: { listen: 127.0.0.1:0 }\nnotify: [{ slack: { channel: ${CHANNEL} } }]`;
  const start = async () => {
    const app = await desk.app((text) =>
      text.replace('server: off', around).replace(`token: ${SLACK_TOKEN}`, 'tokenFile: slack-token'),
    );
    const seen: ServiceEvent[] = [];
    const running = await app.start((happening) => void seen.push(happening));
    onTestFinished(() => running.stop());
    const url = seen.flatMap((one) => (one.kind === 'serving' ? [one.url] : []))[0] ?? '';
    const get = async (path: string) => (await fetch(url + path)).text();
    const log = () =>
      seen.flatMap((one) => (one.kind === 'reloaded' ? logLines(one) : [])).map((line) => line.message);
    return { running, get, log };
  };
  const file = join(desk.folder, 'config.yaml');
  return {
    desk,
    slack,
    token,
    file,
    start,
    edit: (change: (text: string) => string) => writeFileSync(file, change(readFileSync(file, 'utf8'))),
  };
}

const metric = (text: string) => Number(/^botdigest_config_last_reload_success (\S+)$/m.exec(text)?.[1]);

interface Place {
  readonly file: string;
  readonly token: string;
  edit(change: (text: string) => string): void;
}

test.each<[string, (at: Place) => void, RegExp]>([
  ['broken YAML', ({ file }) => writeFileSync(file, 'bots: ['), /config\.yaml:1:\d+/],
  ['an unknown key', ({ edit }) => edit((text) => `${text}colour: blue\n`), /“colour” is not a known key/],
  ['no file', ({ file }) => renameSync(file, `${file}.away`), /there is no such file/],
  [
    'another store',
    ({ edit }) => edit((text) => text.replace('botdigest.db', 'other.db')),
    /Another store needs/,
  ],
  ['an empty secret file', ({ token }) => writeFileSync(token, '\n'), /slack\.tokenFile: .* is empty/],
  ['no secret file', ({ token }) => rmSync(token), /slack\.tokenFile: .* cannot be read/],
  [
    'a secret file that is a folder',
    ({ token }) => {
      rmSync(token);
      mkdirSync(token);
    },
    /slack\.tokenFile: .* cannot be read/,
  ],
])(
  '%s under a running service is told once, shown, and told to be over once',
  async (_what, spoil, problem) => {
    const at = await service();
    const { running, get, log } = await at.start();
    const before = readFileSync(at.file, 'utf8');
    expect(metric(await get('/metrics'))).toBe(1);

    spoil(at);
    await running.reload();
    await running.reload();
    await until(() => at.slack.posts.length > 0);
    const [post] = at.slack.posts;
    expect(post?.text).toBe('botdigest: the new configuration is not used');
    expect(JSON.stringify(post).replaceAll('\\"', '"')).toMatch(problem);
    expect(JSON.stringify(post)).toContain(`botdigest validate -c ${at.file}`);
    expect(await get('/')).toContain('<h1>1 digest: the new configuration is not used</h1>');
    const health = JSON.parse(await get('/healthz'));
    expect(health).toMatchObject({ status: 'ok', problems: [], warnings: [expect.stringMatching(problem)] });
    expect(metric(await get('/metrics'))).toBe(0);
    expect(log().at(-1)).toMatch(/is not used, the one before it stays/);

    rmSync(at.token, { recursive: true, force: true });
    writeFileSync(at.token, SLACK_TOKEN);
    writeFileSync(at.file, before);
    await running.reload();
    await running.reload();
    await until(() => at.slack.posts.length > 1);
    await wait(200);
    expect(at.slack.posts.map(({ text }) => text).slice(1)).toEqual([
      'botdigest: the configuration is in use again',
    ]);
    expect(await get('/')).toContain('<h1>All is well</h1>');
    expect(JSON.parse(await get('/healthz')).warnings).toEqual([]);
    expect(metric(await get('/metrics'))).toBe(1);
    const printed = JSON.stringify([at.slack.posts, log(), health]);
    expect(printed).not.toContain(SLACK_TOKEN);
  },
);

test('a refused configuration that is mended by a restart is told to be in use again', async () => {
  const at = await service();
  const first = await at.start();
  at.edit((text) => `${text}colour: blue\n`);
  await first.running.reload();
  await until(() => at.slack.posts.length === 1);
  await first.running.stop();
  await at.start();
  await until(() => at.slack.posts.length === 2);
  expect(at.slack.posts[1]?.text).toBe('botdigest: the configuration is in use again');
});

test('a reload says what it changes, a secret without its value, or that nothing changed', async () => {
  const at = await service();
  const { running, log } = await at.start();
  await running.reload();
  at.edit((text) =>
    text
      .replace('bots: [support]', 'bots: [support]\n    schedule: "0 8 * * MON"')
      .replace('to: [ada@example.com]', 'to: [grace@example.com]'),
  );
  writeFileSync(at.token, 'xoxb-another-token-9876543210');
  await running.reload();
  expect(log()).toEqual([
    'The configuration was read again and is in use. Nothing changed.',
    'The configuration was read again and is in use. slack.token changed; digests.daily.schedule added: "0 8 * * MON"; digests.daily.deliver: email grace@example.com added; digests.daily.deliver: email ada@example.com removed.',
  ]);
});
