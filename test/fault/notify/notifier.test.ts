import { expect, onTestFinished, test } from 'vitest';
import { openChannels } from '../../../src/channels/registry.js';
import { channelMeans } from '../../../src/composition.js';
import { createHttpClient } from '../../../src/http/client.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { storeFault } from '../../../src/ledger/model/errors.js';
import { channelReason } from '../../../src/ledger/model/reasons.js';
import type { FinalState } from '../../../src/ledger/model/states.js';
import { createNotifier, type Notifier } from '../../../src/notify/notifier.js';
import type { ServiceEvent } from '../../../src/run/events/event.js';
import { type DeskOptions, openDesk } from '../../support/desk.js';
import { filesBelow } from '../../support/folder.js';
import { type HookServer, startHooks, status } from '../../support/hook-server.js';
import { claimant, claimed, ended, HOUR, planned, queue } from '../../support/ledger-work.js';
import { loopTime } from '../../support/loop-time.js';
import { CHANNEL, type SlackFaults, startSlack } from '../../support/slack-server.js';
import { type Script, scriptedSmtp } from '../../support/smtp-script.js';
import { SLACK_TOKEN } from '../../support/world.js';

const MAIL = 'email: { to: [ops@example.com] }';
const SLACK = `slack: { channel: ${CHANNEL} }`;

interface Stage {
  readonly ledger: Ledger;
  readonly mails: readonly string[];
  readonly posts: readonly { readonly text: string }[];
  readonly hooks: HookServer;
  readonly seen: ServiceEvent[];
  readonly folder: string;
  notifier(owner?: string, ledger?: Ledger): Notifier;
  forward(ms: number): void;
  /** A run of the digest that is late: its sends by these kinds were refused for now. */
  late(kinds?: readonly string[]): Promise<string>;
  /** That run ends. */
  end(run: string, state: FinalState): Promise<void>;
  /** A run of the digest that ends so; `lost` are the kinds by which it failed. */
  run(
    state: FinalState,
    over?: { readonly lost?: readonly string[]; readonly error?: string },
  ): Promise<string>;
}

interface Options {
  readonly notify: (hooks: HookServer) => readonly string[];
  readonly mail?: Script;
  readonly slackFaults?: SlackFaults;
}

async function stage({ notify, mail: script = {}, slackFaults = {} }: Options): Promise<Stage> {
  const mail = await scriptedSmtp(script);
  const slack = await startSlack({ token: SLACK_TOKEN, faults: slackFaults });
  const hooks = await startHooks();
  onTestFinished(async () => void (await Promise.all([mail.stop(), slack.stop()])));
  const options: DeskOptions = {
    mailPort: mail.port,
    slackUrl: slack.apiUrl,
    deliver: ['folder: { path: ./exports }'],
  };
  const desk = await openDesk(options);
  const lines = notify(hooks)
    .map((entry) => `\n  - ${entry}`)
    .join('');
  const { config } = await desk.app((text) => text.replace('server: off', `notify: ${lines || '[]'}`));
  const ledger = await desk.ledger();
  const seen: ServiceEvent[] = [];
  let hour = 0;
  return {
    ledger,
    mails: mail.messages,
    posts: slack.posts,
    hooks,
    seen,
    folder: desk.folder,
    forward: (ms) => desk.clock.forward(ms),
    notifier(owner = 'one', through = ledger) {
      const notifier = createNotifier({
        ledger: through,
        clock: desk.clock,
        random: () => 0,
        owner,
        observe: (happening) => void seen.push(happening),
        config: () => config,
        channels: (now) =>
          openChannels(now, {
            ...channelMeans({ clock: desk.clock, http: createHttpClient() }),
            userAgent: 'botdigest/test',
          }),
      });
      onTestFinished(() => notifier.stop());
      return notifier;
    },
    async late(kinds = ['email']) {
      const at = desk.clock.now();
      const [run] = await queue(ledger, 'daily', [at - HOUR]);
      const { lease } = claimed(await ledger.runs.claim(claimant('worker', at + HOUR), at, run?.id));
      const deliveries = kinds.map((kind) => planned(`someone by ${kind}`, { kind }));
      const plan = await ledger.runs.plan(lease, { snapshots: [], bundles: [], deliveries }, at);
      const wait = {
        reason: channelReason('unreachable'),
        error: 'The server refused.',
        notBefore: at + HOUR,
      } as const;
      for (const { id } of plan) {
        await ledger.deliveries.begin(lease, id, at);
        await ledger.deliveries.end(
          lease,
          id,
          { ...wait, state: 'pending', notes: null, providerRef: null },
          at,
        );
      }
      await ledger.runs.park(lease, wait, at);
      await ledger.streaks.late(lease.run, at);
      return lease.run;
    },
    async end(run, state) {
      desk.clock.forward(HOUR);
      const at = desk.clock.now();
      const { lease } = claimed(await ledger.runs.claim(claimant('worker', at + HOUR), at, run));
      const reached = state === 'completed' ? ended.delivered : ended.failed;
      for (const { id } of await ledger.deliveries.of(run)) {
        await ledger.deliveries.begin(lease, id, at);
        await ledger.deliveries.end(lease, id, reached, at);
      }
      await ledger.runs.finish(lease, { state, reason: 'undelivered', error: null }, at);
    },
    async run(state, { lost = [], error = 'It went wrong.' } = {}) {
      const at = desk.clock.now();
      hour += 1;
      const [run] = await queue(ledger, 'daily', [at - 1000 * HOUR + hour * HOUR]);
      const { lease } = claimed(await ledger.runs.claim(claimant('worker', at + HOUR), at, run?.id));
      const deliveries = lost.map((kind) => planned(`someone by ${kind}`, { kind }));
      const plan = await ledger.runs.plan(lease, { snapshots: [], bundles: [], deliveries }, at);
      for (const { id } of plan) {
        await ledger.deliveries.begin(lease, id, at);
        await ledger.deliveries.end(lease, id, ended.failed, at);
      }
      await ledger.runs.finish(
        lease,
        { state, reason: 'undelivered', error: state === 'completed' ? null : error },
        at,
      );
      return lease.run;
    },
  };
}

