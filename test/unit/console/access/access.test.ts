import { expect, test } from 'vitest';
import { isOwnOrigin, ownPath } from '../../../../src/console/access/origin.js';
import { createPasswordCheck } from '../../../../src/console/access/password.js';
import { createSessions, hasToken, SESSION_LASTS } from '../../../../src/console/access/sessions.js';
import { createTries } from '../../../../src/console/access/tries.js';
import { Secret } from '../../../../src/lib/secret.js';

const secret = new Secret('correct-horse');

test('only the password matches, also after it was changed', async () => {
  const check = createPasswordCheck();
  expect(await check.matches('correct-horse', secret)).toBe(true);
  expect(await check.matches('correct-hors', secret)).toBe(false);
  expect(await check.matches('', secret)).toBe(false);
  expect(await check.matches('correct-horse', new Secret('another'))).toBe(false);
  expect(await check.matches('another', new Secret('another'))).toBe(true);
});

test('a session lasts twelve hours, and no longer than its password', () => {
  const sessions = createSessions();
  const { id } = sessions.begin(secret, 0);
  expect(sessions.find(id, secret, SESSION_LASTS - 1)?.id).toBe(id);
  expect(sessions.find(id, secret, SESSION_LASTS)).toBeNull();
  expect(sessions.find(id, new Secret('another'), 1)).toBeNull();
  expect(sessions.find('', secret, 1)).toBeNull();
  sessions.end(id);
  expect(sessions.find(id, secret, 1)).toBeNull();
});

test('sessions do not pile up, and each has a token of its own', () => {
  const sessions = createSessions();
  const first = sessions.begin(secret, 0);
  const all = Array.from({ length: 600 }, (_, index) => sessions.begin(secret, index));
  expect(new Set(all.map(({ token }) => token)).size).toBe(600);
  expect(sessions.find(first.id, secret, 1)).toBeNull();
  const last = all.at(-1);
  expect(last && sessions.find(last.id, secret, 1)).toBe(last);
  expect([last?.token, '', undefined, first.token].map((token) => last && hasToken(last, token))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('five tries a minute are counted by network, and a good one is forgotten', () => {
  const tries = createTries();
  const waits = (network: string, at: number) => tries.take(network, at);
  expect([0, 1, 2, 3, 4].map((at) => waits('a', at))).toEqual([null, null, null, null, null]);
  expect(waits('a', 10)).toBe(59_990);
  expect(waits('b', 10)).toBeNull();
  expect(waits('a', 60_000)).toBeNull();
  expect(waits('a', 60_000)).toBe(1);
  tries.forget('a');
  expect(waits('a', 60_000)).toBeNull();
});

const from = (origin?: string, site?: string, host = 'digest.example.com') => ({ origin, site, host });
test.each([
  [from(), true],
  [from('http://digest.example.com'), true],
  [from('https://digest.example.com'), true],
  [from('http://127.0.0.1:8080', 'same-origin', '127.0.0.1:8080'), true],
  [from('https://console.example.com', 'same-origin', '127.0.0.1:8080'), true],
  [from('http://127.0.0.1:9090', 'same-site', '127.0.0.1:8080'), false],
  [from('https://evil.example'), false],
  [from('null'), false],
  [from(undefined, 'cross-site'), false],
  [from('https://digest.example.com.evil.example'), false],
])('a form from %j is taken: %s', (headers, taken) =>
  expect(isOwnOrigin(headers, 'https://console.example.com/botdigest')).toBe(taken),
);

test.each([
  ['/runs?state=failed', '/runs?state=failed'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/a\r\nset-cookie: x', '/'],
  ['', '/'],
  [null, '/'],
])('signing in leads on from %j to %s', (next, path) => expect(ownPath(next)).toBe(path));
