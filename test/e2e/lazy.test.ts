import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCli } from '../support/cli.js';
import { emptyFolder } from '../support/folder.js';
import { startService } from '../support/running-service.js';
import { until } from '../support/until.js';

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

test('a calendar of holidays is loaded only for a country', async () => {
  const cwd = emptyFolder();
  const loaded = async (holidays: string) => {
    const bots = `bots: { a: { storyId: s } }\ndigests: { d: { bots: [a] } }\n`;
    writeFileSync(join(cwd, 'config.yaml'), `chatbot: { token: x }\nholidays: ${holidays}\n${bots}`);
    const { code, stderr } = await runCli(['validate'], { cwd, env });
    expect(code, stderr).toBe(0);
    return /^loaded date-holidays$/m.test(stderr);
  };
  expect(await loaded('{ country: PL }')).toBe(true);
  expect(await loaded('[2026-12-24]')).toBe(false);
});

test('where the store is a file, no PostgreSQL driver is loaded', async () => {
  const cwd = emptyFolder();
  writeFileSync(
    join(cwd, 'config.yaml'),
    'chatbot: { token: x }\nserver: off\nbots: { a: { storyId: s } }\ndigests: { d: { bots: [a] } }\n',
  );
  const { code, stderr } = await runCli(['runs'], { cwd, env });
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/^loaded libsql$/m);
  expect(stderr).not.toMatch(/^loaded pg/m);
});

test('the console is loaded with the first of its pages, not for health or metrics', async () => {
  const cwd = emptyFolder();
  writeFileSync(
    join(cwd, 'config.yaml'),
    'chatbot: { token: x }\nserver: { listen: 127.0.0.1:0 }\nbots: { a: { storyId: s } }\ndigests: { d: { bots: [a] } }\n',
  );
  const service = startService(cwd, env);
  expect((await service.get('/healthz')).status).toBe(200);
  expect((await service.get('/metrics')).status).toBe(200);
  expect(service.log()).not.toMatch(/^loaded (hono|@hono)/m);
  expect((await service.get('/')).status).toBe(200);
  await until(() => /^loaded hono$/m.test(service.log()), service.log);
});
