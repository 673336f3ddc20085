import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { Config } from '../../../../src/config/config.js';
import { parseConfig } from '../../../../src/config/load.js';
import { ConfigError } from '../../../../src/config/problem.js';
import { emptyFolder } from '../../../support/folder.js';
import { tempFolder } from '../../../support/temp-folder.js';
import { context } from '../plugins.js';

const fixtures = fileURLToPath(new URL('../../../fixtures/templates/', import.meta.url));
const rules = readdirSync(`${fixtures}bad`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const CONFIG = 'chatbot: { token: x }\nbots: { support: { storyId: 5b07ff77c2376e30306d9b12 } }\n';
const DIGEST = 'digests: { weekly: { bots: [support] } }\n';

const load = (text: string, folder: string) => parseConfig(CONFIG + text, `${folder}/config.yaml`, context);

async function refusal(text: string, folder: string): Promise<ConfigError> {
  const error: unknown = await load(text, folder).catch((thrown: unknown) => thrown);
  if (!(error instanceof ConfigError)) throw new Error(`not refused: ${error}`);
  return error;
}

describe('A templates folder is refused, with file, line and column, for', () => {
  test.each(rules)('%s', async (rule) => {
    const { message } = await refusal(`templates: ./${rule}\n${DIGEST}`, `${fixtures}bad`);
    await expect(`${message.replaceAll(`${fixtures}bad/`, '')}\n`).toMatchFileSnapshot(
      `../../../fixtures/templates/bad/${rule}.txt`,
    );
  });
});

test('What is wrong with the configuration and with the templates is told at once', async () => {
  const { problems } = await refusal(`templates: ./name-unknown\nlocale: xx_YY\n${DIGEST}`, `${fixtures}bad`);
  expect(problems.map(({ file, line }) => [file.replace(`${fixtures}bad/`, ''), line])).toEqual([
    ['config.yaml', 4],
    ['name-unknown/email.html', 2],
  ]);
});

test('A folder that is not there is refused in the configuration', async () => {
  const { message } = await refusal(`templates: ./nowhere\n${DIGEST}`, '/tmp');
  expect(message).toBe('/tmp/config.yaml:3:12: templates: the folder “./nowhere” cannot be read');
});

describe('What is not really in the folder is refused, and nothing of it is quoted', async () => {
  const folder = await tempFolder();
  afterAll(() => folder.remove());
  await mkdir(`${folder.path}/secrets`);
  await writeFile(`${folder.path}/secrets/token`, 'xoxb: {{ sesame }} [\n');
  await writeFile(`${folder.path}/secrets/pl.yaml`, 'sesame: opens\n');
  const OUT = 'is a link out of the folder';
  const COPY = `${OUT}: put a copy of the file there`;

  test.each<[name: string, target: string, message: string]>([
    ['email.html', 'absolute secrets/token', COPY],
    ['email.html', '../secrets/token', COPY],
    ['email.txt.liquid', 'chain secrets/token', COPY],
    ['theme.yaml', '../secrets/token', COPY],
    ['messages/pl.yaml', '../../secrets/token', COPY],
    ['messages', '../secrets', OUT],
    ['email.html', '/proc/self/environ', COPY],
    ['email.html', 'nowhere', 'cannot be read'],
    ['email.html', 'fifo', 'is not a file'],
  ])('%s, a link to %s', async (name, target, message) => {
    const own = emptyFolder();
    const templates = `${own}/t`;
    await mkdir(name.startsWith('messages/') ? `${templates}/messages` : templates, { recursive: true });
    const [kind, path] = target.split(' ');
    await symlink(`${folder.path}/secrets`, `${own}/secrets`);
    if (kind === 'fifo') execFileSync('mkfifo', [`${templates}/${name}`]);
    else if (kind === 'absolute') await symlink(`${folder.path}/${path}`, `${templates}/${name}`);
    else if (kind === 'chain') {
      await symlink(`${own}/${path}`, `${templates}/.chain`);
      await symlink('.chain', `${templates}/${name}`);
    } else await symlink(target, `${templates}/${name}`);
    const error = await refusal(`templates: ./t\n${DIGEST}`, own);
    expect(error.message).toBe(`${templates}/${name}: ${message}`);
    expect(error.message).not.toContain('sesame');
  });

  test('a link to another file of the folder is followed, as in a mounted folder', async () => {
    const own = emptyFolder();
    await mkdir(`${own}/t/..2026_11_30`, { recursive: true });
    await writeFile(`${own}/t/..2026_11_30/email.html`, '<p>{{ title }}</p>');
    await symlink('..2026_11_30', `${own}/t/..data`);
    await symlink('..data/email.html', `${own}/t/email.html`);
    await symlink('t', `${own}/linked`);
    const { templates } = await load(`templates: ./linked\n${DIGEST}`, own);
    expect(templates.sources.get('email.html')).toBe('<p>{{ title }}</p>');
  });
});

test('What is not used, and what will be in English, is warned about', async () => {
  const { warnings } = await load(`templates: warned\nlocale: pt-BR\n${DIGEST}`, fixtures.slice(0, -1));
  const total = Number(/: (\d+) messages/.exec(warnings.at(-2) ?? '')?.[1]);
  expect(
    warnings.map((warning) => warning.replace(fixtures, '').replace(/\d+ messages/, 'N messages')),
  ).toEqual([
    'warned/email.htm: is not used, did you mean “email.html”?',
    'warned/notes.txt: is not used; known are email.html, email.txt.liquid, theme.yaml, messages/<language>.yaml',
    'warned/messages/pt.yml: is not used; known are email.html, email.txt.liquid, theme.yaml, messages/<language>.yaml',
    'warned/messages/pt-BR.yaml: N messages are not there and will be in English: tile.conversations, tile.messages, tile.messagesPerConversation, …',
    'warned/messages/pt.yaml: N messages are not there and will be in English: tile.conversations, tile.messages, tile.messagesPerConversation, …',
  ]);
  expect(total).toBeGreaterThan(150);
});

test('Messages of an earlier version stay valid, and what no longer has an effect is warned about', async () => {
  const own = emptyFolder();
  await mkdir(`${own}/t/messages`, { recursive: true });
  const file = `${own}/t/messages/en.yaml`;
  await writeFile(
    file,
    [
      'tile.paid: Billed',
      'callout.steady: Nothing changed',
      'callout.unused: { one: "{count} unused:", other: "{count} unused:" }',
      'callout.outside: "; {outside} came late."',
      'headline: "{title}"\n',
    ].join('\n'),
  );
  const { warnings, templates } = await load(`templates: ./t\n${DIGEST}`, own);
  expect(warnings).toEqual([
    `${file}:2:1: callout.steady: is no longer used: remove it`,
    `${file}:3:1: callout.unused: is no longer used: remove it`,
    `${file}:4:18: callout.outside: has no “hours”, which this message now states: add it, or remove the key to get the built-in words`,
    `${file}:5:1: headline: is no longer used: remove it`,
  ]);
  expect(templates.messages.get('en')).toMatchObject({
    'tile.paid': 'Billed',
    'callout.outside': '; {outside} came late.',
  });
});

describe('A locale without words', () => {
  test.each([
    ['locale: it-IT\n', DIGEST, '3:9: locale: there are no words for “it-IT”'],
    [
      '',
      'digests: { weekly: { bots: [support], locale: ja } }\n',
      '3:47: digests.weekly.locale: there are no words for “ja”',
    ],
  ])('is warned about where it stands: %s%s', async (root, digest, start) => {
    const { warnings } = await load(root + digest, '.');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(start);
  });

  test('is warned about at each entry of deliver that asks for it', async () => {
    const entries = ['ja', 'pl', 'it-CH'].map(
      (locale) => `      - { folder: { path: ./${locale} }, locale: ${locale} }\n`,
    );
    const text = `digests:\n  weekly:\n    bots: [support]\n    deliver:\n${entries.join('')}`;
    const { warnings } = await load(text, '.');
    expect(warnings.map((warning) => warning.slice(0, warning.indexOf('; messages/')))).toEqual([
      './config.yaml:7:43: digests.weekly.deliver[0].locale: there are no words for “ja”: words and dates are in English, numbers as in ja',
      './config.yaml:9:46: digests.weekly.deliver[2].locale: there are no words for “it-CH”: words and dates are in English, numbers as in it-CH',
    ]);
  });

  test('is no matter where every digest has another', async () => {
    const text = 'locale: it-IT\ndigests: { weekly: { bots: [support], locale: de-AT } }\n';
    expect((await load(text, '.')).warnings).toEqual([]);
  });
});

describe('A folder of the user’s own', async () => {
  const folder = await tempFolder();
  afterAll(() => folder.remove());
  const write = async (name: string, text: string) => {
    const path = `${folder.path}/${name}`;
    await mkdir(path.slice(0, path.lastIndexOf('/')), { recursive: true });
    await writeFile(path, text);
  };
  await write('common/email.html', '<p>{{ title }}</p>');
  await write('common/theme.yaml', 'accent: "#112233"\nbar: "#445566"\n');
  await write('common/messages/pl.yaml', 'tile.paid: Rozliczane\n');
  await write('own/email.txt.liquid', '{{ title }}!');
  await write('own/theme.yaml', 'bar: "#778899"\n');
  await write('own/messages/pl.yaml', 'tile.messages: Listy\n');
  const config: Config = await load(
    [
      'templates: ./common',
      'theme: { text: "#000000" }',
      'digests:',
      '  plain: { bots: [support] }',
      '  special: { bots: [support], templates: own, theme: { rule: "#abcdef" } }\n',
    ].join('\n'),
    folder.path,
  );
  const digest = (id: string) => {
    const found = config.digests.get(id);
    if (!found) throw new Error(`no digest ${id}`);
    return found;
  };

  test('replaces a template and leaves the others as the package has them', async () => {
    const { sources } = digest('plain').templates;
    expect(sources.get('email.html')).toBe('<p>{{ title }}</p>');
    expect(sources.get('email.txt.liquid')).toBe(
      await readFile(
        fileURLToPath(new URL('../../../../templates/email.txt.liquid', import.meta.url)),
        'utf8',
      ),
    );
    expect(config.templates.sources).toEqual(sources);
  });

  test('stands, for one digest, before the common one: file by file and message by message', () => {
    const { sources, messages } = digest('special').templates;
    expect([sources.get('email.html'), sources.get('email.txt.liquid')]).toEqual([
      '<p>{{ title }}</p>',
      '{{ title }}!',
    ]);
    expect(messages.get('pl')).toEqual({ 'tile.paid': 'Rozliczane', 'tile.messages': 'Listy' });
  });

  test('changes the theme beneath what the configuration says itself', () => {
    const look = ({ theme: { accent, bar, text, rule } }: { theme: Config['theme'] }) => [
      accent,
      bar,
      text,
      rule,
    ];
    expect(look(config)).toEqual(['#112233', '#445566', '#000000', '#cfd6df']);
    expect(look(digest('special'))).toEqual(['#112233', '#778899', '#000000', '#abcdef']);
  });

  test('is read once: later changes of the files concern nobody', async () => {
    await write('common/email.html', '{% if broken');
    expect(config.templates.sources.get('email.html')).toBe('<p>{{ title }}</p>');
    expect(() => (config.templates.sources as Map<string, string>).set('email.html', '')).toThrow('frozen');
  });
});
