import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCli } from '../support/cli.js';

const PRELOAD = fileURLToPath(new URL('../support/loaded.mjs', import.meta.url));
const env = {
  NODE_OPTIONS: `--import=${PRELOAD}`,
  CHATBOT_TOKEN: 'x',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  SLACK_TOKEN: 'xoxb-1',
};
const example = ['-c', 'config.example.yaml'];
const config = ['croner', 'yaml', 'zod'];

test.each([
  [['--help'], []],
  [['run', '--help'], []],
  [['validate', ...example], config],
  [
    ['next', ...example],
    [...config, 'temporal-polyfill', 'temporal-utils'],
  ],
])('%j loads no package but those that it needs', async (args, needed) => {
  const { code, stderr } = await runCli(args, { env });
  const loaded = new Set([...stderr.matchAll(/^loaded (\S+)$/gm)].map(([, name = '']) => name));
  expect(code, stderr).toBe(0);
  expect([...loaded].sort()).toEqual(['commander', ...needed].sort());
});
