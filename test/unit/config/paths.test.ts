// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts hold variables of the configuration.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Config } from '../../../src/config/config.js';
import { parseConfig } from '../../../src/config/load.js';
import { ConfigError } from '../../../src/config/problem.js';
import { pluginsAt } from '../../../src/configuration.js';
import { emailOf, slackOf } from '../../support/channel-settings.js';

const FILES = fileURLToPath(new URL('../../fixtures/config/good/files', import.meta.url));
const plugins = pluginsAt(0);
let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'botdigest-paths-'));
  await cp(FILES, join(root, 'home/files'), { recursive: true });
  await mkdir(join(root, 'home/files/templates'));
  await writeFile(join(root, 'home/files/templates/email.html'), 'hello');
  vi.stubEnv('HOME', join(root, 'home'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true });
});

/** Every key that holds a path, with the file that stands there and what the configuration makes of it. */
const KEYS: Readonly<Record<string, { file: string; of(config: Config): unknown }>> = {
  store: { file: 'a.db', of: ({ store }) => store.kind === 'sqlite' && store.path },
  templates: { file: 'templates', of: ({ templates }) => templates.sources.get('email.html') },
  'digests.d.templates': {
    file: 'templates',
    of: ({ digests }) => digests.get('d')?.templates.sources.get('email.html'),
  },
  'chatbot.tokenFile': { file: 'token.txt', of: ({ bots }) => bots.get('a')?.token.reveal() },
  'bots.a.tokenFile': { file: 'token.txt', of: ({ bots }) => bots.get('a')?.token.reveal() },
  'email.passwordFile': { file: 'password.txt', of: (config) => emailOf(config)?.password?.reveal() },
  'email.dkim.privateKeyFile': {
    file: 'dkim.pem',
    of: (config) => emailOf(config)?.dkim?.privateKey.reveal().length,
  },
  'slack.tokenFile': { file: 'token.txt', of: (config) => slackOf(config)?.token.reveal() },
  'theme.logo': { file: 'logo.png', of: ({ theme }) => theme.logo },
  'digests.d.theme.logo': { file: 'logo.png', of: ({ digests }) => digests.get('d')?.theme.logo },
  'theme.font.regular': { file: 'brand.ttf', of: ({ theme }) => theme.font?.regular },
  'digests.d.deliver[0].folder.path': {
    file: 'out',
    of: ({ digests }) => digests.get('d')?.deliver[0]?.options,
  },
  'alerts.o.templates': {
    file: 'templates',
    of: ({ alerts }) => alerts.get('o')?.templates.sources.get('email.html'),
  },
  'alerts.o.theme.logo': { file: 'logo.png', of: ({ alerts }) => alerts.get('o')?.theme.logo },
  'alerts.o.deliver[0].folder.path': {
    file: 'out',
    of: ({ alerts }) => alerts.get('o')?.deliver[0]?.options,
  },
  'notify[0].folder.path': { file: 'out', of: ({ notify }) => notify[0]?.options },
};

function textWith(key: string, path: string): string {
  const value = JSON.stringify(path);
  const at = (name: string, otherwise = '') =>
    name === key ? `${name.split('.').pop()}: ${value}` : otherwise;
  return `
${key === 'store' ? `store: ${JSON.stringify(`sqlite:${path}`)}` : ''}
${at('templates')}
theme: { ${at('theme.logo')} ${key === 'theme.font.regular' ? `font: { regular: ${value} }` : ''} }
chatbot: { ${at('chatbot.tokenFile', key === 'bots.a.tokenFile' ? '' : 'token: t')} }
email: { host: localhost, from: a@example.com, ${key === 'email.passwordFile' ? `user: u, ${at(key)}` : ''} ${key.startsWith('email.dkim') ? `dkim: { domain: example.com, selector: s, ${at(key)} }` : ''} }
slack: { ${at('slack.tokenFile', 'token: xoxb-1')} }
notify: [${key.startsWith('notify') ? `folder: { path: ${value} }` : ''}]
bots: { a: { storyId: 5b07ff77c2376e30306d9b12, ${at('bots.a.tokenFile')} } }
alerts: { o: { when: { gap: 2d }, ${at('alerts.o.templates')} ${key === 'alerts.o.theme.logo' ? `theme: { logo: ${value} }` : ''} ${key.startsWith('alerts.o.deliver') ? `deliver: [folder: { path: ${value} }]` : ''} } }
digests: { d: { bots: [a], ${at('digests.d.templates')} ${key === 'digests.d.theme.logo' ? `theme: { logo: ${value} }` : ''} ${key.startsWith('digests.d.deliver') ? `deliver: [folder: { path: ${value} }]` : ''} } }
`;
}

