import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../../../src/lib/time/clock.js';
import type { ServiceEvent } from '../../../src/run/events/event.js';
import { startSandbox } from '../../../src/sandbox/http/server.js';
import { startGoogleChat, startTeams } from '../../support/chat-servers.js';
import { openDesk, SLOT, standingOf } from '../../support/desk.js';
import { deadPort } from '../../support/free-port.js';
import { startHooks } from '../../support/hook-server.js';
import { callOnce, OUTGOING } from '../../support/outgoing.js';
import { type ProxyMischief, startProxy } from '../../support/proxy-server.js';
import { startS3 } from '../../support/s3-server.js';
import { CHANNEL, startSlack } from '../../support/slack-server.js';
import { startMailServer } from '../../support/smtp-server.js';
import { networkThrough, proxyBefore } from '../../support/through-proxy.js';
import { testAuthority, testCertificate } from '../../support/tls.js';
import { startTokenServer } from '../../support/token-server.js';
import { until } from '../../support/until.js';
import { SLACK_TOKEN } from '../../support/world.js';

const UPLOADS = 'https://files.botdigest.test/upload/v1';

/** The servers behind the proxy, by the names that it resolves. */
async function serversBehind(token: string) {
  const api = await startSandbox({ port: 0, seed: 7, token: 'sandbox', clock: systemClock });
  const slack = await startSlack({ token, uploadUrl: UPLOADS });
  const s3 = await startS3();
  const tokens = await startTokenServer();
  const [teams, chat] = [await startTeams(), await startGoogleChat()];
  onTestFinished(async () => {
    await Promise.all([api.close(), slack.stop(), s3.stop(), tokens.stop()]);
  });
  const [hooks, beat] = [await startHooks(), await startHooks()];
  const names = {
    api: api.url,
    slack: slack.apiUrl,
    files: slack.uploadHost,
    hooks: hooks.url,
    s3: s3.url,
    tokens: tokens.url,
    teams: teams.address,
    chat: chat.address,
    beat: beat.url,
  };
  return { slack, hooks, beat, names };
}

test.each(OUTGOING)('$what goes through the proxy, by names that it alone resolves', async (kind) => {
  const { names } = await serversBehind('xoxb-1');
  const proxy = await proxyBefore(names, { login: 'ada:password' });
  expect(await callOnce(kind, networkThrough(proxy.url))).toBeNull();
  const called = kind.names.map((name) => `${name}.botdigest.test`);
  expect(Object.keys(proxy.opened()).toSorted()).toEqual(called.toSorted());
  expect(proxy.violations).toEqual([]);
});

const FAULTS: readonly (readonly [mischief: ProxyMischief, says: RegExp, advice: RegExp])[] = [
  [{ status: 407 }, /refused the login/, /correct the user and the password in HTTPS_PROXY/i],
  [{ status: 403 }, /does not allow \w+\.botdigest\.test:443/, /have it allowed there/i],
  [{ status: 502 }, /could not reach \w+\.botdigest\.test:443/, /ask whoever runs the proxy/i],
  [
    'silence',
    /opened no connection to \w+\.botdigest\.test:443 in time/,
    /check host and port in HTTPS_PROXY/i,
  ],
  ['cut within TLS', /broke before TLS was set up/, /ask whoever runs the proxy/i],
];

test.each(OUTGOING)('$what: a proxy that refuses is named, with the reason and what to do', async (kind) => {
  for (const [mischief, says, advice] of FAULTS) {
    const proxy = await startProxy({ mischief, login: 'ada:hidden-password' });
    const told = (await callOnce(kind, networkThrough(proxy.url))) ?? '';
    expect(told).toContain(`was not reached: the proxy ${proxy.name} `);
    expect(told).toMatch(says);
    expect(told).toMatch(advice);
    expect(told).not.toMatch(/hidden-password|secret-path/);
    // A login that was refused is not tried again at once.
    expect(new Set(proxy.asked).size).toBe(1);
    if (typeof mischief === 'object' && mischief.status < 500) expect(proxy.asked).toHaveLength(1);
  }
});

