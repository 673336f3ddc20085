// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts hold variables of the configuration.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseConfig } from '../../../src/config/load.js';
import { ConfigError } from '../../../src/config/problem.js';
import { pluginsAt } from '../../../src/configuration.js';
import { emailOf, slackOf } from '../../support/channel-settings.js';

const plugins = pluginsAt(0);
const TOKEN = 'tok-4f9d2c-91';
const PEM = readFileSync(new URL('../../fixtures/config/good/files/dkim.pem', import.meta.url), 'utf8');

/** Loads a configuration with one secret, given in a file, a variable or the configuration itself; what it holds, or the message. */
async function load(
  key: string,
  way: 'file' | 'variable' | 'inline',
  value: string | Buffer,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'botdigest-secret-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'secret'), value);
  const text = value.toString();
  const said = { file: ['File', 'secret'], variable: ['', '${SECRET}'], inline: ['', text] }[way];
  const at = (name: string) =>
    name === key ? `${name.split('.').pop()}${said[0]}: ${JSON.stringify(said[1])}, ` : '';
  const file = `
chatbot: { ${at('chatbot.token')} concurrency: 1 }
email: { host: localhost, from: a@example.com, ${key === 'email.password' ? `user: u, ${at('email.password')}` : ''} ${key.startsWith('email.dkim') ? `dkim: { domain: example.com, selector: s, ${at('email.dkim.privateKey')} }` : ''} }
slack: { ${at('slack.token') || 'token: xoxb-1, '} timeout: 1s }
bots: { a: { storyId: 5b07ff77c2376e30306d9b12, ${at('bots.token') || 'token: other, '} } }
digests: { d: { bots: [a] } }
`;
  try {
    const env = { SECRET: text };
    const config = await parseConfig(file, join(folder, 'config.yaml'), { env, plugins });
    const held = {
      'bots.token': config.bots.get('a')?.token,
      'slack.token': slackOf(config)?.token,
      'email.password': emailOf(config)?.password,
      'email.dkim.privateKey': emailOf(config)?.dkim?.privateKey,
    }[key];
    return held?.reveal() ?? '';
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).not.toContain(TOKEN.slice(0, 6));
    expect(error.message).toMatch(/config\.yaml:\d+:\d+: /);
    return error.problems.map(({ message }) => message).join('\n');
  }
}

