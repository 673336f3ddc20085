import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../src/config/load.js';
import { ConfigError } from '../../../../src/config/problem.js';
import { MALFORMED, readMailbox, writeMailbox } from '../../../../src/config/values/mailbox.js';
import { pluginsAt } from '../../../../src/configuration.js';
import { env } from '../plugins.js';

const plugins = pluginsAt(0);

describe('An address is taken', () => {
  test.each([
    ['reports@example.com', '', 'reports@example.com'],
    ['  reports@example.com  ', '', 'reports@example.com'],
    ['<reports@example.com>', '', 'reports@example.com'],
    ['r&d@example.com', '', 'r&d@example.com'],
    ["o'brien@example.com", '', "o'brien@example.com"],
    ['a+b=c@example.com', '', 'a+b=c@example.com'],
    ['!#$%&*/?^_`{|}~-@example.com', '', '!#$%&*/?^_`{|}~-@example.com'],
    ['Reports@Example.COM', '', 'Reports@Example.COM'],
    ['a.b.c@mail.example.co.uk', '', 'a.b.c@mail.example.co.uk'],
    ['reports@localhost', '', 'reports@localhost'],
    ['reports@xn--mnchen-3ya.example', '', 'reports@xn--mnchen-3ya.example'],
    ['reports@münchen.example', '', 'reports@xn--mnchen-3ya.example'],
    ['reports@MÜNCHEN.example', '', 'reports@xn--mnchen-3ya.example'],
    ['reports@例え.テスト', '', 'reports@xn--r8jz45g.xn--zckzah'],
    ['reports@example。com', '', 'reports@example.com'],
    [`${'a'.repeat(64)}@example.com`, '', `${'a'.repeat(64)}@example.com`],
    ['Bot reports <reports@example.com>', 'Bot reports', 'reports@example.com'],
    ['Bot reports<reports@example.com>', 'Bot reports', 'reports@example.com'],
    ['Bot reports < reports@example.com >', 'Bot reports', 'reports@example.com'],
    ['"Bot reports" <reports@example.com>', 'Bot reports', 'reports@example.com'],
    ['ACME: Reports <a@b.example>', 'ACME: Reports', 'a@b.example'],
    ['ACME: Reports <a@b>', 'ACME: Reports', 'a@b'],
    ['ACME, Inc. <a@b.example>', 'ACME, Inc.', 'a@b.example'],
    ['ACME; Reports; <a@b.example>', 'ACME; Reports;', 'a@b.example'],
    ['Reports (ACME) <a@b.example>', 'Reports (ACME)', 'a@b.example'],
    ['Support @ ACME <a@b.example>', 'Support @ ACME', 'a@b.example'],
    ['[ACME] Reports <a@b.example>', '[ACME] Reports', 'a@b.example'],
    ['Ann "Bee" Lee <a@b.example>', 'Ann "Bee" Lee', 'a@b.example'],
    ['"Lee, \\"Ann\\"" <a@b.example>', 'Lee, "Ann"', 'a@b.example'],
    ['"a@x.example" <rep@x.example>', 'a@x.example', 'rep@x.example'],
    ['"Reports <daily>" <a@b.example>', 'Reports <daily>', 'a@b.example'],
    ['Zażółć 📈 <a@b.example>', 'Zażółć 📈', 'a@b.example'],
    ['👩‍💻 Reports <a@b.example>', '👩‍💻 Reports', 'a@b.example'],
    ['تقارير <a@b.example>', 'تقارير', 'a@b.example'],
    ["O'Brien & Sons <a@b.example>", "O'Brien & Sons", 'a@b.example'],
    ['C:\\Reports <a@b.example>', 'C:\\Reports', 'a@b.example'],
  ])('%s', (text, name, address) => {
    const read = readMailbox(text);
    expect(read).toEqual({ name, address });
    expect(readMailbox(writeMailbox({ name, address }))).toEqual({ name, address });
  });
});