test.each(OUTGOING)('$what: a proxy where nobody listens is named', async (kind) => {
  const name = `127.0.0.1:${await deadPort()}`;
  const told = await callOnce(kind, networkThrough(`http://${name}`));
  expect(told).toMatch(`the proxy ${name} cannot be reached`);
  expect(told).toMatch(/ECONNREFUSED.*check host and port in HTTPS_PROXY/i);
});

/** A configuration whose servers all stand behind a proxy, but for the mail server. */
async function deskBehindProxy() {
  const { names, slack, hooks, beat } = await serversBehind(SLACK_TOKEN);
  const proxies = [await proxyBefore(names, { login: 'ada:password' }), await proxyBefore(names)] as const;
  const mail = await startMailServer({ secure: true });
  onTestFinished(() => mail.stop());
  const deliver = [`slack: { channel: ${CHANNEL}, style: summary }`, 'folder: { path: config.yaml/none }'];
  const desk = await openDesk({ deliver });
  writeFileSync(join(desk.folder, 'company.pem'), testAuthority + testCertificate.cert);
  const edit = (text: string) =>
    `${text
      .replace(/baseUrl: [^,]+/, 'baseUrl: https://api.botdigest.test')
      .replace(/apiUrl: [^,]+/, 'apiUrl: https://slack.botdigest.test/api/')
      .replace(/email: .*/, `email: { url: "smtps://127.0.0.1:${mail.port}", from: reports@example.com }`)}
proxy: ${proxies[0].url}
ca: company.pem
heartbeat: https://beat.botdigest.test/alive
notify: [{ webhook: { url: "https://hooks.botdigest.test/told" } }, { email: { to: [ada@example.com] } }]
`;
  return { desk, app: await desk.app(edit), proxies, mail, slack, hooks, beat };
}

test('a whole configuration calls through the proxy: checks, runs, notices, heartbeat; mail does not', async () => {
  const { desk, app, proxies, mail, slack, hooks, beat } = await deskBehindProxy();
  const [proxy, other] = proxies;
  const { signal } = new AbortController();

  const checks = new Map((await app.check(signal)).map(({ name, result }) => [name, result]));
  expect(checks.get(`proxy ${proxy.name}`)).toEqual({
    ok: true,
    detail: 'It opened a connection to api.botdigest.test:443. The key proxy names it.',
  });
  expect([...checks].filter(([, { ok }]) => !ok).map(([name]) => name)).toEqual(['folder config.yaml/none']);

  const { story } = await app.run(app.digest('daily'), SLOT, { signal });
  expect(standingOf(story)).toContain(`${CHANNEL} message: delivered, first`);
  expect(slack.files.map(({ completed }) => completed)).not.toContain(false);
  expect(hooks.calls.map(({ method }) => method)).toEqual(['HEAD', 'POST']);
  expect(mail.mails).toHaveLength(1);

  const seen: ServiceEvent[] = [];
  const running = await app.start((event) => void seen.push(event));
  onTestFinished(() => running.stop());
  await until(() => beat.calls.length === 1);
  expect(Object.keys(proxy.opened()).toSorted()).toEqual(
    ['api', 'beat', 'files', 'hooks', 'slack'].map((name) => `${name}.botdigest.test`),
  );

  const file = join(desk.folder, 'config.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(proxy.url, other.url));
  await running.reload();
  await until(() => other.asked.length > 0);
  expect(seen).toContainEqual(expect.objectContaining({ kind: 'reloaded', changes: ['proxy changed'] }));
  expect(other.opened()).toEqual({ 'beat.botdigest.test': 1 });
  await proxy.idle();
  expect(proxies.flatMap(({ violations }) => violations)).toEqual([]);
});
