import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openLedger } from '../../../src/ledger/open.js';
import { instantOf, openAlertDesk } from '../../support/alert-desk.js';
import { postgresServer } from '../../support/postgres.js';
import { until } from '../../support/until.js';
import { start } from '../processes.js';

const STEP = 2 * 86_400_000;
const STORED = 'ledger:runs.plan:committed';
const ALERTS = ['one', 'two', 'three', 'four'];
/** Days after the first on which each is checked: nothing yet, and then a word each. */
const DAYS = [1, 3, 5, 7];
const WORDS = ['firing', 'reminder', 'recovered'];

/** What came of alerts that several processes share. */
export interface SharedAlerts {
  /** What the webhook was sent about each alert, in order. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** What Slack and the mail server got of all. */
  readonly posts: number;
  readonly mails: number;
  /** Checks that each process stored. */
  readonly stored: readonly number[];
  /** Runs that are neither completed nor, of the days between, skipped. */
  readonly unfinished: readonly string[];
}

/** Four alerts whose episodes begin, are reminded of and end, checked by so many processes on one PostgreSQL. */
export async function shareAlerts(processes: number): Promise<SharedAlerts> {
  const opened: (() => void | Promise<void>)[] = [];
  const onEnd = (close: () => void | Promise<void>) => void opened.unshift(close);
  try {
    const server = await postgresServer();
    onEnd(() => server.remove());
    const desk = await openAlertDesk({
      alert: ['when: { silence: conversations }', 'bots: [support]', 'remind: 2d'],
      onEnd,
    });
    desk.count((day, { story }) =>
      story === 'story-support' && day >= '2026-11-04' && day <= '2026-11-06' ? 0 : 40,
    );
    await desk.app((text) => {
      const [head = '', alert = ''] = text.split('  watch:\n');
      return (
        head.replace(/^store: .*$/m, `store: ${server.url.reveal()}`) +
        ALERTS.map((name) => `  ${name}:\n${alert}`).join('')
      );
    });
    const ledger = await openLedger({ kind: 'postgres', url: server.url });
    onEnd(() => ledger.close());
    const ahead = String(instantOf(-1, '07:01') - Date.now());
    const children = Array.from({ length: processes }, (_, index) =>
      start(desk.folder, { trace: `p${index}`, CLOCK_FORWARD: ahead, CLOCK_ON_SIGUSR2: String(STEP) }),
    );
    onEnd(() => children.forEach(({ child }) => void child.kill('SIGKILL')));
    await until(async () => (await ledger.slots.cursors()).length >= ALERTS.length);
    for (const day of DAYS) {
      for (const { child } of children) child.kill('SIGUSR2');
      for (const { child } of children) child.kill('SIGHUP');
      await until(async () => {
        const runs = await ledger.history.runs({ checks: true, limit: 1_000 });
        const made = runs.filter(({ run }) => run.scheduledFor === instantOf(day) && run.finishedAt !== null);
        return made.length === ALERTS.length;
      });
    }
    for (const { child } of children) child.kill('SIGTERM');
    await Promise.all(children.map(({ ended }) => ended));
    const runs = await ledger.history.runs({ checks: true, limit: 1_000 });
    const events = desk.hooks.calls.map(({ body }) => JSON.parse(body).data);
    const stored = (index: number) =>
      readFileSync(join(desk.folder, `p${index}.trace`), 'utf8').split(STORED);
    return {
      words: Object.fromEntries(
        ALERTS.map((name) => [name, events.flatMap(({ alert, event }) => (alert === name ? [event] : []))]),
      ),
      posts: desk.slack.posts.length,
      mails: desk.mail.mails.length,
      stored: children.map((_, index) => stored(index).length - 1),
      unfinished: runs.flatMap(({ run }) =>
        ['completed', 'skipped'].includes(run.state) ? [] : [`${run.digest} ${run.state}`],
      ),
    };
  } finally {
    for (const close of opened) await close();
  }
}

/** Each word once a reader, each check stored by one process, and by more than one of them. */
export function expectToldOnce({ words, posts, mails, stored, unfinished }: SharedAlerts): void {
  expect(words).toEqual(Object.fromEntries(ALERTS.map((name) => [name, WORDS])));
  expect([posts, mails]).toEqual([ALERTS.length * WORDS.length, ALERTS.length * WORDS.length]);
  expect(unfinished).toEqual([]);
  expect(stored.reduce((sum, count) => sum + count, 0)).toBe(ALERTS.length * DAYS.length);
  expect(stored.filter((count) => count > 0).length).toBeGreaterThan(1);
}
