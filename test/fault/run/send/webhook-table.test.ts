import { expect, test } from 'vitest';
import type { RunStory } from '../../../../src/ledger/ledger.js';
import { openDesk } from '../../../support/desk.js';
import { type HookServer, status } from '../../../support/hook-server.js';
import { SIGNING_SECRET, startSignedHooks } from '../../../support/signed-hooks.js';
import { minutesOfWait } from '../../../support/waits.js';

const MINUTE = 60_000;

type How = Parameters<HookServer['answer']>[0];

/** State, reason and the wait in whole minutes (null: none). */
type Standing = readonly [state: string, reason: string, minutes: number | null];

/** What the webhook does at its first POST, how its delivery stands then, and how it stands in the end. */
type Case = readonly [name: string, first: How, then: Standing, last: Standing];

const failed = (reason: string): Standing => ['failed', reason, null];
const waits = (reason: string, minutes = 1): Standing => ['pending', reason, minutes];
const RETRIED: Standing = ['delivered', 'retry', null];
const DOUBT: Standing = ['unknown', 'silent-after-post', 1];
const FLAGGED: Standing = ['delivered', 'possible-duplicate', null];

const CASES: readonly Case[] = [
  ['fine', status(202), ['delivered', 'first', null], ['delivered', 'first', null]],
  ['429', status(429), waits('rate-limited'), RETRIED],
  ['429-long', status(429, { 'retry-after': '600' }), waits('rate-limited', 10), RETRIED],
  ['500', status(500), waits('server-error'), RETRIED],
  ['503-long', status(503, { 'retry-after': '600' }), waits('server-error', 10), RETRIED],
  ['401', status(401), failed('refused'), failed('refused')],
  ['410', status(410), failed('gone'), failed('gone')],
  ['413', status(413), failed('too-large'), failed('too-large')],
  ['308', status(308, { location: '/fine' }), failed('redirected'), failed('redirected')],
  ['cut', (response) => void response.destroy(), DOUBT, FLAGGED],
  ['half', (response) => void response.writeHead(200, { 'content-length': '9' }).end('four'), DOUBT, FLAGGED],
];

const standings = ({ deliveries }: RunStory) =>
  Object.fromEntries(
    deliveries.map((delivery, index) => [
      CASES[index]?.[0],
      [delivery.state, delivery.reason, minutesOfWait(delivery)],
    ]),
  );

const expected = (standing: (row: Case) => Standing) =>
  Object.fromEntries(CASES.map((row) => [row[0], standing(row)]));

test('whatever webhooks on one host do: what the ledger says then, and that a copy has the id of the first', async () => {
  const hooks = await startSignedHooks();
  const asked = new Map<string, number>();
  hooks.answer((response, call) => {
    const times = (asked.get(call.path) ?? 0) + 1;
    asked.set(call.path, times);
    const how = CASES.find(([name]) => call.path === `/hidden-${name}`)?.[1];
    return times === 1 && how ? how(response, call) : status(200)(response);
  });
  const deliver = CASES.map(
    ([name]) =>
      `webhook: { url: "${hooks.url}/hidden-${name}", secret: ${SIGNING_SECRET}, files: multipart }`,
  );
  const desk = await openDesk({ deliver });
  const first = await desk.run();
  expect(standings(first.story)).toEqual(expected(([, , then]) => then));
  expect(JSON.stringify(first.story)).not.toMatch(/hidden|whsec/);

  // A new process after two minutes: who was told to wait for ten is left alone.
  desk.clock.forward(2 * MINUTE);
  const second = await desk.run();
  expect(standings(second.story)).toEqual(expected(([, , then, last]) => (then[2] === 10 ? then : last)));

  desk.clock.forward(11 * MINUTE);
  const { story } = await desk.run();
  expect(standings(story)).toEqual(expected(([, , , last]) => last));
  expect(hooks.violations).toEqual([]);
  const ids = hooks.received.map(({ id }) => id);
  expect(new Set(ids).size).toBe(CASES.length);
  const tries = CASES.map(([, , then]) => (then[2] === null ? 1 : 2)).reduce((sum, count) => sum + count, 0);
  expect(ids).toHaveLength(tries);
  for (const { payload, files } of hooks.received) {
    expect(payload).toMatchObject({ type: 'botdigest.digest', timestamp: '2025-11-24T07:00:00.000Z' });
    expect(payload.data).toMatchObject({ schema: 'botdigest.digest/2', id: 'daily' });
    expect(files.map(({ type }) => type)).toEqual(['text/csv']);
  }
});