const everybody = (hooks: HookServer) => [MAIL, SLACK, `webhook: { url: ${hooks.url}/hidden-path }`];
const notices = ({ seen }: Stage) =>
  seen.flatMap((happening) =>
    happening.kind === 'notice'
      ? [`${happening.to.kind}: ${happening.health}, ${happening.receipt.state}`]
      : [],
  );
const subjects = ({ mails }: Stage) => mails.map((mail) => /^Subject: (.*)$/m.exec(mail)?.[1]);

test('everybody is told once when a digest begins to fail, and once when it works again', async () => {
  const at = await stage({ notify: everybody });
  const notifier = at.notifier();
  const run = await at.run('failed');
  await notifier.look();
  await notifier.look();
  await at.run('partial');
  await notifier.look();
  expect(subjects(at)).toEqual(['botdigest: daily: not delivered']);
  expect(at.posts.map(({ text }) => text)).toEqual(['botdigest: daily: not delivered']);
  expect(at.hooks.calls).toHaveLength(1);
  expect(at.mails[0]).toContain(`botdigest explain ${run}`);
  expect(at.mails[0]).toContain('It went wrong.');
  await at.run('completed');
  await notifier.look();
  await at.run('completed');
  await notifier.look();
  expect(subjects(at)).toEqual(['botdigest: daily: not delivered', 'botdigest: daily: works again']);
  expect(at.posts).toHaveLength(2);
  expect(at.hooks.calls.map(({ body }) => JSON.parse(body))).toMatchObject([
    {
      schema: 'botdigest.notice/1',
      health: 'failing',
      digest: 'daily',
      run: { id: run, state: 'failed', reason: 'undelivered' },
    },
    { health: 'well', failures: 2 },
  ]);
});

test('a digest that failed by mail is told of by another way than mail', async () => {
  const at = await stage({ notify: () => [MAIL, SLACK] });
  await at.run('partial', { lost: ['email'] });
  await at.notifier().look();
  expect([at.mails.length, at.posts.length]).toEqual([0, 1]);
});

test('with mail alone it is told of by mail, whatever failed', async () => {
  const at = await stage({ notify: () => [MAIL] });
  await at.run('partial', { lost: ['email'] });
  await at.notifier().look();
  expect(at.mails).toHaveLength(1);
});

