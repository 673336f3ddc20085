import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { checkName } from '../../src/alerts/check-name.js';
import { type App, openApp, type RunningApp } from '../../src/app.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open.js';
import { addDays } from '../../src/lib/time/zone.js';
import type { ServiceEvent } from '../../src/run/events/event.js';
import { type ApiServer, json, raw, startApi } from './api-server.js';
import { movableClock } from './desk.js';
import { emptyFolder } from './folder.js';
import { type HookServer, startHooks } from './hook-server.js';
import { CHANNEL, type SlackServer, startSlack } from './slack-server.js';
import { startMailServer, type TestMailServer } from './smtp-server.js';
import { until } from './until.js';
import { SLACK_TOKEN } from './world.js';

const DAY = 86_400_000;

/** A Monday; the service starts on it before the check. */
export const FIRST_DAY = '2026-11-02';

/** What the API counts on a day (UTC) for a story; null answers 503. */
export type Counted = (
  day: string,
  asked: { readonly story: string; readonly report: string },
) => number | null;

export interface AlertDesk {
  readonly api: ApiServer;
  readonly slack: SlackServer;
  readonly mail: TestMailServer;
  readonly hooks: HookServer;
  readonly folder: string;
  /** What is counted from now on. */
  count(how: Counted): void;
  start(edit?: (config: string) => string): Promise<RunningApp>;
  /** The program beside the service. */
  app(edit?: (config: string) => string): Promise<App>;
  ledger(): Promise<Ledger>;
  /** Goes on to that time of the day, so many days after the first, and waits for the check that is due. */
  check(running: RunningApp, days: number, time?: string): Promise<void>;
  /** Goes on to that time without a check. */
  at(running: RunningApp, days: number, time: string): Promise<void>;
}

export interface AlertDeskOptions {
  /** The lines of the alert `watch`, without indentation. */
  readonly alert: readonly string[];
  /** Further lines of the configuration. */
  readonly lines?: readonly string[];
}

/** A service with one alert over a scripted API and clock, and readers by mail, Slack and webhook. */
export async function openAlertDesk({ alert, lines = [] }: AlertDeskOptions): Promise<AlertDesk> {
  let counted: Counted = () => 40;
  const api = await startApi((response, { path, query }, index) => {
    const report = path.split('.').at(-1) ?? '';
    const [from = '', to = ''] = [query.get('from')?.slice(0, 10), query.get('to')?.slice(0, 10)];
    const data = [];
    for (let day = from; day <= to; day = addDays(day, 1)) {
      const value = counted(day, { story: query.get('storyId') ?? '', report });
      if (value === null) return raw('down', 503)(response, { path, query, headers: {}, at: 0 }, index);
      data.push({ date: `${day}T00:00:00.000Z`, value });
    }
    json({ data })(response, { path, query, headers: {}, at: 0 }, index);
  });
  onTestFinished(() => api.close());
  const slack = await startSlack({ token: SLACK_TOKEN });
  onTestFinished(() => slack.stop());
  const mail = await startMailServer();
  onTestFinished(() => mail.stop());
  const hooks = await startHooks();
  const folder = emptyFolder();
  mkdirSync(join(folder, 'data'));
  const clock = movableClock();
  const config = `timezone: UTC
store: sqlite:./data/botdigest.db
server: off
chatbot: { token: sandbox, baseUrl: ${api.url}, minInterval: 0ms, retries: 0, timeout: 5s, deadline: 10s }
email: { host: 127.0.0.1, port: ${mail.port}, from: reports@example.com, timeout: 10s }
slack: { token: ${SLACK_TOKEN}, apiUrl: ${slack.apiUrl}, timeout: 10s }
bots:
  support: { name: Support bot, storyId: story-support }
  sales: { name: Sales bot, storyId: story-sales }
digests:
  weekly: { bots: [support], reports: [conversations], formats: [csv] }
${lines.map((line) => `${line}\n`).join('')}alerts:
  watch:
${alert.map((line) => `    ${line}\n`).join('')}    deliver:
      - slack: { channel: ${CHANNEL} }
      - email: { to: [ada@example.com] }
      - webhook: { url: "${hooks.url}/alert" }
`;
  const opened = async (edit: (text: string) => string = (text) => text) => {
    writeFileSync(join(folder, 'config.yaml'), edit(config));
    const app = await openApp(join(folder, 'config.yaml'), { env: {}, clock });
    onTestFinished(() => app.stop());
    return app;
  };
  let begun = false;
  const left = new Map<string, string>();
  const observe = (event: ServiceEvent) => {
    if (event.kind === 'left' && event.outcome.state !== 'queued')
      left.set(`${event.run.digest}@${event.run.scheduledFor}`, event.outcome.state);
  };
  const instantOf = (days: number, time: string) => Date.parse(`${FIRST_DAY}T${time}:00Z`) + days * DAY;
  const goTo = (at: number) => clock.forward(at + 20_000 - clock.now());
  return {
    ...{ api, slack, mail, hooks, folder },
    count(how) {
      counted = how;
    },
    async start(edit) {
      if (!begun) goTo(instantOf(0, '06:00'));
      begun = true;
      const app = await opened(edit);
      const running = await app.start(observe);
      onTestFinished(() => running.stop());
      return running;
    },
    app: (edit) => opened(edit),
    async ledger() {
      const ledger = await openLedger({ kind: 'sqlite', path: join(folder, 'data', 'botdigest.db') });
      onTestFinished(() => ledger.close());
      return ledger;
    },
    async check(running, days, time = '07:00') {
      const at = instantOf(days, time);
      goTo(at);
      await running.reload();
      await until(
        () => left.has(`${checkName('watch')}@${at}`),
        () => [...left].join('\n'),
      );
    },
    async at(running, days, time) {
      goTo(instantOf(days, time));
      await running.reload();
    },
  };
}