const TWO = 'must be one address; {value} has several';
const DOTS = (side: string) => `has a dot at the start, at the end or twice in a row ${side} the @`;
const DOMAIN = '{value} has no domain name such as example.com behind the @';
const SPACES = 'must not hold spaces';

describe('An address is refused', () => {
  test.each([
    ['a@x.example, Rep <rep@x.example>', TWO],
    ['a@x.example,rep@x.example', TWO],
    ['a@x.example; rep@x.example', TWO],
    ['a@x.example rep@x.example', TWO],
    ['Team: a@x.example, b@x.example;', TWO],
    ['Rep rep@x.example <a@x.example>', TWO],
    ['A <a@x.example>, B <b@x.example>', TWO],
    ['A <a@x.example>; b@x.example', TWO],
    ['reports', MALFORMED],
    ['@example.com', MALFORMED],
    ['reports@', MALFORMED],
    ['a@b@example.com', MALFORMED],
    ['undisclosed-recipients:;', MALFORMED],
    ['Team: <a@x.example>;', MALFORMED],
    ['<b>Bot</b> <reports@example.com>', MALFORMED],
    ['Bot reports <reports@example.com', MALFORMED],
    ['Bot reports reports@example.com>', MALFORMED],
    ['Bot reports <>', MALFORMED],
    ['Bot reports <<reports@example.com>>', MALFORMED],
    ['<reports@example.com> Bot reports', MALFORMED],
    ['Bot reports reports@example.com', 'must not hold spaces; with a name, write Name <address>'],
    ['re ports@example.com', 'must not hold spaces; with a name, write Name <address>'],
    ['reports@example .com', SPACES],
    ['reports@ example.com', SPACES],
    ['reports@example.com (weekly)', 'must not hold a comment in parentheses: write Name <address>'],
    ['reports(weekly)@example.com', 'must not hold a comment in parentheses: write Name <address>'],
    ['mailto:reports@example.com', 'must be the address itself, without mailto:'],
    [
      '"re ports"@example.com',
      'has quotes before the @, which many servers refuse: write Name <address>, or another address',
    ],
    [
      'A <"re ports"@example.com>',
      'has quotes before the @, which many servers refuse: write Name <address>, or another address',
    ],
    ['.reports@example.com', DOTS('before')],
    ['reports.@example.com', DOTS('before')],
    ['re..ports@example.com', DOTS('before')],
    ['reports@example.com.', DOTS('behind')],
    ['reports@.example.com', DOTS('behind')],
    ['reports@example..com', DOTS('behind')],
    ['re:ports@example.com', 'has “:” before the @, which cannot stand there'],
    ['re\\ports@example.com', 'has “\\” before the @, which cannot stand there'],
    ['re"ports@example.com', 'has “"” before the @, which cannot stand there'],
    ['bü:ro@example.com', 'has “:” before the @, which cannot stand there'],
    ['b\ufdd0ro@example.com', 'has “\ufdd0” before the @, which cannot stand there'],
    ['bü..ro@example.com', DOTS('before')],
    [`${'ü'.repeat(33)}@example.com`, 'has more than 64 bytes before the @'],
    ['re\u00adports@example.com', 'has an invisible character, U+00AD'],
    ['reports\u200b@example.com', 'has an invisible character, U+200B'],
    ['reports@exam\u200bple.com', 'has an invisible character, U+200B'],
    ['\ufeffa\u2060@example.com', 'has an invisible character, U+2060'],
    ['reports@example.com\u202e', 'has an invisible character, U+202E'],
    ['reports@-example.com', DOMAIN],
    ['reports@example-.com', DOMAIN],
    ['reports@exa_mple.com', DOMAIN],
    ['reports@exam!ple.com', DOMAIN],
    ['reports@192.0.2.1', DOMAIN],
    ['reports@xn--\u00e4.example', DOMAIN],
    [`reports@${'a'.repeat(64)}.com`, DOMAIN],
    ['reports@[192.0.2.1]', 'must have the name of a domain behind the @, no IP address in brackets'],
    [`${'a'.repeat(65)}@example.com`, 'has more than 64 characters before the @'],
    [`a@${'a.'.repeat(127)}com`, 'has a domain of more than 253 characters'],
    [
      `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.com`,
      'is longer than the 254 characters that an address may have',
    ],
    ['a@example.com\r\nBcc: b@example.com', 'must be one line without control characters'],
    ['Rep\r\nBcc: b@example.com <a@example.com>', 'must be one line without control characters'],
    ['Rep\u0000 <a@example.com>', 'must be one line without control characters'],
    ['Rep\u001b[31m <a@example.com>', 'must be one line without control characters'],
    ['Rep\u2028 <a@example.com>', 'must be one line without control characters'],
    ['Rep\ud83d <a@example.com>', 'must be one line without control characters'],
    ['=?utf-8?Q?Rep?= <a@example.com>', 'must hold the name itself: it is encoded when it is sent'],
    ['"=?UTF-8?B?UmVw?=" <a@example.com>', 'must hold the name itself: it is encoded when it is sent'],
    [`${'n'.repeat(201)} <a@example.com>`, 'has a name of more than 200 characters'],
  ])('%j', (text, fault) => {
    expect(readMailbox(text)).toEqual({ fault });
  });
});

