import { expect, test } from 'vitest';
import { webLink } from '../../../src/channels/web-link.js';

test.each([
  ['https://example.com/bots/1', 'https://example.com/bots/1'],
  ['http://example.com/?a="<b>&c', 'http://example.com/?a=%22%3Cb%3E&c'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['mailto:a@example.com', null],
  ['bots/1', null],
  [`https://example.com/${'a'.repeat(40)}`, null],
  [undefined, null],
])('%s leads to %s', (address, link) => {
  expect(webLink(address, 50)).toBe(link);
});