describe.each(['file', 'variable', 'inline'] as const)('A secret in a %s', (way) => {
  describe.each(['bots.token', 'slack.token', 'email.password'])('at %s', (key) => {
    test.each([
      ['a byte order mark before it', `\ufeff${TOKEN}`],
      ['a line end behind it', `${TOKEN}\n`],
      ['a Windows line end behind it', `${TOKEN}\r\n`],
      ['all of them', `\ufeff${TOKEN}\r\n`],
    ])('loses %s', async (_what, value) => {
      expect(await load(key, way, value)).toBe(TOKEN);
    });

    test.each([
      ['more line ends', `${TOKEN}\n\n\n`, 'a line feed (U+000A) at 1:14'],
      ['a second line', `${TOKEN}\nx`, 'a line feed (U+000A) at 1:14'],
      ['a carriage return', `tok\r${TOKEN}`, 'a carriage return (U+000D) at 1:4'],
      ['a tab', `${TOKEN}\t`, 'a tab (U+0009) at 1:14'],
      ['an escape', `\u001b[1m${TOKEN}`, 'an escape (U+001B) at 1:1'],
      ['a null character', `${TOKEN}\u0000`, 'a null character (U+0000) at 1:14'],
      ['a C1 control character', `tok\u0085${TOKEN}`, 'a control character (U+0085) at 1:4'],
      ['a space before it', ` ${TOKEN}`, 'a space (U+0020) at 1:1'],
      ['a space behind it', `${TOKEN} \n`, 'a space (U+0020) at 1:14'],
      ['a no-break space', `tok\u00a0${TOKEN}`, 'a no-break space (U+00A0) at 1:4'],
      ['a soft hyphen', `tok\u00ad${TOKEN}`, 'a soft hyphen (U+00AD) at 1:4'],
      ['a zero width space', `${TOKEN}\u200b`, 'a zero width space (U+200B) at 1:14'],
      ['a zero width joiner', `tok\u200d${TOKEN}`, 'a zero width joiner (U+200D) at 1:4'],
      ['a right-to-left override', `\u202e${TOKEN}`, 'an invisible character (U+202E) at 1:1'],
      ['a word joiner', `${TOKEN}\u2060`, 'a word joiner (U+2060) at 1:14'],
      ['a line separator', `${TOKEN}\u2028`, 'a line separator (U+2028) at 1:14'],
      ['an ideographic space', `\u3000${TOKEN}`, 'an ideographic space (U+3000) at 1:1'],
      ['a byte order mark inside', `tok\ufeff${TOKEN}`, 'a byte order mark (U+FEFF) at 1:4'],
    ])('is refused for %s, named with its place', async (_what, value, odd) => {
      const where = way === 'file' ? 'the file “secret” has ' : 'has ';
      expect(await load(key, way, value)).toBe(`${where}${odd}, which no such secret has`);
    });
  });

  test.each([
    ['bots.token', `tök${TOKEN}`, 'a character outside ASCII (U+00F6) at 1:2'],
    ['slack.token', `xoxb–${TOKEN}`, 'a character outside ASCII (U+2013) at 1:5'],
    ['slack.token', `“${TOKEN}”`, 'a character outside ASCII (U+201C) at 1:1'],
  ])('at %s is refused for what no header carries: %s', async (key, value, odd) => {
    expect(await load(key, way, value)).toContain(odd);
  });

  test.each(['correct horse battery', 'pässwörd', 'пароль', '$p#a/s?s@', '🔑'])(
    'may be the password %s',
    async (value) => {
      expect(await load('email.password', way, way === 'inline' ? value : `${value}\n`)).toBe(value);
    },
  );

  test('keeps the lines of a key', async () => {
    for (const pem of [PEM, `\ufeff${PEM}`, PEM.replaceAll('\n', '\r\n')])
      expect(await load('email.dkim.privateKey', way, pem)).toContain(pem.replace('\ufeff', '').trimEnd());
    expect(await load('email.dkim.privateKey', way, PEM.replace('\n', '\u200b\n'))).toContain(
      'has a zero width space (U+200B) at 1:28, which no such secret has',
    );
  });

  test.each([
    ['https://hooks.slack.com/services/T0/B0/abc', 'is the address of an incoming webhook'],
    ['https://example.slack.com', 'is an address, not a token'],
    ['xapp-1-A0-1-abc', 'is an app-level token (xapp-…)'],
    ['xoxp-1-2-3', 'is a user’s token (xoxp-…)'],
    ['xoxr-1-2', 'is a refresh token (xoxr-…)'],
    ['xoxc-1-2', 'is a session token (xoxc-…)'],
    ['xoxd-1-2', 'is a session cookie (xoxd-…)'],
    ['ann@example.com', 'is an e-mail address, not a token'],
  ])('is refused as a token of Slack when it is %s', async (value, message) => {
    expect(await load('slack.token', way, value)).toContain(message);
  });

  test.each(['xoxb-1-2-abc', 'xoxe.xoxb-1-abc', 'opaque'])(
    'is taken as a token of Slack when it is %s',
    async (value) => {
      expect(await load('slack.token', way, value)).toBe(value);
    },
  );
});

describe('A secret file is refused', () => {
  test.each([
    ['as UTF-16', Buffer.from(`\ufeff${TOKEN}`, 'utf16le'), 'the file “secret” is UTF-16: save it as UTF-8'],
    ['as Latin-1', Buffer.from('tok\xfc', 'latin1'), 'the file “secret” is not UTF-8 text'],
    ['as too large', 'x'.repeat(65_537), 'the file “secret” is larger than 64 KB, too large for a secret'],
    ['as empty', '\ufeff\r\n', 'the file “secret” is empty'],
  ])('%s', async (_what, value, message) => {
    expect(await load('bots.token', 'file', value)).toBe(message);
  });
});

