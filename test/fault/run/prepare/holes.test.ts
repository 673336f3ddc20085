import { expect, onTestFinished, test, vi } from 'vitest';
import type { RequestResult } from '../../../../src/run/commands/request.js';
import type { FaultRule, SandboxFault } from '../../../../src/sandbox/faults/fault.js';
import { type Desk, openDesk, standingOf } from '../../../support/desk.js';
import { startHooks } from '../../../support/hook-server.js';
import { startMailServer } from '../../../support/smtp-server.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const watch = { signal: new AbortController().signal };
const BROKEN: FaultRule = { match: { report: 'interactions' }, fault: { kind: 'status', status: 500 } };

async function mailServer() {
  const mail = await startMailServer();
  onTestFinished(() => mail.stop());
  return mail;
}

interface Setting extends Desk {
  /** Works on the digest of the minute in which it was begun, as `start` does when it is due. */
  go(): Promise<RequestResult>;
  /** The reports asked for since the last time. */
  asked(): readonly string[];
  mails(): number;
}

const edited = (lines: readonly string[]) => (text: string) =>
  text
    .replace(/reports: \[(\w+)\]/, 'reports: [$1, interactions]')
    .replace('    deliver:\n', `${lines.map((line) => `    ${line}\n`).join('')}    deliver:\n`);

async function due(
  lines: readonly string[] = [],
  trigger: 'cron' | 'catch-up' = 'cron',
  change = (text: string) => text,
): Promise<Setting> {
  const mail = await mailServer();
  const desk = await openDesk({ mailPort: mail.port, deliver: ['email: { to: [ada@example.com] }'] });
  const at = Math.floor(Date.now() / MINUTE) * MINUTE;
  const ledger = await desk.ledger();
  const slot = { digest: 'daily', scheduledFor: at, trigger, deadline: at + 24 * HOUR } as const;
  await ledger.slots.request(slot, null, at);
  const app = () => desk.app((text) => change(edited(lines)(text)));
  let seen = 0;
  return {
    ...desk,
    async go() {
      const opened = await app();
      return opened.run(opened.digest('daily'), at, watch);
    },
    asked() {
      const all = desk.api.requests().map(({ path }) => path.split('.').at(-1) ?? '');
      const since = all.slice(seen);
      seen = all.length;
      return since;
    },
    mails: () => mail.mails.length,
  };
}

const standing = ({ story: { run } }: RequestResult) => `${run.state}, ${run.reason}`;

test('a digest with a hole is partial, says what is missing, and the next whole one is what works again', async () => {
  const mail = await mailServer();
  const hooks = await startHooks();
  const desk = await openDesk({ mailPort: mail.port, deliver: ['email: { to: [ada@example.com] }'] });
  const notify = (text: string) =>
    edited([])(text).replace('bots:\n', `notify: [{ webhook: { url: "${hooks.url}/" } }]\nbots:\n`);
  const run = async (hour: number) => {
    const app = await desk.app(notify);
    return app.run(app.digest('daily'), Date.parse('2025-11-24T07:00:00Z') + hour * HOUR, {
      ...watch,
      again: true,
    });
  };
  desk.api.setFaults([BROKEN]);
  const first = await run(0);
  expect(standing(first)).toBe('partial, incomplete');
  expect(first.story.run.error).toContain('interactions of support: The API reported an internal error');
  expect(standingOf(first.story)).toEqual(['ada@example.com message: delivered, first']);
  expect(first.report?.decided?.join()).toContain('does not wait `gapPatience`');
  await run(1);
  desk.api.setFaults([]);
  expect(standing(await run(2))).toBe('completed, delivered');
  const told = hooks.calls.map(({ body }) => JSON.parse(body));
  expect(told.map(({ health }) => health)).toEqual(['failing', 'well']);
  expect(told[0]).toMatchObject({ run: { state: 'partial', reason: 'incomplete' }, lost: [] });
  expect(told[0].text).toContain('delivered with figures missing');
  expect(told[0].text).toContain(`botdigest resend ${first.story.run.id}`);
  expect(told[1].text).toContain('The 2 runs before it failed');
});

test.each<[string, SandboxFault, string]>([
  ['500', { kind: 'status', status: 500 }, 'retrying, incomplete'],
  ['429', { kind: 'status', status: 429 }, 'retrying, incomplete'],
  ['a reset', { kind: 'reset' }, 'retrying, incomplete'],
  ['no JSON', { kind: 'not-json' }, 'retrying, incomplete'],
  ['another shape', { kind: 'wrong-shape', shape: 'swapped' }, 'retrying, incomplete'],
  ['404', { kind: 'status', status: 404 }, 'partial, incomplete'],
  ['403', { kind: 'status', status: 403 }, 'partial, incomplete'],
  ['400', { kind: 'status', status: 400 }, 'partial, incomplete'],
])('%s of a report is waited for only when it may pass', async (_name, fault, expected) => {
  // A refused token stops what is not asked for yet: the heatmap is, being the first.
  const at = await due([], 'cron', (text) => text.replace('[average,', '[heatmap,'));
  at.api.setFaults([{ match: { report: 'interactions' }, fault }]);
  expect(standing(await at.go())).toBe(expected);
  expect(at.mails()).toBe(expected.startsWith('partial') ? 1 : 0);
});

