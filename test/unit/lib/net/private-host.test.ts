import { expect, test } from 'vitest';
import { isPrivateHost } from '../../../../src/lib/net/private-host.js';

test.each([
  'localhost',
  '127.0.0.1',
  '[::1]',
  '10.255.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.25',
  '100.64.0.1',
  '169.254.10.1',
  '[fd12:3456::25]',
  'fe80::1',
  'relay',
  'mail.internal',
  'printer.LOCAL.',
  'nas.home.arpa',
])('%s is on this machine or in a private network', (host) => {
  expect(isPrivateHost(host)).toBe(true);
});

test.each([
  '',
  'smtp.example.com',
  'internal.example.com',
  'relay.internal.example',
  '11.0.0.1',
  '172.15.255.255',
  '172.32.0.1',
  '192.169.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '8.8.8.8',
  '2001:db8::25',
  '[fec0::1]',
])('%j is not', (host) => {
  expect(isPrivateHost(host)).toBe(false);
});
