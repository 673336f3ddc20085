import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.js';
import { ConfigError } from '../../../src/config/problem.js';
import { context } from './plugins.js';

const GOOD = 'chatbot: { token: t }\nbots: { a: { storyId: s } }\ndigests: { d: { bots: [a] } }\n';
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'botdigest-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(bytes: string | Uint8Array) {
  const file = join(folder, 'config.yaml');
  await writeFile(file, bytes);
  return loadConfig(file, context);
}

describe('A file is refused as a whole', () => {
  test.each([
    ['when it is not UTF-8', Buffer.from('timezone: Z\xfcrich\n', 'latin1'), 'is not UTF-8 text'],
    ['when it is UTF-16', Buffer.from(`\ufeff${GOOD}`, 'utf16le'), 'is not UTF-8 text'],
    [
      'when it is over 1 MB',
      `${GOOD}${'# filler\n'.repeat(120_000)}`,
      'is larger than 1 MB, too large for a configuration',
    ],
    ['when it is a tower of brackets', '['.repeat(200_000), 'is nested too deeply'],
    ['when it is a tower of dashes', '- '.repeat(100_000), 'is nested too deeply'],
  ])('%s', async (_name, bytes, message) => {
    const error = await load(bytes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).problems.map((problem) => problem.message)).toEqual([message]);
  });

  test('when it is not there, with a way to get one', async () => {
    await expect(loadConfig('nowhere/config.yaml', context)).rejects.toMatchObject({
      message: 'nowhere/config.yaml: there is no such file; `botdigest init` writes a starter configuration',
      code: 'config',
      exitCode: 2,
      problems: [{ file: 'nowhere/config.yaml', line: 0, column: 0, path: '' }],
    });
  });

  test('when it is a folder', async () => {
    await expect(loadConfig(folder, context)).rejects.toThrow(`${folder}: is a folder`);
  });
});

describe('A file is read', () => {
  test.each([
    ['with a byte order mark', `\ufeff${GOOD}`],
    ['with Windows line ends', GOOD.replaceAll('\n', '\r\n')],
    ['without a last line end', GOOD.trimEnd()],
    ['with a document start', `---\n${GOOD}`],
    ['as JSON', '{"chatbot":{"token":"t"},"bots":{"a":{"storyId":"s"}},"digests":{"d":{"bots":["a"]}}}'],
  ])('%s', async (_name, text) => {
    const config = await load(text);
    expect(config.digests.get('d')?.bots.map(({ id }) => id)).toEqual(['a']);
  });
});
