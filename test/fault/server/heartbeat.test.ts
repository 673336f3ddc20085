import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createHttpClient } from '../../../src/http/client.js';
import { Secret } from '../../../src/lib/secret.js';
import type { ServiceEvent } from '../../../src/run/events/event.js';
import { createHeartbeat } from '../../../src/server/heartbeat.js';
import { deadPort } from '../../support/free-port.js';
import { startHooks, status } from '../../support/hook-server.js';

function beating(url: () => string | null) {
  const seen: ServiceEvent[] = [];
  const heartbeat = createHeartbeat({
    http: createHttpClient(),
    userAgent: 'botdigest/test',
    observe: (happening) => void seen.push(happening),
    url: () => {
      const address = url();
      return address === null ? null : new Secret(address);
    },
  });
  onTestFinished(() => heartbeat.stop());
  return { heartbeat, seen };
}

test('calls the address, and says once that it does not arrive and once that it does again', async () => {
  const hooks = await startHooks();
  const { heartbeat, seen } = beating(() => `${hooks.url}/ping/secret-id`);
  await heartbeat.beat();
  expect(hooks.calls).toMatchObject([{ method: 'GET', path: '/ping/secret-id', body: '' }]);
  hooks.answer(status(500));
  await heartbeat.beat();
  hooks.answer(status(302, { location: `${hooks.url}/elsewhere` }));
  await heartbeat.beat();
  hooks.answer(status(200));
  await heartbeat.beat();
  await heartbeat.beat();
  expect(seen).toEqual([
    { kind: 'heartbeat', problem: expect.stringMatching(/^127\.0\.0\.1:\d+ answers with HTTP status 500\./) },
    { kind: 'heartbeat', problem: null },
  ]);
  expect(hooks.calls).toHaveLength(5);
  expect(JSON.stringify(seen)).not.toContain('secret-id');
});

test('an address where nobody listens is a sentence, and no address is silence', async () => {
  let url: string | null = `http://127.0.0.1:${await deadPort()}/ping`;
  const { heartbeat, seen } = beating(() => url);
  await heartbeat.beat();
  expect(seen).toMatchObject([{ problem: expect.stringContaining('does not answer (ECONNREFUSED)') }]);
  url = null;
  await heartbeat.beat();
  expect(seen).toHaveLength(1);
});

test('what is asked for while a call is under way is one more call after it; a stop leaves the call', async () => {
  const hooks = await startHooks();
  const { heartbeat, seen } = beating(() => hooks.url);
  hooks.answer(async (response) => {
    await wait(200);
    status(200)(response);
  });
  await Promise.all(Array.from({ length: 50 }, () => heartbeat.beat()));
  expect(hooks.calls).toHaveLength(2);
  hooks.answer(() => {});
  const hanging = heartbeat.beat();
  while (hooks.calls.length < 3) await wait(20);
  await heartbeat.stop();
  await hanging;
  // At its own time limit the call would be a problem.
  expect(seen).toEqual([]);
});