test('when the other way refuses, the way that failed is tried at once, and that is enough', async () => {
  const at = await stage({
    notify: () => [MAIL, SLACK],
    slackFaults: { 'chat.postMessage': [{ error: 'is_archived' }] },
  });
  await at.run('partial', { lost: ['email'] });
  const notifier = at.notifier();
  await notifier.look();
  expect(notices(at)).toEqual(['slack: failing, permanent', 'email: failing, delivered']);
  at.forward(3 * HOUR);
  await notifier.look();
  expect(at.mails).toHaveLength(1);
});

test('one that cannot be reached just now is tried again later, and nobody else is told twice', async () => {
  const at = await stage({ notify: (hooks) => [MAIL, `webhook: { url: ${hooks.url} }`] });
  const notifier = at.notifier();
  at.hooks.answer(status(503));
  await at.run('failed');
  await notifier.look();
  await notifier.look();
  expect([at.mails.length, at.hooks.calls.length]).toEqual([1, 1]);
  at.hooks.answer(status(200));
  at.forward(61_000);
  await notifier.look();
  at.forward(HOUR);
  await notifier.look();
  expect([at.mails.length, at.hooks.calls.length]).toEqual([1, 2]);
});

test('while nobody can be told the news stays due, over a restart, until somebody has it', async () => {
  let up = false;
  const at = await stage({
    notify: () => [MAIL],
    mail: { MAIL: () => ({ reply: up ? '250 ok' : '451 4.3.0 later' }) },
  });
  const first = at.notifier();
  await at.run('failed');
  await first.look();
  await first.stop();
  expect(notices(at)).toEqual(['email: failing, retryable']);
  up = true;
  await at.notifier('two').look();
  expect(subjects(at)).toEqual(['botdigest: daily: not delivered']);
  expect(await at.ledger.streaks.due()).toEqual([]);
});

test('once somebody has it, whoever could not be reached is tried again, but not after a restart', async () => {
  let up = false;
  const at = await stage({
    notify: () => [MAIL, SLACK],
    mail: { MAIL: () => ({ reply: up ? '250 ok' : '451 4.3.0 later' }) },
  });
  const first = at.notifier();
  await at.run('failed');
  await first.look();
  expect(notices(at).sort()).toEqual(['email: failing, retryable', 'slack: failing, delivered']);
  expect(await at.ledger.streaks.due()).toEqual([]);
  up = true;
  at.forward(2 * 60_000);
  await at.notifier('two').look();
  expect(at.mails).toEqual([]);
  await first.look();
  expect([at.mails.length, at.posts.length]).toEqual([1, 1]);
});

test('a failure that is over before anybody could be told is told as what it is', async () => {
  let up = false;
  const at = await stage({
    notify: () => [MAIL],
    mail: { MAIL: () => ({ reply: up ? '250 ok' : '451 4.3.0 later' }) },
  });
  const notifier = at.notifier();
  await at.run('failed');
  await notifier.look();
  await at.run('completed');
  up = true;
  await notifier.look();
  expect(subjects(at)).toEqual(['botdigest: daily: works again']);
  expect(at.mails[0]).toContain('The run before it failed.');
});

