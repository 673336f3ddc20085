import { expect, onTestFinished, test } from 'vitest';
import { createHttpClient } from '../../../src/http/client.js';
import type { Run } from '../../../src/ledger/model/run.js';
import { Secret } from '../../../src/lib/secret.js';
import type { ServiceEvent } from '../../../src/run/events/event.js';
import { createDigestHeartbeats } from '../../../src/server/digest-heartbeats.js';
import { type HookServer, startHooks, status } from '../../support/hook-server.js';
import { quickClock } from '../../support/quick-clock.js';

const runOf = (digest: string) => ({ id: 'r', digest }) as Run;

const left = (
  digest: string,
  state: Extract<ServiceEvent, { kind: 'left' }>['outcome']['state'],
  incomplete = false,
): ServiceEvent => ({
  kind: 'left',
  run: runOf(digest),
  outcome: { state, reason: 'delivered', error: null, notBefore: null },
  incomplete,
});

function calling(urls: Readonly<Record<string, string>>) {
  const seen: ServiceEvent[] = [];
  const clock = quickClock();
  const heartbeats = createDigestHeartbeats({
    http: createHttpClient(),
    userAgent: 'botdigest/test',
    observe: (event) => void seen.push(event),
    clock,
    url: (digest) => (urls[digest] === undefined ? null : new Secret(urls[digest])),
  });
  onTestFinished(() => heartbeats.stop());
  return { heartbeats, seen, clock };
}

const pathsOf = ({ calls }: HookServer) => calls.map(({ method, path }) => `${method} ${path}`);

test('a whole run calls the address of its digest, and every other end the one for failures', async () => {
  const hooks = await startHooks();
  const { heartbeats, seen } = calling({ weekly: `${hooks.url}/ping/abc?x=1`, daily: `${hooks.url}/daily/` });
  const events: ServiceEvent[] = [
    left('weekly', 'completed'),
    left('weekly', 'skipped'),
    left('weekly', 'completed', true),
    left('weekly', 'partial'),
    left('weekly', 'failed'),
    { kind: 'quarantined', run: runOf('weekly') },
    left('weekly', 'retrying'),
    left('weekly', 'queued'),
    { kind: 'ticked', at: 0 },
    left('other', 'completed'),
  ];
  for (const event of events) heartbeats.told(event);
  await heartbeats.idle();
  heartbeats.told(left('daily', 'failed'));
  await heartbeats.idle();
  const [whole, not] = ['GET /ping/abc?x=1', 'GET /ping/abc/fail?x=1'];
  expect(pathsOf(hooks)).toEqual([whole, whole, not, not, not, not, 'GET /daily/fail']);
  expect(seen).toEqual([]);
});

test('a call that fails is repeated twice, is told once and once again when one arrives, without the address', async () => {
  const hooks = await startHooks();
  const { heartbeats, seen, clock } = calling({ weekly: `${hooks.url}/ping/secret-id` });
  hooks.answer(status(500));
  heartbeats.told(left('weekly', 'completed'));
  heartbeats.told(left('weekly', 'completed'));
  await heartbeats.idle();
  expect(hooks.calls).toHaveLength(6);
  expect(clock.slept).toEqual([5_000, 30_000, 5_000, 30_000]);
  let calls = 0;
  hooks.answer((response) => status(++calls === 1 ? 503 : 200)(response));
  heartbeats.told(left('weekly', 'completed'));
  await heartbeats.idle();
  expect(hooks.calls).toHaveLength(8);
  expect(seen).toEqual([
    {
      kind: 'digest-heartbeat',
      digest: 'weekly',
      problem: expect.stringMatching(
        /^127\.0\.0\.1:\d+ answers with HTTP status 500\. Check the address under digests\.weekly\.heartbeat\.$/,
      ),
    },
    { kind: 'digest-heartbeat', digest: 'weekly', problem: null },
  ]);
  expect(JSON.stringify(seen)).not.toContain('secret-id');
});

test('a stop leaves the call under way, and calls no more', async () => {
  const hooks = await startHooks();
  const { heartbeats, seen } = calling({ weekly: hooks.url });
  const asked = new Promise<void>((resolve) => hooks.answer(() => resolve()));
  heartbeats.told(left('weekly', 'completed'));
  heartbeats.told(left('weekly', 'failed'));
  await asked;
  await heartbeats.stop();
  expect(hooks.calls).toHaveLength(1);
  expect(seen).toEqual([]);
});
