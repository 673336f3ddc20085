import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/http/server.js';
import type { SandboxVariant } from '../../src/sandbox/reports/variant.js';
import { simClock } from '../support/sim-clock.js';
import { until } from '../support/until.js';

const PATH = '/reports/conversations?from=2026-11-16&to=2026-11-17';

async function limited(variant: Partial<SandboxVariant>) {
  const clock = simClock(Date.parse('2026-11-25T10:00:00Z'));
  const sandbox = await startSandbox({ port: 0, seed: 1, token: 'sandbox', clock, variant });
  onTestFinished(() => sandbox.close());
  const get = async (path = PATH) => {
    const { statusCode, headers, body } = await request(`${sandbox.url}${path}`, {
      headers: { authorization: 'Bearer sandbox' },
    });
    await body.dump();
    return { statusCode, headers };
  };
  return { clock, sandbox, get };
}

test('requests above the rate get 429 with Retry-After, until a second has passed', async () => {
  const { clock, get } = await limited({ rate: 2 });
  expect([(await get()).statusCode, (await get()).statusCode]).toEqual([200, 200]);
  const refused = await get();
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '1']);
  expect((await get('/nowhere')).statusCode).toBe(404);
  clock.pass(999);
  expect((await get()).statusCode).toBe(429);
  clock.pass(1);
  expect((await get()).statusCode).toBe(200);
});

test('requests beside as many as are answered at a time get 429, and answers take their time', async () => {
  const { clock, sandbox, get } = await limited({ concurrent: 1 });
  const first = get();
  await until(() => sandbox.requests().length === 1);
  expect((await get()).statusCode).toBe(429);
  clock.pass(600);
  expect((await first).statusCode).toBe(200);
  const next = get();
  await until(() => sandbox.requests().length === 3);
  clock.pass(600);
  expect((await next).statusCode).toBe(200);
});

test('a deprecated API says so with every answer to a token that is right', async () => {
  const { get } = await limited({ deprecated: '2027-06-30' });
  const { headers } = await get();
  expect(headers.deprecation).toBe(`@${Date.UTC(2026, 5, 30) / 1_000}`);
  expect(headers.sunset).toBe('Wed, 30 Jun 2027 00:00:00 GMT');
  const plain = await (await limited({})).get();
  expect(Object.keys(plain.headers)).not.toContain('deprecation');
});
