import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import { expect, test } from 'vitest';
import { SCENARIO_NAMES } from '../../src/sandbox/scenarios/scenario.js';
import { runCli, runHere, startCli } from '../support/cli.js';
import { emptyFolder } from '../support/folder.js';

test.each(['SIGTERM', 'SIGINT'] as const)(
  'the sandbox prints its address, serves, and ends with 0 on %s',
  async (signal) => {
    const child = startCli(['sandbox', '--port', '0', '--seed', '3', '--token', 'let-me-in']);
    const [line] = await once(child.stdout ?? child, 'data');
    const url = String(line).trim();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { statusCode, body } = await request(`${url}/v2/stories`, {
      headers: { authorization: 'Bearer let-me-in' },
    });
    expect(statusCode).toBe(200);
    expect(await body.json()).toHaveLength(2);
    expect((await request(`${url}/v2/stories`)).statusCode).toBe(401);
    child.kill(signal);
    expect(await once(child, 'close')).toEqual([0, null]);
  },
);

test('a port that is taken is one sentence', async () => {
  const child = startCli(['sandbox', '--port', '0']);
  const [line] = await once(child.stdout ?? child, 'data');
  const port = new URL(String(line).trim()).port;
  const second = await runCli(['sandbox', '--port', port]);
  expect(second.code).toBe(1);
  expect(second.stderr).toMatch(new RegExp(`^error: .*${port}`));
  child.kill('SIGTERM');
  await once(child, 'close');
});

test('a sandbox of twelve bots tells a scenario of one of them', async () => {
  const child = startCli(
    'sandbox --port 0 --bots 12 --scenario support=outage,sales=doubled --scenario-from 2026-01-01'.split(
      ' ',
    ),
  );
  const [line] = await once(child.stdout ?? child, 'data');
  const get = async <T>(path: string) => {
    const { body } = await request(String(line).trim() + path, {
      headers: { authorization: 'Bearer sandbox' },
    });
    return (await body.json()) as T;
  };
  const stories = await get<{ id: string; name: string }[]>('/v2/stories');
  expect(stories.slice(0, 3).map(({ name }) => name)).toEqual(['Support bot', 'Sales bot', 'Returns bot']);
  expect(stories).toHaveLength(12);
  const totals = await Promise.all(
    stories.map(async ({ id }) => {
      const path = `/reports/conversations?from=2026-01-01&to=2026-01-31&storyId=${id}`;
      return (await get<{ summary: { total: number } }>(path)).summary.total;
    }),
  );
  expect(totals.map((total) => total === 0)).toEqual([true, ...Array.from({ length: 11 }, () => false)]);
  child.kill('SIGTERM');
  await once(child, 'close');
});

test.each([
  [
    'sandbox --scenario outrage',
    'There is no scenario “outrage”, did you mean “outage”? There are: steady, ',
  ],
  [
    'sandbox --scenario suport=outage',
    'There is no bot “suport”, did you mean “support”? There are: support, sales.',
  ],
  ['sandbox --scenario outage --scenario-from monday', 'The first day “monday” of a scenario is not a day.'],
  ['sandbox --bots 201', 'A sandbox has 1 to 200 bots, not 201.'],
  ['demo --scenario support=outrage', 'There is no scenario “outrage”, did you mean “outage”?'],
  ['demo --scenario-from 2026-11-16', 'A first day of a scenario was given, but no scenario.'],
])('%s ends with 2 and one error', async (line, message) => {
  const { code, stdout, stderr } = await runHere(line.split(' '), { cwd: emptyFolder() });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`error: ${message}`);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

test.each(['sandbox', 'demo'])('the help of %s lists the scenarios', async (command) => {
  const { stdout } = await runHere([command, '--help']);
  for (const name of SCENARIO_NAMES) expect(stdout).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
});

test('a demo of an outage shows last week without any conversation', async () => {
  const cwd = emptyFolder();
  const { code } = await runHere(['demo', '--out', 'out', '--scenario', 'outage'], { cwd });
  expect(code).toBe(0);
  const rows = readFileSync(join(cwd, 'out/weekly-support/conversations.csv'), 'utf8').trim().split('\n');
  const values = rows.slice(1).map((row) => row.split(','));
  expect(values.map(([, , value]) => value)).toEqual(Array.from({ length: 14 }, () => '0'));
  expect(values.some(([, , , , before]) => Number(before) > 0)).toBe(true);
});