/** A configuration with one text at every key that holds an address. */
async function problemsAt(text: string): Promise<string[]> {
  const value = JSON.stringify(text);
  const file = `chatbot: { token: t }
email: { host: localhost, from: ${value}, replyTo: ${value} }
notify: [email: { to: [${value}] }]
bots: { a: { storyId: 5b07ff77c2376e30306d9b12 } }
digests: { d: { bots: [a], deliver: [email: { to: [${value}] }] } }
`;
  const result = await parseConfig(file, 'config.yaml', { env, plugins }).catch((thrown: unknown) => thrown);
  if (!(result instanceof ConfigError)) return [];
  return result.problems.map(({ path, message }) => `${path}: ${message}`);
}

const KEYS = ['email.from', 'email.replyTo', 'notify[0].email.to[0]', 'digests.d.deliver[0].email.to[0]'];

test.each([
  ['r&d@example.com', null],
  ['ACME: Reports <a@b.example>', null],
  ['Rep <rep@münchen.example>', null],
  ['a@x.example, Rep <rep@x.example>', 'must be one address; “a@x.example, Rep <rep@x.example>” has several'],
  ['a@example.com\nBcc: b@example.com', 'must be one line without control characters'],
])('Every key that holds an address judges %j alike', async (text, message) => {
  expect(await problemsAt(text)).toEqual(message === null ? [] : KEYS.map((key) => `${key}: ${message}`));
});

test.each(['büro@example.com', 'Büro <用户@münchen.example>'])(
  '%s may send and read, and take no answers',
  async (text) => {
    const message = 'has letters outside ASCII before the @, which only from and to may have';
    expect(await problemsAt(text)).toEqual([`email.replyTo: ${message}`]);
  },
);

test.each([
  ['用户@例え.jp', '用户@xn--r8jz45g.jp'],
  ['📈@example.com', '📈@example.com'],
  ['bu\u0308ro@example.com', 'b\u00fcro@example.com'],
])('The address %s is %s', (text, address) => {
  expect(readMailbox(text)).toEqual({ name: '', address });
});

test('A domain without a dot is warned of, for senders and for readers', async () => {
  const file = `chatbot: { token: t }
email: { host: localhost, from: bot@intranet }
notify: [email: { to: [ops@localhost] }]
bots: { a: { storyId: 5b07ff77c2376e30306d9b12 } }
digests: { d: { bots: [a], deliver: [email: { to: [a@example.com, bob@gmail] }] } }
`;
  const { warnings } = await parseConfig(file, 'config.yaml', { env, plugins });
  const says = 'has a domain without a dot: that works only where the mail server knows it';
  expect(warnings).toEqual([
    `config.yaml:2:33: email.from: “bot@intranet” ${says}`,
    `config.yaml:5:67: digests.d.deliver[0].email.to[1]: “bob@gmail” ${says}`,
  ]);
});