test('A password in an address loses the line end of its variable, and another odd character is told', async () => {
  const text = (url: string) => `
chatbot: { token: t }
email: { url: "${url}", from: a@example.com }
bots: { a: { storyId: 5b07ff77c2376e30306d9b12 } }
digests: { d: { bots: [a] } }
`;
  const url = 'smtp://u:${SECRET}@localhost:25';
  const from = (secret: string) =>
    parseConfig(text(url), 'config.yaml', { env: { SECRET: secret }, plugins });
  expect(emailOf(await from(`${TOKEN}\n`))?.password?.reveal()).toBe(TOKEN);
  await expect(from(`${TOKEN}\u200b`)).rejects.toThrow('email.url: has a zero width space (U+200B) at 1:23');
});

describe('A URL whose password ends it is refused without a word of it', () => {
  test.each([
    [
      'store',
      'postgres://u:top#secret@db.example.com/x',
      'has a # in the user name or password, which ends them there: percent-encode it as %23',
    ],
    [
      'store',
      'postgres://u:top/secret@db.example.com/x',
      'has a / in the user name or password, which ends them there: percent-encode it as %2F',
    ],
    [
      'store',
      'postgres://u:12/secret@db.example.com/x',
      'has a / in the user name or password, which ends them there: percent-encode it as %2F',
    ],
    [
      'store',
      'postgresql://u:top?secret@db.example.com/x',
      'has a ? in the user name or password, which ends them there: percent-encode it as %3F',
    ],
    [
      'store',
      'postgres://u:12?secret@db.example.com/x',
      'has a ? in the user name or password, which ends them there: percent-encode it as %3F',
    ],
    [
      'store',
      'postgres://us#er:secret@db.example.com/x',
      'has a # in the user name or password, which ends them there: percent-encode it as %23',
    ],
    [
      'store',
      'postgres://u:top%secret@db.example.com/x',
      'must write a % in the user name or password as %25',
    ],
    [
      'email.url',
      'smtp://u:top#secret@mail.example.com:587',
      'has a # in the user name or password, which ends them there: percent-encode it as %23',
    ],
    [
      'email.url',
      'smtps://u:top/secret@mail.example.com',
      'has a / in the user name or password, which ends them there: percent-encode it as %2F',
    ],
    [
      'email.url',
      'smtp://u:25?secret@mail.example.com',
      'has a ? in the user name or password, which ends them there: percent-encode it as %3F',
    ],
    [
      'email.url',
      'smtp://u@example.com:to#secret@mail.example.com',
      'has a # in the user name or password, which ends them there: percent-encode it as %23',
    ],
  ])('%s: %s', async (key, url, message) => {
    const file = `
${key === 'store' ? `store: ${JSON.stringify(url)}` : ''}
chatbot: { token: t }
email: { url: ${JSON.stringify(key === 'store' ? 'smtp://localhost' : url)}, from: a@example.com }
bots: { a: { storyId: 5b07ff77c2376e30306d9b12 } }
digests: { d: { bots: [a] } }
`;
    const error = await parseConfig(file, 'config.yaml', { env: {}, plugins }).catch((thrown) => thrown);
    expect((error as ConfigError).problems.map((problem) => `${problem.path}: ${problem.message}`)).toEqual([
      `${key}: ${message}`,
    ]);
    expect(error.message).not.toMatch(/secret|top/);
  });

  test('and one with an @ is warned of, percent-encoded ones and an @ in the query are not', async () => {
    const warnings = async (store: string, mail: string) => {
      const file = `
store: ${JSON.stringify(store)}
chatbot: { token: t }
email: { url: ${JSON.stringify(mail)}, from: a@example.com }
bots: { a: { storyId: 5b07ff77c2376e30306d9b12 } }
digests: { d: { bots: [a] } }
`;
      return (await parseConfig(file, 'config.yaml', { env: {}, plugins })).warnings;
    };
    const says = 'has an @ in the user name or password: percent-encode it as %40';
    expect(await warnings('sqlite:x.db', 'smtp://u:top@secret@localhost')).toEqual([
      `config.yaml:4:15: email.url: ${says}`,
    ]);
    expect(await warnings('sqlite:x.db', 'smtp://u%40x:top%23%2F%3Fsecret@localhost')).toEqual([]);
    expect(await warnings('sqlite:a@b#c/d.db', 'smtp://localhost')).toEqual([]);
  });
});
