import { format, inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../../../src/lib/secret.js';
import { cleanLine, ForeignText } from '../../../../src/lib/text/foreign.js';

describe('foreign text prints itself nowhere', () => {
  const text = new ForeignText('\u001b[31mhunter2');
  test.each([
    ['a template string', `${text}`],
    ['JSON', JSON.stringify({ text })],
    ['inspection', inspect({ a: [text] }, { showHidden: true, depth: null })],
    ['printf formats', format('%s %o %j', text, text, text)],
    ['its own keys', JSON.stringify([Object.keys(text), { ...text }])],
  ])('not in %s', (_where, printed) => {
    expect(printed).not.toContain('hunter2');
  });
});

describe('a line is cleaned of', () => {
  test.each([
    ['colours', 'a\u001b[1;31mb\u001b[0mc', 'abc'],
    ['cursor movements', 'a\u001b[2K\u001b[1Gb', 'ab'],
    ['a window title', 'a\u001b]0;you were here\u0007b', 'ab'],
    ['a link', '\u001b]8;;http://evil.example\u001b\\click\u001b]8;;\u001b\\', 'click'],
    ['an eight-bit escape', 'a\u009b31mb', 'ab'],
    ['an escape cut short', 'a\u001b[', 'a'],
    [
      'line ends',
      'one\r\n2026-11-23T07:00:00Z info all is well\u2028x\u2029y\u0085z',
      'one 2026-11-23T07:00:00Z info all is well x y z',
    ],
    ['NUL, backspace, bell and DEL', 'a\0b\bc\u0007d\u007fe', 'a b c d e'],
    ['direction overrides', '\u202egnp.exe\u202c \u2066x\u2069 \u200fy', 'gnp.exe x y'],
    ['zero-width characters', 'to\u200bk\u2060e\ufeffn\u00ad', 'token'],
    ['tags that hide words', `a${String.fromCodePoint(0xe0041, 0xe0042)}b`, 'ab'],
    ['half a surrogate pair', 'a\ud800b', 'a\ufffdb'],
    ['blanks at both ends', ' \t a \u00a0 b ', 'a b'],
  ])('%s', (_what, raw, line) => {
    expect(cleanLine(raw)).toBe(line);
  });

  test('letters of every script stay', () => {
    const text = 'Zażółć gęślą jaźń, отчёт, تقرير, 報告, 👍';
    expect(cleanLine(text)).toBe(text);
  });
});

describe('a line holds no secret', () => {
  const secret = new Secret('tok"en\\1 2/ä');
  test.each([
    ['as it is', 'tok"en\\1 2/ä'],
    ['as JSON has it', JSON.stringify('tok"en\\1 2/ä')],
    ['as HTML has it', 'tok&quot;en\\1 2/ä'],
    ['percent-encoded', encodeURIComponent('tok"en\\1 2/ä')],
    ['percent-encoded in small letters', encodeURIComponent('tok"en\\1 2/ä').toLowerCase()],
    ['as a form has it', new URLSearchParams([['t', 'tok"en\\1 2/ä']]).toString()],
    ['in base64', Buffer.from('tok"en\\1 2/ä').toString('base64')],
    ['in base64url', Buffer.from('tok"en\\1 2/ä').toString('base64url')],
    ['in a basic login', Buffer.from('user:tok"en\\1 2/ä').toString('base64')],
    ['in a plain login', Buffer.from('\0reports\0tok"en\\1 2/ä').toString('base64')],
    ['with zero-width characters in it', 'tok"en\u200b\\1 2/ä'],
    ['with colours in it', 'tok"en\u001b[1m\\1 2/ä'],
  ])('%s', (_how, raw) => {
    const line = new ForeignText(`said ${raw} twice`).line([secret]);
    expect(line).toContain('<secret>');
    expect(line).not.toMatch(/tok|VG9r|dG9r|1%202|1\+2|1 2/);
  });

  test('not even the beginning of one that would be cut', () => {
    const line = new ForeignText(`${'x'.repeat(290)}hunter2-and-more`).line([new Secret('hunter2-and-more')]);
    expect(line).not.toContain('hunter');
  });

  test.each([
    ['the password of an address', 'postgres://u:p%40ss-word@host/db', 'p@ss-word'],
    ['and as it stands there', 'postgres://u:p%40ss-word@host/db', 'p%40ss-word'],
    ['the path of a webhook', 'https://hooks.example/services/T000/B000', '/services/T000/B000'],
  ])('%s', (_what, value, part) => {
    expect(new ForeignText(`got ${part}`).line([new Secret(value)])).toBe('got <secret>');
  });

  test('the name of a database is none', () => {
    const store = new Secret('postgres://u:pw-of-mine@host/botdigest');
    expect(new ForeignText('no database botdigest, /botdigest').line([store])).toContain('/botdigest');
  });
});

test('a long line ends in an ellipsis, between characters', () => {
  expect([...new ForeignText('👍'.repeat(400)).line([])]).toHaveLength(300);
});
