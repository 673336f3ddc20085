import { expect, test } from 'vitest';
import { parseConfig } from '../../../../src/config/load.js';
import type { ProxyServer } from '../../../../src/lib/net/proxy.js';
import { plugins } from '../plugins.js';

type Env = Readonly<Record<string, string>>;

const load = (line: string, env: Env) =>
  parseConfig(
    `${line}\nchatbot: { token: t }\nbots: { a: { storyId: s } }\ndigests: { d: { bots: [a] } }\n`,
    'config.yaml',
    { env, plugins },
  );

async function rulesOf(line: string, env: Env): Promise<readonly (string | null)[]> {
  const { proxy } = await load(line, env);
  const shown = (server: ProxyServer | null) => server && `${server.key} ${server.url.reveal()}`;
  return [shown(proxy.https), shown(proxy.http), proxy.noProxy];
}

const CASES: readonly (readonly [line: string, env: Env, rules: readonly (string | null)[]])[] = [
  ['', {}, [null, null, null]],
  ['', { HTTPS_PROXY: 'http://a:1' }, ['HTTPS_PROXY http://a:1', null, null]],
  ['', { https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' }, ['https_proxy http://a:1', null, null]],
  ['', { https_proxy: '', HTTPS_PROXY: 'http://b:1' }, ['HTTPS_PROXY http://b:1', null, null]],
  ['', { HTTP_PROXY: 'http://b:1' }, ['HTTP_PROXY http://b:1', 'HTTP_PROXY http://b:1', null]],
  ['', { HTTP_PROXY: 'b', HTTPS_PROXY: 'a:1\r\n' }, ['HTTPS_PROXY http://a:1', 'HTTP_PROXY http://b', null]],
  ['', { NO_PROXY: 'x' }, [null, null, 'x']],
  ['', { NO_PROXY: 'x', no_proxy: 'y' }, [null, null, 'y']],
  ['', { NO_PROXY: 'x', no_proxy: ' ' }, [null, null, 'x']],
  [
    'proxy: c:1',
    { HTTPS_PROXY: 'http://a:1', NO_PROXY: 'x' },
    ['the key proxy http://c:1', 'the key proxy http://c:1', 'x'],
  ],
  ['proxy: c:1', { HTTPS_PROXY: 'ftp://a' }, ['the key proxy http://c:1', 'the key proxy http://c:1', null]],
  ['proxy: ""', { HTTPS_PROXY: 'http://a:1', NO_PROXY: 'x' }, [null, null, null]],
  [`proxy: \${HTTPS_PROXY:-}`, { https_proxy: 'http://a:1' }, [null, null, null]],
  [
    `proxy: \${HTTPS_PROXY:-}`,
    { HTTPS_PROXY: 'http://a:1' },
    ['the key proxy http://a:1', 'the key proxy http://a:1', null],
  ],
];

test.each(CASES)('“%s” with %j', async (line, env, rules) => {
  expect(await rulesOf(line, env)).toEqual(rules);
});

test('a bad variable is named, never its value; one that is not used is not looked at', async () => {
  const bad = { HTTPS_PROXY: 'socks5://ada:pass-in-url@a', http_proxy: 'http://pass-in-url/x' };
  const error: unknown = await load('', bad).catch((thrown: unknown) => thrown);
  expect(String(error)).toBe(
    `ConfigError: config.yaml: the environment variable HTTPS_PROXY names a SOCKS proxy; only http:// and https:// proxies are supported
config.yaml: the environment variable http_proxy must end after host and port, as http://proxy.example.com:3128 does`,
  );
  await expect(load('', { HTTPS_PROXY: 'a', https_proxy: 'ftp://b' })).rejects.toThrow(
    'https_proxy must start',
  );
  await expect(load('', { HTTPS_PROXY: 'ftp://a', https_proxy: 'b' })).resolves.toBeDefined();
});

test('the whole address and its password are secrets', async () => {
  const config = await load('', { HTTPS_PROXY: 'http://ada:p%40ss-word@a:1' });
  expect(config.secrets.map((secret) => secret.reveal())).toEqual(
    expect.arrayContaining(['http://ada:p%40ss-word@a:1', 'p@ss-word']),
  );
  expect(JSON.stringify(config.proxy)).not.toMatch(/ss-word/);
});
