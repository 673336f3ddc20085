import { expect, test } from 'vitest';
import { printable, styled } from '../../../../src/cli/terminal/terminal.js';

test.each([
  ['an escape', 'a\u001b[2Jb', 'a\ufffd[2Jb'],
  ['an eight-bit escape', 'a\u009b2Jb', 'a\ufffd2Jb'],
  ['a carriage return', 'good\rbad', 'good\ufffdbad'],
  ['an override', 'a\u202eb', 'a\ufffdb'],
  ['lines and tabs', 'a\n\tb', 'a\n\tb'],
  ['a right-to-left name', 'پشتیبانی', 'پشتیبانی'],
])('of %s a terminal obeys nothing but line ends and tabs', (_what, text, shown) => {
  expect(printable(text, true)).toBe(shown);
  expect(printable(text, false)).toBe(shown);
});

test('colours of ours stay where colours are printed', () => {
  const text = `${styled(true, 'green', 'ok')}: \u001b]0;title\u0007`;
  expect(printable(text, true)).toBe(`${styled(true, 'green', 'ok')}: \ufffd]0;title\ufffd`);
  expect(printable(text, false)).not.toContain('\u001b');
});