const load = (key: string, path: string, env: Record<string, string> = {}) =>
  parseConfig(textWith(key, path), join(root, 'home/config.yaml'), { env, plugins });

const problems = (key: string, path: string) =>
  load(key, path).then(
    () => [] as string[],
    (error: unknown) =>
      error instanceof ConfigError
        ? error.problems.map((problem) => `${problem.path}: ${problem.message}`)
        : [`${error}`],
  );

describe.each(Object.entries(KEYS))('A path at %s', (key, { file, of }) => {
  test('starts at the configuration’s folder, at the home folder, or at the root', async () => {
    const [relative, home, absolute] = await Promise.all(
      [`files/${file}`, `~/files/${file}`, join(root, 'home/files', file)].map(async (path) =>
        of(await load(key, path)),
      ),
    );
    expect(relative).toBeTruthy();
    const written = { path: `files/${file}` };
    const folder = { path: join(root, 'home/files', file) };
    expect(home).toEqual(absolute);
    if (key.endsWith('folder.path')) expect([relative, home]).toEqual([written, folder]);
    else expect(relative).toEqual(absolute);
    expect(homedir()).toBe(join(root, 'home'));
  });

  test('may hold a variable of the configuration', async () => {
    const config = await load(key, `\${PLACE}/${file}`, { PLACE: '~/files' });
    expect(of(config)).toEqual(of(await load(key, `~/files/${file}`)));
  });

  test.each([
    [
      'C:exports\new',
      'has a line feed (U+000A), which no path has: in double quotes a backslash starts an escape, so write single quotes, two backslashes or slashes',
    ],
    [
      'exports\tnew',
      'has a tab (U+0009), which no path has: in double quotes a backslash starts an escape, so write single quotes, two backslashes or slashes',
    ],
    [
      'C:\u001bxports',
      'has an escape (U+001B), which no path has: in double quotes a backslash starts an escape, so write single quotes, two backslashes or slashes',
    ],
    [
      'C:\bin',
      'has a backspace (U+0008), which no path has: in double quotes a backslash starts an escape, so write single quotes, two backslashes or slashes',
    ],
    [
      'a\u0000b',
      'has a null character (U+0000), which no path has: in double quotes a backslash starts an escape, so write single quotes, two backslashes or slashes',
    ],
    ['$HOME/exports', 'holds $HOME, which is not filled in here: write ${HOME}'],
    ['$XDG_DATA_HOME/x', 'holds $XDG_DATA_HOME, which is not filled in here: write ${XDG_DATA_HOME}'],
    ['/srv/$USER/x', 'holds $USER, which is not filled in here: write ${USER}'],
    ['$env:APPDATA\\x', 'holds $APPDATA, which is not filled in here: write ${APPDATA}'],
    ['$(pwd)/x', 'holds $pwd, which is not filled in here: write ${pwd}'],
    ['%APPDATA%\\x', 'holds %APPDATA%, which is not filled in here: write ${APPDATA}'],
    ['C:/%USERNAME%/x', 'holds %USERNAME%, which is not filled in here: write ${USERNAME}'],
    ['~ann/exports', 'starts with ~, which stands for your own home folder only before a slash: ~/exports'],
    ['file:///srv/x', 'must be a path, not an address'],
  ])('is refused as %j', async (path, message) => {
    expect(await problems(key, path)).toEqual([`${key}: ${message}`]);
  });
});

test.each([
  'a$b',
  'price-$5',
  '100%',
  'a%20b',
  'über',
  'with space',
  'a#b',
  'C:\\exports\\new',
  '.',
  '..',
  '~$lock',
  '...',
])('The folder %j is taken as it is', async (path) => {
  expect(
    (await load('digests.d.deliver[0].folder.path', path)).digests.get('d')?.deliver[0]?.options,
  ).toEqual({ path });
});

test('A backslash in double quotes is told in the words of the file', async () => {
  const text = textWith('notify[0].folder.path', 'X').replace('"X"', '"C:\\exports\\new"');
  const error = await parseConfig(text, 'config.yaml', { env: {}, plugins }).catch((thrown) => thrown);
  expect((error as ConfigError).message).toMatch(
    /^config\.yaml:8:26: notify\[0\]\.folder\.path: has an escape \(U\+001B\)/,
  );
});
