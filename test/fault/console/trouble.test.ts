import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkName } from '../../../src/alerts/check-name.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import {
  type ConsoleWorld,
  type ConsoleWorldOptions,
  openConsoleWorld,
  type Visitor,
  visitorOf,
} from '../../support/console-world.js';
import { filesBelow } from '../../support/folder.js';
import { deadPort } from '../../support/free-port.js';

const MINUTE = 60_000;
const PATIENT = { timeout: 60_000, interval: 100 };

interface Trouble extends ConsoleWorldOptions {
  readonly what: string;
  /** Makes it, where the options have not. */
  readonly make?: (world: ConsoleWorld, visitor: Visitor) => Promise<unknown>;
  /** Makes it again before each look, where a minute that begins would end it. */
  readonly again?: (world: ConsoleWorld) => void;
  /** The `<h1>`, after the count of digests and alerts. */
  readonly headline: string;
  /** In a problem or a warning of `/healthz`. */
  readonly health: RegExp;
  /** The headline of a notice; of an alert, that of its message. */
  readonly notice: RegExp;
  /** A line of `/metrics`. */
  readonly metric: RegExp;
  /** The page that the notice links to, where it is not that of a run. */
  readonly leads?: RegExp;
}

const RUN = /^\/runs\/[0-9a-f]{16}$/;
const OVERVIEW = /^\/$/;

const BASE = 'http://digest.example.com';

const withNotices = (text: string) =>
  `notify: [{ folder: { path: ./notices } }]\n${text}`.replace('server: {', `server: { baseUrl: "${BASE}",`);
const changed =
  (...changes: readonly (readonly [string, string])[]) =>
  (text: string) =>
    changes.reduce((now, [from, to]) => now.replace(from, to), withNotices(text));

const slotOf = async (ledger: Ledger, now: number, ago: number, digest = 'daily') =>
  ledger.slots.advance(
    {
      from: null,
      to: { digest, schedule: 'test', at: now - ago },
      due: [
        {
          ...{ scheduledFor: now - ago, trigger: 'cron', state: 'queued', reason: 'on-time' },
          deadline: now + 60 * MINUTE,
        },
      ],
    },
    now - ago,
  );

const dbOf = (folder: string) => join(folder, 'botdigest.db');
const run = (_world: ConsoleWorld, visitor: Visitor) => visitor.press('/', 'Run now');
const refusing = (to: RegExp) => ({
  RCPT: (line: string) => ({ reply: to.test(line) ? '550 5.1.1 no such user' : '250 2.1.5 ok' }),
});