test('a process that dies after it told and before it noted that tells once more under the same Message-ID', async () => {
  const at = await stage({ notify: () => [MAIL] });
  const told = async () => {
    throw storeFault('store-full', 'botdigest.db');
  };
  const dying = at.notifier('one', { ...at.ledger, streaks: { ...at.ledger.streaks, told } });
  await at.run('failed');
  await dying.look();
  await dying.stop();
  expect(at.mails).toHaveLength(1);
  at.forward(HOUR);
  await at.notifier('two').look();
  const ids = at.mails.map((mail) => /^Message-ID: (.*)$/im.exec(mail)?.[1]);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test('two processes on one store tell it once between them', async () => {
  const at = await stage({ notify: () => [MAIL] });
  const other = await at.ledger.leases.take('notify', claimant('two', Date.now() + HOUR), Date.now());
  expect(other).toBe(true);
  await at.run('failed');
  const [one, two] = [at.notifier('one'), at.notifier('two')];
  await one.look();
  expect(at.mails).toEqual([]);
  await two.look();
  await Promise.all([one.look(), two.look()]);
  expect(at.mails).toHaveLength(1);
});

test('a Slack message in doubt is looked for in the channel, and posted once', async () => {
  const at = await stage({
    notify: () => [SLACK],
    slackFaults: { 'chat.postMessage': [{ doneThen: 'cut' }] },
  });
  const notifier = at.notifier();
  await at.run('failed');
  await notifier.look();
  at.forward(2 * 60_000);
  await notifier.look();
  expect(notices(at)).toEqual(['slack: failing, unknown', 'slack: failing, delivered']);
  expect(at.posts).toHaveLength(1);
});

test('a notice into a folder is a text and a JSON file beside each other', async () => {
  const at = await stage({ notify: () => ['folder: { path: ./notices }'] });
  await at.run('failed');
  await at.notifier().look();
  const files = [...filesBelow(`${at.folder}/notices`).keys()];
  expect(
    files.filter((name) => /notice-failing\/(notice\.json|notice\.txt|index\.json)$/.test(name)),
  ).toHaveLength(3);
});

test('no secret stands in a notice, whatever the words of a run say', async () => {
  const at = await stage({ notify: everybody });
  await at.run('failed', { error: `Slack said ${SLACK_TOKEN} and http://x/hidden-path.` });
  await at.notifier().look();
  const all = JSON.stringify([at.mails, at.posts, at.hooks.calls.map(({ body }) => body), at.seen]);
  expect(all).toContain('<secret>');
  expect(all).not.toContain(SLACK_TOKEN);
});

test('without anybody to tell, a failure waits for whoever is named later, and one that is over does not', async () => {
  const at = await stage({ notify: () => [] });
  const notifier = at.notifier();
  await at.run('failed');
  await notifier.look();
  expect(await at.ledger.streaks.due()).toMatchObject([{ health: 'failing' }]);
  await at.run('completed');
  await notifier.look();
  expect(await at.ledger.streaks.due()).toEqual([]);
});

test('a stop does not wait for a server that hangs, and the news stays due', async () => {
  const at = await stage({ notify: () => [MAIL], mail: { MAIL: { silent: true } } });
  const notifier = at.notifier();
  await at.run('failed');
  void notifier.look();
  expect(await loopTime(() => notifier.stop())).toBeLessThan(9_000);
  expect(await at.ledger.streaks.due()).toHaveLength(1);
});

test('a digest that is late is told of while it is tried, by another way than the one that fails, and once it is out', async () => {
  const at = await stage({ notify: everybody });
  const run = await at.late();
  const notifier = at.notifier();
  await notifier.look();
  await at.notifier('two').look();
  expect(at.mails).toEqual([]);
  expect(at.posts.map(({ text }) => text)).toEqual(['botdigest: daily: late, and still tried']);
  const [post] = at.hooks.calls.map(({ body }) => JSON.parse(body));
  expect(post).toMatchObject({
    health: 'late',
    digest: 'daily',
    run: { id: run, state: 'retrying', reason: 'unreachable' },
    lost: [{ kind: 'email', state: 'pending', reason: 'unreachable' }],
  });
  expect(post.text).toContain('Next try: ');
  expect(post.text).toMatch(
    new RegExp(`botdigest explain ${run} .*\n *botdigest resend ${run} +tries at once`),
  );
  await at.end(run, 'completed');
  await notifier.look();
  await notifier.look();
  expect(subjects(at)).toEqual(['botdigest: daily: works again']);
  expect(at.mails[0]).toContain('It was late.');
});

test('a late digest that is given up is told of once more, and works again after that', async () => {
  const at = await stage({ notify: () => [MAIL, SLACK] });
  const notifier = at.notifier();
  const run = await at.late();
  await notifier.look();
  await at.end(run, 'failed');
  await notifier.look();
  await at.run('failed');
  await notifier.look();
  expect(notices(at).filter((notice) => notice.startsWith('slack'))).toEqual([
    'slack: late, delivered',
    'slack: failing, delivered',
  ]);
});

test('a digest that comes out before anybody could be told that it is late is no news', async () => {
  let up = false;
  const at = await stage({
    notify: () => [SLACK, MAIL],
    slackFaults: { 'chat.postMessage': [{ error: 'is_archived' }] },
    mail: { MAIL: () => ({ reply: up ? '250 ok' : '451 4.3.0 later' }) },
  });
  const notifier = at.notifier();
  const run = await at.late();
  await notifier.look();
  up = true;
  await at.end(run, 'completed');
  await notifier.look();
  expect(at.mails).toEqual([]);
  expect(await at.ledger.streaks.due()).toEqual([]);
});
