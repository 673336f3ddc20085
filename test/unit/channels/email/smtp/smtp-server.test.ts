import { expect, test } from 'vitest';
import { machineName } from '../../../../../src/channels/email/smtp/smtp-server.js';

test.each([
  ['bots.example.com', 'bots.example.com'],
  ['bots', 'example.org'],
  ['localhost', 'example.org'],
  ['localhost.localdomain', 'example.org'],
  ['10.0.0.5', 'example.org'],
  ['my_host.internal', 'example.org'],
  ['', 'example.org'],
])('the machine %j calls itself %s', (host, name) => {
  expect(machineName(host, 'Bot reports <reports@example.org>')).toBe(name);
});

test('a domain outside ASCII is told as the DNS has it', () => {
  expect(machineName('bots', 'reports@bücher.example')).toBe('xn--bcher-kva.example');
});
