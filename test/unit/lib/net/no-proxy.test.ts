import { expect, test } from 'vitest';
import { isListed } from '../../../../src/lib/net/no-proxy.js';

const CASES: readonly (readonly [list: string, listed: readonly string[], others: readonly string[]])[] = [
  ['*', ['https://slack.com', 'http://[::1]'], []],
  ['a.test *', ['https://slack.com'], []],
  [
    'slack.com',
    ['https://slack.com', 'https://hooks.slack.com', 'https://slack.com.'],
    ['https://notslack.com'],
  ],
  ['.slack.com', ['https://slack.com', 'https://hooks.slack.com'], ['https://notslack.com', 'https://com']],
  ['*.slack.com', ['https://slack.com', 'https://a.b.slack.com'], ['https://slack.com.example']],
  ['SLACK.com.', ['https://Slack.COM'], []],
  ['a.test,b.test', ['https://a.test', 'https://b.test'], ['https://c.test']],
  [' a.test ,, b.test\tc.test ', ['https://a.test', 'https://b.test', 'https://c.test'], ['https://d.test']],
  ['a.test:8443', ['https://a.test:8443', 'https://x.a.test:8443'], ['https://a.test']],
  ['a.test:443', ['https://a.test', 'https://a.test:443'], ['http://a.test', 'https://a.test:444']],
  ['a.test:80', ['http://a.test'], ['https://a.test']],
  ['*:8443', ['https://a.test:8443'], ['https://a.test']],
  ['192.0.2.7', ['https://192.0.2.7', 'https://192.0.2.7:8443'], ['https://192.0.2.70', 'https://1.192.0.2']],
  ['0.2.7', [], ['https://192.0.2.7']],
  ['2001:db8::1', ['https://[2001:db8::1]', 'https://[2001:db8:0:0::1]:8443'], ['https://[2001:db8::2]']],
  ['2001:DB8:0::1', ['https://[2001:db8::1]'], []],
  ['[2001:db8::1]', ['https://[2001:db8::1]'], ['https://[2001:db8::2]']],
  ['[2001:db8::1]:8443', ['https://[2001:db8::1]:8443'], ['https://[2001:db8::1]']],
  ['192.0.2.0/24', [], ['https://192.0.2.7']],
  ['', [], ['https://a.test']],
];

test.each(CASES)('NO_PROXY=%j', (list, listed, others) => {
  expect(listed.filter((url) => !isListed(new URL(url), list))).toEqual([]);
  expect(others.filter((url) => isListed(new URL(url), list))).toEqual([]);
});
