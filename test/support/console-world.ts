import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openApp, type RunningApp } from '../../src/app.js';
import type { StoreConfig } from '../../src/config/config.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import { openLedger } from '../../src/ledger/open.js';
import { systemClock } from '../../src/lib/time/clock.js';
import type { ServiceEvent } from '../../src/run/events/event.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { type MovableClock, movableClock } from './desk.js';
import { emptyFolder } from './folder.js';
import { type Script, type ScriptedServer, scriptedSmtp } from './smtp-script.js';

export const CONSOLE_PASSWORD = 'correct-horse-battery';

/** A service with a console, in this process, and the servers that it talks to. */
export interface ConsoleWorld extends Machine {
  readonly folder: string;
  readonly api: Sandbox;
  readonly mail: ScriptedServer;
  readonly clock: MovableClock;
  /** The store beside the service. */
  readonly ledger: Ledger;
  /** Rewrites the configuration, and has it read again. */
  reload(change: (text: string) => string): Promise<void>;
  /** Whom mails went to, in order. */
  mailedTo(): readonly string[];
  /** Another process on the same store, with a console of its own. */
  another(): Promise<Machine>;
}

/** A process with a service. */
interface Machine {
  readonly url: string;
  readonly running: RunningApp;
  readonly events: readonly ServiceEvent[];
}

export interface ConsoleWorldOptions {
  /** Replaces parts of the configuration. */
  readonly edit?: (config: string) => string;
  readonly script?: Script;
  /** In place of an SQLite file. */
  readonly store?: StoreConfig;
  /** Works on the store before the service starts. */
  readonly prepare?: (ledger: Ledger, now: number, folder: string) => Promise<void>;
  /** The program of the thread that renders; in this process when left out. */
  readonly renderThread?: string;
}

export async function openConsoleWorld({
  edit = (text) => text,
  script = {},
  store,
  prepare = async () => {},
  renderThread,
}: ConsoleWorldOptions = {}): Promise<ConsoleWorld> {
  const folder = emptyFolder();
  const api = await startSandbox({ port: 0, seed: 7, token: 'sandbox', clock: systemClock });
  const mail = await scriptedSmtp(script);
  const clock = movableClock();
  const file = join(folder, 'config.yaml');
  writeFileSync(file, edit(configFor(api.url, mail.port)));
  const ledger = await openLedger(store ?? { kind: 'sqlite', path: join(folder, 'botdigest.db') });
  await prepare(ledger, clock.now(), folder);
  onTestFinished(async () => {
    await ledger.close();
    await Promise.all([api.close(), mail.stop()]);
  });
  const machine = await startMachine(file, { clock, renderThread });
  let text = edit(configFor(api.url, mail.port));
  return {
    ...{ ...machine, folder, api, mail, clock, ledger },
    another: () => startMachine(file, { clock, renderThread }),
    async reload(change) {
      text = change(text);
      writeFileSync(file, text);
      await machine.running.reload();
    },
    mailedTo: () => mail.messages.map((message) => /^To: (.*)$/m.exec(message)?.[1]?.trim() ?? ''),
  };
}

async function startMachine(
  file: string,
  { clock, renderThread }: { readonly clock: MovableClock; readonly renderThread: string | undefined },
): Promise<Machine> {
  const app = await openApp(file, { env: {}, clock, ...(renderThread !== undefined && { renderThread }) });
  const events: ServiceEvent[] = [];
  const running = await app.start((event) => void events.push(event));
  onTestFinished(async () => {
    await running.stop();
    await app.stop();
  });
  const serving = events.find((event) => event.kind === 'serving');
  return { running, events, url: serving?.url ?? '' };
}

const configFor = (api: string, port: number) => `timezone: Europe/Warsaw
store: sqlite:./botdigest.db
server: { listen: 127.0.0.1:0, password: ${CONSOLE_PASSWORD} }
chatbot: { token: sandbox, baseUrl: ${api}, minInterval: 0ms, concurrency: 8, retries: 0, timeout: 5s, deadline: 10s }
email: { host: 127.0.0.1, port: ${port}, from: reports@example.com, timeout: 1s }
bots:
  support: { name: Support bot, storyId: 5b07ff77c2376e30306d9b12 }
digests:
  daily:
    title: Support, yesterday
    schedule: "0 9 * * MON"
    bots: [support]
    period: yesterday
    compare: none
    reports: [average]
    formats: [csv]
    deliver:
      - email: { to: [ada@example.com, bob@example.com], onUnknown: hold }
alerts:
  outage: { title: Outage, bots: [support], when: { silence: conversations }, deliver: [ { email: { to: [ada@example.com] } } ] }
`;

/** A visitor with a cookie jar, who follows no redirect. */
export interface Visitor {
  get(path: string): Promise<Visited>;
  /** Sends a form, with the token of the last page that had one. */
  post(
    path: string,
    fields?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Visited>;
  signIn(password?: string): Promise<Visited>;
  /** Presses the button on a page: the form with that name and, where given, with these fields in it. */
  press(page: string, button: string, fields?: Readonly<Record<string, string>>): Promise<Visited>;
}

export interface Visited {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** Where it redirects to; empty for nowhere. */
  readonly to: string;
}

export function visitorOf(base: string): Visitor {
  let cookie = '';
  let token = '';
  const ask = async (
    path: string,
    init: RequestInit & { readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Visited> => {
    const answer = await fetch(base + path, {
      ...init,
      redirect: 'manual',
      headers: { ...(cookie && { cookie }), ...init.headers },
    });
    const set = answer.headers.get('set-cookie');
    if (set) cookie = set.split(';')[0] ?? '';
    const text = await answer.text();
    token = /name="token" value="([^"]+)"/.exec(text)?.[1] ?? token;
    return { status: answer.status, text, headers: answer.headers, to: answer.headers.get('location') ?? '' };
  };
  const visitor: Visitor = {
    get: (path) => ask(path),
    post: (path, fields = {}, headers = {}) =>
      ask(path, { method: 'POST', body: new URLSearchParams({ token, ...fields }), headers }),
    signIn: (password = CONSOLE_PASSWORD) => visitor.post('/login', { password }),
    async press(page, button, fields = {}) {
      const { text } = await visitor.get(page);
      const forms = [...text.matchAll(/<form method="post" action="([^"]+)"[^>]*>(.*?)<\/form>/gs)];
      const found = forms.find(
        ([, , inside = '']) =>
          inside.includes(`>${button}<`) &&
          Object.entries(hiddenIn(fields)).every(([name, value]) =>
            inside.includes(`name="${name}" value="${value}"`),
          ),
      );
      if (!found) throw new Error(`no button ${button} on ${page}:\n${text}`);
      const [, action = '', inside = ''] = found;
      const hidden = [...inside.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
      return visitor.post(action, {
        ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
        ...fields,
      });
    },
  };
  return visitor;
}

/** Fields that tell one form from another of the same name. */
const hiddenIn = ({ target }: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  target === undefined ? {} : { target };
