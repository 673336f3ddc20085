import { expect, onTestFinished, test } from 'vitest';
import { createHttpClient, type HttpExchange, type HttpOutcome } from '../../../src/http/client.js';
import type { HttpNetwork } from '../../../src/http/connections.js';
import { deadPort } from '../../support/free-port.js';
import { startHooks, status } from '../../support/hook-server.js';
import { type ProxyMischief, startProxy } from '../../support/proxy-server.js';
import { networkThrough, proxyBefore } from '../../support/through-proxy.js';
import { until } from '../../support/until.js';

const TARGET = 'hooks.botdigest.test:443';

function clientOf(network: () => HttpNetwork) {
  const client = createHttpClient({ connectTimeout: 1_000, network });
  onTestFinished(() => client.close());
  return (parts: Partial<HttpExchange> = {}): Promise<HttpOutcome> =>
    client.exchange({
      method: 'POST',
      url: 'https://hooks.botdigest.test/path',
      headers: { authorization: 'Bearer token' },
      body: '{}',
      deadline: 10_000,
      maxBody: 1_000,
      redact: (text) => text,
      signal: new AbortController().signal,
      ...parts,
    });
}

const post = (network: HttpNetwork, parts: Partial<HttpExchange> = {}) => clientOf(() => network)(parts);

test.each([
  ['a proxy', {}],
  ['a proxy that wants a login', { login: 'ada:p@ss/wörd' }],
  ['a proxy that is reached by TLS', { secure: true }],
])('%s carries requests to names that it alone resolves, TLS inside', async (_what, options) => {
  const hooks = await startHooks();
  const proxy = await proxyBefore({ hooks: hooks.url }, options);
  const url = proxy.url.replace('ada:p@ss/wörd', `ada:${encodeURIComponent('p@ss/wörd')}`);
  const network = networkThrough(url);
  const send = clientOf(() => network);
  for (const _time of [1, 2, 3, 4, 5]) expect(await send()).toMatchObject({ kind: 'answer', status: 204 });
  expect(hooks.calls).toHaveLength(5);
  expect(hooks.calls[4]).toMatchObject({ method: 'POST', path: '/path', body: '{}' });
  // undici opens another one for a request that comes right after an answer.
  expect(proxy.opened()['hooks.botdigest.test']).toBeLessThanOrEqual(2);
  expect(proxy.violations).toEqual([]);
});

const hint = 'check host and port in HTTPS_PROXY';

const FAULTS: readonly (readonly [what: ProxyMischief, says: string, advice: string, refused: boolean])[] = [
  [{ status: 407 }, 'wants a login', 'put user and password into HTTPS_PROXY', true],
  [{ status: 401 }, 'wants a login', 'put user and password into HTTPS_PROXY', true],
  [
    { status: 407, headers: ['Proxy-Authenticate: Negotiate', 'Proxy-Authenticate: NTLM'] },
    'offers no login with user and password (Basic), only negotiate, ntlm',
    'have it allow this machine without a login',
    true,
  ],
  [{ status: 403 }, `does not allow ${TARGET}`, 'have it allowed there', true],
  [{ status: 502 }, `could not reach ${TARGET}`, 'ask whoever runs the proxy', false],
  [{ status: 503 }, `could not reach ${TARGET}`, 'ask whoever runs the proxy', false],
  [{ status: 302 }, 'opened no connection', 'check that HTTPS_PROXY names an HTTP proxy', false],
  ['silence', `opened no connection to ${TARGET} in time`, hint, false],
  ['cut', 'closed the connection without an answer', hint, false],
  ['garbage', 'does not answer as an HTTP proxy does', hint, false],
  [
    'cut within TLS',
    `opened a connection to ${TARGET} that broke before TLS was set up`,
    'ask whoever',
    false,
  ],
];