test('only what is missing is asked for again, over restarts, and then all of it goes as one', async () => {
  const at = await due();
  at.api.setFaults([BROKEN]);
  const first = await at.go();
  expect(standing(first)).toBe('retrying, incomplete');
  expect(first.story.run).toMatchObject({ plannedAt: null });
  expect(at.asked()).toContain('avg');
  at.clock.forward(2 * MINUTE);
  expect(standing(await at.go())).toBe('retrying, incomplete');
  expect(new Set(at.asked())).toEqual(new Set(['interactions']));
  at.api.setFaults([]);
  at.clock.forward(5 * MINUTE);
  const whole = await at.go();
  expect(standing(whole)).toBe('completed, delivered');
  // Eight past weeks are asked for once the report itself is there.
  expect(at.asked()).toEqual(Array.from({ length: 1 + 8 }, () => 'interactions'));
  const [stored] = await (await at.ledger()).contents.snapshots(whole.story.run.id);
  const { bots } = JSON.parse(stored?.json ?? '');
  expect(bots[0].answers.map(({ result }: { result: { kind: string } }) => result.kind)).not.toContain('gap');
  expect(await (await at.ledger()).contents.draft(whole.story.run.id)).toBeNull();
});

test.each([
  ['an hour when nothing is said', [], 62, 50],
  ['as long as is said', ['gapPatience: 10m'], 11, 8],
  ['no longer than it may be late', ['gapPatience: 10h', 'maxLateness: 30m'], 31, 25],
])('it waits %s, and then goes with its hole', async (_name, lines, minutes, before) => {
  const at = await due(lines);
  at.api.setFaults([BROKEN]);
  let left = 0;
  for (let last = await at.go(); ; last = await at.go()) {
    if (standing(last) !== 'retrying, incomplete') {
      expect(standing(last)).toBe('partial, incomplete');
      break;
    }
    const wait = Math.max(0, last.story.run.notBefore - at.clock.now());
    left += wait;
    at.clock.forward(wait + 1);
  }
  expect(at.mails()).toBe(1);
  expect(left).toBeGreaterThan(before * MINUTE);
  expect(left).toBeLessThan(minutes * MINUTE);
});

test('with gapPatience: 0s it goes at once', async () => {
  const at = await due(['gapPatience: 0s']);
  at.api.setFaults([BROKEN]);
  expect(standing(await at.go())).toBe('partial, incomplete');
});

test('it never waits past its next slot', async () => {
  const at = await due(['schedule: "*/10 * * * *"']);
  at.api.setFaults([BROKEN]);
  for (let last = await at.go(); standing(last) === 'retrying, incomplete'; last = await at.go()) {
    expect(last.story.run.notBefore % (10 * MINUTE)).not.toBe(0);
    expect(last.story.run.notBefore - last.story.run.scheduledFor).toBeLessThan(10 * MINUTE);
    at.clock.forward(Math.max(0, last.story.run.notBefore - at.clock.now()) + 1);
  }
  expect(at.mails()).toBe(1);
});

test('one that is made up for waits as well', async () => {
  const at = await due([], 'catch-up');
  at.api.setFaults([BROKEN]);
  expect(standing(await at.go())).toBe('retrying, incomplete');
});

test('with onGap: hold it waits for the whole beyond gapPatience, and nothing of it goes', async () => {
  const at = await due(['onGap: hold', 'gapPatience: 1m']);
  at.api.setFaults([BROKEN]);
  await at.go();
  at.clock.forward(3 * MINUTE);
  at.asked();
  expect(standing(await at.go())).toBe('retrying, incomplete-digest');
  expect(new Set(at.asked())).toEqual(new Set(['interactions']));
  expect(at.mails()).toBe(0);
});

test('figures that go on are fetched together: of a window that is not over nothing is kept', async () => {
  const at = await due([], 'cron', (text) => text.replace('period: yesterday', 'period: today'));
  at.api.setFaults([BROKEN]);
  await at.go();
  at.asked();
  at.clock.forward(2 * MINUTE);
  await at.go();
  expect(new Set(at.asked())).toContain('avg');
});

test('a reload in between with another bot and report asks for what is new as well', async () => {
  const at = await due();
  at.api.setFaults([BROKEN]);
  await at.go();
  at.asked();
  at.api.setFaults([]);
  at.clock.forward(2 * MINUTE);
  const more = (text: string) =>
    edited([])(text).replace('[average, interactions]', '[messages, average, interactions]');
  const app = await at.app(more);
  const { run } = (await (await at.ledger()).history.runs({ limit: 1 }))[0] ?? {};
  const { story } = await app.run(app.digest('daily'), run?.scheduledFor ?? 0, watch);
  expect(story.run.state).toBe('completed');
  expect(new Set(at.asked())).toEqual(new Set(['messages', 'interactions']));
});

test('a service waits for the figures and sends the whole digest by itself, over a restart and a reload', async () => {
  const at = await due();
  at.api.setFaults([BROKEN]);
  const seen: string[] = [];
  const begin = async () => {
    const app = await at.app(edited([]));
    const service = await app.start((happening) => {
      if (happening.kind === 'left') seen.push(`${happening.outcome.state}, ${happening.outcome.reason}`);
    });
    onTestFinished(() => service.stop());
    return service;
  };
  const first = await begin();
  await vi.waitFor(() => expect(seen).toEqual(['retrying, incomplete']), 10_000);
  await first.stop();
  at.asked();
  const second = await begin();
  await second.reload();
  at.clock.forward(2 * MINUTE);
  await vi.waitFor(() => expect(seen).toHaveLength(2), 10_000);
  at.api.setFaults([]);
  at.clock.forward(5 * MINUTE);
  await vi.waitFor(() => expect(seen.at(-1)).toBe('completed, delivered'), 10_000);
  expect(new Set(at.asked())).toEqual(new Set(['interactions']));
  expect(at.mails()).toBe(1);
});
