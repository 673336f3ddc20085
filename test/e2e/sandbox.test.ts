import { once } from 'node:events';
import { request } from 'undici';
import { expect, test } from 'vitest';
import { runCli, startCli } from '../support/cli.js';

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