const TROUBLES: readonly Trouble[] = [
  {
    what: 'a digest that is late',
    edit: withNotices,
    script: { greeting: { reply: '421 4.3.2 busy' } },
    prepare: async (ledger, now) => void (await slotOf(ledger, now, 20 * MINUTE)),
    headline: 'a digest is late',
    health: /^daily is late: it was due at/,
    notice: /^daily: late, and still tried/,
    metric: /^botdigest_overdue_seconds\{digest="daily"\} 12\d\d/m,
  },
  {
    what: 'a delivery that waits for a person',
    edit: withNotices,
    script: { dot: { silent: true } },
    make: async ({ ledger }, visitor) => {
      await visitor.press('/', 'Run now');
      await expect.poll(async () => (await ledger.history.inDoubt()).length, PATIENT).toBe(2);
    },
    headline: 'one thing needs you',
    health: /^daily has 2 deliveries in doubt/,
    notice: /^daily: .*unknown outcome/,
    metric: /^botdigest_deliveries\{kind="email",state="held"\} 2/m,
  },
  {
    what: 'a digest with figures missing',
    edit: changed(['reports: [average]', 'reports: [average, interactions]\n    gapPatience: 0s']),
    make: async ({ api }, visitor) => {
      api.setFaults([{ match: { report: 'interactions' }, fault: { kind: 'status', status: 500 } }]);
      await visitor.press('/', 'Run now');
    },
    headline: 'a digest lacks figures',
    health: /^daily lacks figures: its run for/,
    notice: /^daily: delivered with figures missing/,
    metric: /^botdigest_runs_incomplete_total\{digest="daily"\} 1/m,
  },
  {
    what: 'a digest that failed',
    edit: withNotices,
    script: refusing(/./),
    make: run,
    headline: 'one thing needs you',
    health: /^daily was not completely delivered: its run .* is failed, undelivered/,
    notice: /^daily: not delivered/,
    metric: /^botdigest_runs_ended_total\{digest="daily",state="failed"\} 1/m,
  },
  {
    what: 'a digest that was delivered in part',
    edit: withNotices,
    script: refusing(/bob/),
    make: run,
    headline: 'one thing needs you',
    health: /^daily was not completely delivered: its run .* is partial, undelivered/,
    notice: /^daily: delivered only in part/,
    metric: /^botdigest_runs_ended_total\{digest="daily",state="partial"\} 1/m,
  },
  {
    what: 'a run that ended its process three times',
    edit: withNotices,
    prepare: async (ledger, now) => {
      await slotOf(ledger, now, 9 * MINUTE);
      for (const crash of [3, 2, 1])
        await ledger.runs.claim(
          { owner: 'crashed', until: now - crash * MINUTE },
          now - (crash + 1) * MINUTE,
        );
    },
    headline: 'one thing needs you',
    health: /^daily was not completely delivered: its run .* is failed, quarantined/,
    notice: /^daily: quarantined/,
    metric: /^botdigest_runs_ended_total\{digest="daily",state="failed"\} 1/m,
  },
  {
    what: 'an alert that fires',
    edit: changed([
      'when: { silence: conversations }, deliver: [',
      'when: { conversations: { above: 0 } }, deliver: [ { folder: { path: ./notices } },',
    ]),
    prepare: async (ledger, now) => void (await slotOf(ledger, now, MINUTE, checkName('outage'))),
    headline: 'an alert fires',
    health: /^The alert outage fires since/,
    notice: /^Support bot: \d+ conversations/,
    metric: /^botdigest_alerts\{alert="outage",state="firing"\} 1/m,
    leads: /^\/alerts\/outage$/,
  },
  {
    what: 'a configuration that is refused',
    edit: withNotices,
    make: ({ reload }) => reload((text) => text.replace('bots: [support]\n', 'bots: [suport]\n')),
    headline: 'the new configuration is not used',
    health: /^The new configuration is not used, the one before it stays/,
    notice: /^the new configuration is not used/,
    metric: /^botdigest_config_last_reload_success 0/m,
    leads: /^\/config$/,
  },
  {
    what: 'a store that is an older copy',
    edit: withNotices,
    prepare: async (ledger, now, folder) => {
      await slotOf(ledger, now, 9 * MINUTE);
      const [id, count] = readFileSync(`${dbOf(folder)}-last`, 'utf8')
        .trim()
        .split(/ +/);
      writeFileSync(`${dbOf(folder)}-last`, `${id} ${String(Number(count) + 100).padStart(15)}\n`);
    },
    headline: 'one thing needs you, the ledger is an older copy',
    health: /^The ledger is an older copy than what was last written here/,
    notice: /^The ledger is an older copy/,
    metric: /^botdigest_store_older_copy 1/m,
    leads: OVERVIEW,
  },
  {
    what: 'a heartbeat that fails',
    edit: (text) => `heartbeat: http://127.0.0.1:${dead}/ping\n${withNotices(text)}`,
    headline: 'the heartbeat fails',
    health: /^The heartbeat fails: 127\.0\.0\.1:\d+ does not answer/,
    notice: /^the heartbeat fails/,
    metric: /^botdigest_heartbeat_up 0/m,
    leads: OVERVIEW,
  },
  {
    what: 'schedules that are not looked at',
    edit: withNotices,
    again: ({ clock }) => clock.forward(95_000),
    headline: 'the schedules are not looked at',
    health: /^The schedules were last evaluated \d+ seconds ago/,
    notice: /^the schedules are not looked at/,
    metric: /^botdigest_last_tick_timestamp_seconds 1/m,
    leads: OVERVIEW,
  },
  {
    what: 'a store that is gone',
    edit: withNotices,
    make: async ({ folder, clock, reload }) => {
      renameSync(dbOf(folder), `${dbOf(folder)}.aside`);
      clock.forward(6_000);
      // It looks at the schedules.
      await reload((text) => text);
    },
    headline: 'the store takes no writes',
    health: /^The store \S+ is not there any more/,
    notice: /^the store takes no writes/,
    metric: /^botdigest_store_up 0/m,
    leads: OVERVIEW,
  },
];

const dead = await deadPort();

test('each kind of trouble is in the headline, in /healthz, in a notice that leads to its page, and in a metric', async () => {
  // Side by side: they mostly wait.
  await Promise.all(TROUBLES.map(seen));
});

async function seen(trouble: Trouble): Promise<void> {
  const { what, make = async () => {}, headline, health, notice, metric, leads = RUN, ...options } = trouble;
  const patient = { timeout: 120_000, interval: 200, message: what };
  const world = await openConsoleWorld(options);
  const { clock, folder, url } = world;
  const visitor = visitorOf(url);
  await visitor.signIn();
  await make(world, visitor);
  const headlineNow = async () => {
    trouble.again?.(world);
    return /<h1>(.*?)<\/h1>/.exec((await visitor.get('/')).text)?.[1];
  };
  await expect.poll(headlineNow, patient).toBe(`1 digest, 1 alert: ${headline}`);
  const healthNow = async () => {
    // The store is asked at most every five seconds; where it is slow, nothing is read from it.
    clock.forward(6_000);
    const { problems, warnings } = JSON.parse((await visitor.get('/healthz')).text);
    return [...problems, ...warnings];
  };
  await expect.poll(healthNow, patient).toContainEqual(expect.stringMatching(health));
  await expect.poll(async () => (await visitor.get('/metrics')).text, patient).toMatch(metric);
  const told = () => noticesIn(folder).find((text) => notice.test(text));
  const toldBy = () => {
    // What may be over by itself is told after two minutes.
    clock.forward(MINUTE);
    return told() ?? noticesIn(folder).join('\n');
  };
  await expect.poll(toldBy, patient).toMatch(notice);
  const [page = ''] = /(?<=http:\/\/digest\.example\.com)\/\S*/.exec(told() ?? '') ?? [];
  expect([page, (await visitor.get(page)).status], what).toEqual([expect.stringMatching(leads), 200]);
}

/** The texts of notices; none before there is a folder for them. */
function noticesIn(folder: string): readonly string[] {
  const notices = join(folder, 'notices');
  if (!existsSync(notices)) return [];
  return [...filesBelow(notices)]
    .filter(([name]) => name.endsWith('.txt'))
    .map(([, bytes]) => bytes.toString('utf8'));
}