test.each(FAULTS)('a proxy that answers with %j: nothing was sent, and it is named', async (...row) => {
  const [mischief, says, advice, refused] = row;
  const proxy = await startProxy({ mischief });
  expect(await post(networkThrough(proxy.url))).toMatchObject({
    kind: 'failure',
    reason: 'broken',
    sent: false,
    status: null,
    proxy: { says: `the proxy ${proxy.name} ${says}`, advice: expect.stringContaining(advice), refused },
  });
  expect(proxy.asked).toEqual([TARGET]);
  expect(proxy.violations).toEqual([]);
});

test('a wrong password is said to be one, and is in nothing that is said', async () => {
  const proxy = await proxyBefore({}, { login: 'ada:right' });
  const outcome = await post(networkThrough(proxy.url.replace('right', 'wrong-password')));
  expect(outcome).toMatchObject({
    proxy: {
      says: `the proxy ${proxy.name} refused the login`,
      advice: 'correct the user and the password in HTTPS_PROXY',
    },
  });
  expect(JSON.stringify(outcome)).not.toContain('wrong-password');
});

test('a proxy where nobody listens, and one whose certificate nobody vouches for', async () => {
  const dead = `127.0.0.1:${await deadPort()}`;
  expect(await post(networkThrough(`http://${dead}`))).toMatchObject({
    sent: false,
    proxy: { says: `the proxy ${dead} cannot be reached`, detail: 'ECONNREFUSED', advice: hint },
  });
  const secure = await startProxy({ secure: true });
  expect(await post(networkThrough(secure.url, []))).toMatchObject({
    sent: false,
    proxy: { says: `the proxy ${secure.name} has a certificate that cannot be trusted` },
  });
  const plain = await startProxy();
  expect(await post(networkThrough(plain.url.replace('http:', 'https:')))).toMatchObject({
    proxy: { says: `the proxy ${plain.name} does not speak TLS on this port` },
  });
});

test('a deadline that passes before the proxy has answered is the proxy’s, and nothing was sent', async () => {
  const proxy = await startProxy({ mischief: 'silence' });
  const outcome = await post(networkThrough(proxy.url), { deadline: 200 });
  const says = `the proxy ${proxy.name} opened no connection to ${TARGET} in time`;
  expect(outcome).toMatchObject({ reason: 'overdue', sent: false, proxy: { says } });
});

test('what fails behind the proxy is not the proxy’s: a certificate, a silent server', async () => {
  const hooks = await startHooks();
  const proxy = await proxyBefore({ hooks: hooks.url });
  const untrusted = await post(networkThrough(proxy.url, []));
  expect(untrusted).toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', sent: false });
  expect(untrusted).not.toHaveProperty('proxy');
  hooks.answer(() => {});
  const silent = await post(networkThrough(proxy.url), { deadline: 300 });
  expect(silent).toMatchObject({ reason: 'overdue', sent: true });
  expect(silent).not.toHaveProperty('proxy');
});

test('this machine is called directly', async () => {
  const hooks = await startHooks();
  const proxy = await startProxy();
  const outcome = await post(networkThrough(proxy.url), { url: hooks.url });
  expect(outcome).toMatchObject({ kind: 'answer', status: 204 });
  expect(proxy.asked).toEqual([]);
});

test('another network takes effect at once: requests under way finish, their connections are closed', async () => {
  const hooks = await startHooks();
  const [before, after] = [await proxyBefore({ hooks: hooks.url }), await proxyBefore({ hooks: hooks.url })];
  let network = networkThrough(before.url);
  const send = clientOf(() => network);
  const release: (() => void)[] = [];
  hooks.answer((response) => {
    release.push(() => status(200)(response));
  });
  const first = send();
  await until(() => hooks.calls.length === 1);
  network = networkThrough(after.url);
  hooks.answer(status(204));
  expect(await send()).toMatchObject({ status: 204 });
  for (const go of release) go();
  expect(await first).toMatchObject({ status: 200 });
  expect([before, after].map((proxy) => proxy.opened())).toEqual([
    { 'hooks.botdigest.test': 1 },
    { 'hooks.botdigest.test': 1 },
  ]);
  await before.idle();
});
