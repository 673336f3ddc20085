import { expect, test } from 'vitest';
import { isLoopback } from '../../../../src/lib/net/loopback.js';

test.each(['localhost', 'LOCALHOST', 'api.localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]'])(
  '%s is this machine',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each([
  'localhost.example.com',
  '127.0.0.1.example.com',
  '128.0.0.1',
  '0.0.0.0',
  '[::2]',
  '10.0.0.1',
  '',
])('%s is not', (host) => {
  expect(isLoopback(host)).toBe(false);
});
