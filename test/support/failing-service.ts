import { expect, onTestFinished } from 'vitest';
import { logLines } from '../../src/run/events/log-lines.js';
import { fingerprint } from '../../src/schedule/due.js';
import { type ConsoleWorld, openConsoleWorld, visitorOf } from './console-world.js';
import { filesBelow } from './folder.js';
import { CHANNEL, type SlackFaults, startSlack } from './slack-server.js';
import type { Script } from './smtp-script.js';
import { SLACK_TOKEN } from './world.js';

const MINUTE = 60_000;
const PATIENT = { timeout: 30_000 };

/** What goes wrong with a digest by mail that was due a minute ago, and when it has. */
export interface Failure {
  readonly script?: Script;
  readonly slackFaults?: SlackFaults;
  readonly edit?: (config: string) => string;
  /** Brings it about; `said` waits for a line of the log. */
  happen(world: ConsoleWorld, said: (line: RegExp) => Promise<void>): Promise<void>;
  /** The folder of its notice. */
  readonly notice: 'notice-failing' | 'notice-late' | 'notice-refused';
}

/** What people see of a service, in one line each. */
export interface Seen {
  readonly console: string;
  readonly log: string;
  /** `200 warnings: …`. */
  readonly health: string;
  readonly notice: string;
}

export const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** Makes a service fail, and looks at it. */
export async function seenOf(failure: Failure): Promise<Seen> {
  const { script = {}, slackFaults = {}, edit = (text) => text, happen, notice } = failure;
  const slack = await startSlack({ token: SLACK_TOKEN, faults: slackFaults });
  onTestFinished(() => slack.stop());
  const due = Math.floor(Date.now() / MINUTE) * MINUTE - MINUTE;
  const schedule = `${new Date(due).getUTCMinutes()} ${new Date(due).getUTCHours()} * * *`;
  const world = await openConsoleWorld({
    script,
    edit: (text) => edit(dueThen(text, schedule, slack.apiUrl)),
    async prepare(ledger) {
      const at = due - MINUTE;
      const to = { digest: 'weekly-support', schedule: fingerprint({ schedule, zone: 'UTC' }), at };
      await ledger.slots.advance({ from: null, to, due: [] }, at);
    },
  });
  const log = () => world.events.flatMap(logLines).map(({ message }) => message);
  const said = (line: RegExp) => expect.poll(() => log().join('\n'), PATIENT).toMatch(line);
  await happen(world, (line) => said(line));
  const notices = () =>
    [...filesBelow(world.folder)].filter(([name]) => name.endsWith(`${notice}/notice.txt`));
  await expect.poll(() => notices().length, PATIENT).toBe(1);
  // The health is looked at anew after five seconds.
  world.clock.forward(6_000);
  const visitor = visitorOf(world.url);
  await visitor.signIn();
  return {
    console: pageText((await visitor.get('/')).text),
    log: inOneLine(log().join(' ')),
    health: await healthOf(`${world.url}/healthz`),
    notice: inOneLine(
      notices()
        .map(([, bytes]) => bytes.toString())
        .join(' '),
    ),
  };
}

const dueThen = (text: string, schedule: string, slackUrl: string) =>
  text
    .replace('timezone: Europe/Warsaw', 'timezone: UTC\nnotify: [{ folder: { path: ./notices } }]')
    .replace('"0 9 * * MON"', `"${schedule}"`)
    .replace('  daily:', '  weekly-support:')
    .replace('Support, yesterday', 'Support bots')
    .replace(', bob@example.com', '')
    .replace(/alerts:[\s\S]*/, '')
    .replace('bots:\n', `slack: { token: ${SLACK_TOKEN}, apiUrl: ${slackUrl}, timeout: 10s }\nbots:\n`);

/** The digest goes to a channel in place of its reader. */
export const toSlack = (text: string) =>
  text.replace(/- email: \{ to: .*/, `- slack: { channel: ${CHANNEL} }`);

export async function healthOf(url: string): Promise<string> {
  const answer = await fetch(url);
  const { problems, warnings } = (await answer.json()) as Readonly<Record<string, readonly string[]>>;
  const all = Object.entries({ problems, warnings }).flatMap(([kind, texts = []]) =>
    texts.map((text) => `${answer.status} ${kind}: ${text}`),
  );
  return inOneLine(all.join(' '));
}

export const pageText = (html: string) =>
  inOneLine(html.replaceAll(/<(style|script)[\s\S]*?<\/\1>/g, '').replaceAll(/<[^>]+>/g, ' '));
