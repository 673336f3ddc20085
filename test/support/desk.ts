import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type App, openApp } from '../../src/app.js';
import type { StoreConfig } from '../../src/config/config.js';
import type { Ledger, RunStory } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open.js';
import { type Clock, systemClock } from '../../src/lib/time/clock.js';
import type { RequestResult } from '../../src/run/commands/request.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { emptyFolder } from './folder.js';
import { SLACK_TOKEN } from './world.js';

/** A Monday, 08:00 in Warsaw, long past, so that the sandbox has all of the day before. */
export const SLOT = Date.parse('2025-11-24T07:00:00Z');

/** A clock that runs on, and can be set forward: sleeps end then as if the time had passed. */
export interface MovableClock extends Clock {
  forward(ms: number): void;
}

export function movableClock(): MovableClock {
  let moved = 0;
  const sleepers = new Map<AbortController, number>();
  const now = () => Date.now() + moved;
  return {
    now,
    async sleep(ms, signal) {
      const woken = new AbortController();
      sleepers.set(woken, now() + ms);
      try {
        await systemClock.sleep(ms, signal ? AbortSignal.any([signal, woken.signal]) : woken.signal);
      } catch (error) {
        if (signal?.aborted) throw error;
      } finally {
        sleepers.delete(woken);
      }
    },
    forward(ms) {
      moved += ms;
      for (const [woken, until] of sleepers) if (until <= now()) woken.abort();
    },
  };
}

/** A small digest, quickly made, in this process, with its store and a clock to move. */
export interface Desk {
  readonly folder: string;
  readonly api: Sandbox;
  readonly clock: MovableClock;
  readonly store: Extract<StoreConfig, { kind: 'sqlite' }>;
  /** The program anew, as after a restart, with other lines of configuration where given. */
  app(edit?: (config: string) => string): Promise<App>;
  /** `run daily` for the slot. */
  run(edit?: (config: string) => string): Promise<RequestResult>;
  /** The store beside the program. */
  ledger(): Promise<Ledger>;
}

export interface DeskOptions {
  readonly mailPort?: number;
  readonly slackUrl?: string;
  /** The entries of `deliver:`, a line each. */
  readonly deliver: readonly string[];
  readonly lines?: readonly string[];
}

export async function openDesk(options: DeskOptions): Promise<Desk> {
  const folder = emptyFolder();
  const api = await startSandbox({ port: 0, seed: 7, token: 'sandbox', clock: systemClock });
  onTestFinished(() => api.close());
  const clock = movableClock();
  const store = { kind: 'sqlite', path: join(folder, 'data', 'botdigest.db') } as const;
  mkdirSync(join(folder, 'data'));
  const app = async (edit: (config: string) => string = (text) => text) => {
    writeFileSync(join(folder, 'config.yaml'), edit(deskConfig(api.url, options)));
    const opened = await openApp(join(folder, 'config.yaml'), { env: {}, clock });
    onTestFinished(() => opened.stop());
    return opened;
  };
  return {
    folder,
    api,
    clock,
    store,
    app,
    async run(edit) {
      const opened = await app(edit);
      return opened.run(opened.digest('daily'), SLOT, { signal: new AbortController().signal });
    },
    async ledger() {
      const ledger = await openLedger(store);
      onTestFinished(() => ledger.close());
      return ledger;
    },
  };
}

export const deskConfig = (
  api: string,
  { mailPort = 1, slackUrl = 'http://127.0.0.1:1/api/', deliver, lines = [] }: DeskOptions,
) => `timezone: Europe/Warsaw
store: sqlite:./data/botdigest.db
server: off
chatbot: { token: sandbox, baseUrl: ${api}, minInterval: 0ms, concurrency: 8, retries: 0, timeout: 5s, deadline: 10s }
email: { host: 127.0.0.1, port: ${mailPort}, from: reports@example.com, timeout: 10s }
slack: { token: ${SLACK_TOKEN}, apiUrl: ${slackUrl}, timeout: 10s }
bots:
  support: { name: Support bot, storyId: 5b07ff77c2376e30306d9b12 }
digests:
  daily:
    title: Support bot, yesterday
    bots: [support]
    period: yesterday
    compare: none
    reports: [${drawn(deliver) ? 'heatmap' : 'average'}]
    formats: [csv]
${lines.map((line) => `    ${line}\n`).join('')}    deliver:
${deliver.map((entry) => `      - ${entry}\n`).join('')}`;

/** Slack uploads a picture. A mail can do without, and drawing takes almost half of the time of such a run. */
const drawn = (deliver: readonly string[]) => deliver.some((entry) => entry.includes('slack:'));

/** State and reason of each delivery, in order. */
export const standingOf = ({ deliveries }: RunStory) =>
  deliveries.map(({ target, part, state, reason }) => `${target} ${part}: ${state}, ${reason}`);
