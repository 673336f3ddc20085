import { expect, test } from 'vitest';
import { type ProxyRules, proxyFor, proxyName } from '../../../../src/lib/net/proxy.js';
import { Secret } from '../../../../src/lib/secret.js';

const server = (url: string) => ({ url: new Secret(url), key: 'proxy' });

function throughOf(url: string, rules: Partial<ProxyRules>): string | null {
  const far = server('http://ada:secret@far.example.com');
  const found = proxyFor(new URL(url), { https: far, http: far, noProxy: null, ...rules });
  return found && proxyName(found);
}

const near = server('http://127.0.0.1:8888');

const CASES: readonly (readonly [
  what: string,
  url: string,
  rules: Partial<ProxyRules>,
  name: string | null,
])[] = [
  ['a name', 'https://slack.com', {}, 'far.example.com:80'],
  ['an address', 'https://192.0.2.7', {}, 'far.example.com:80'],
  ['no proxy', 'https://slack.com', { https: null }, null],
  ['the proxy of its scheme', 'https://slack.com', { https: server('https://tls.test') }, 'tls.test:443'],
  ['this machine, by default', 'https://localhost', {}, null],
  ['this machine by IPv6, by default', 'https://[::1]:8443', {}, null],
  ['this machine, where NO_PROXY lists others', 'https://127.0.0.1', { noProxy: 'a' }, 'far.example.com:80'],
  ['a listed name', 'https://slack.com', { noProxy: 'slack.com' }, null],
  [
    'plain http, to a proxy on this machine',
    'http://localhost',
    { noProxy: 'a', http: near },
    '127.0.0.1:8888',
  ],
  ['plain http, which goes to no other machine', 'http://localhost', { noProxy: 'a' }, null],
];

test.each(CASES)('%s', (_what, url, rules, name) => {
  expect(throughOf(url, rules)).toBe(name);
});
