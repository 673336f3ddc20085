import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/lib/time/clock.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/http/server.js';
import { type CliOptions, type CliResult, runCli, runHere } from './cli.js';
import { emptyFolder } from './folder.js';
import { type SlackFaults, type SlackServer, startSlack } from './slack-server.js';
import { startMailServer, type TestMailServer } from './smtp-server.js';

export const API_TOKEN = 'chatbot-token-0123456789';
export const SLACK_TOKEN = 'xoxb-slack-token-0123456789';
export const MAIL_PASSWORD = 'mail-password-0123456789';
/** A Monday, 08:00 in Warsaw, long past, so that the sandbox has all of the week before. */
export const MONDAY = '2025-11-24T08:00:00+01:00';

/** Every server that botdigest talks to, and a folder with a configuration that points at them. */
export interface World {
  readonly folder: string;
  readonly api: Sandbox;
  readonly mail: TestMailServer;
  readonly slack: SlackServer;
  /** Runs the program there, inside this process. */
  botdigest(args: readonly string[], options?: CliOptions): Promise<CliResult>;
  /** Runs the built program there, as a process of its own. */
  process(args: readonly string[], options?: CliOptions): Promise<CliResult>;
}

export interface WorldOptions {
  /** Replaces lines of the configuration. */
  readonly edit?: (config: string) => string;
  readonly slackFaults?: SlackFaults;
}

export async function createWorld({
  edit = (text) => text,
  slackFaults = {},
}: WorldOptions = {}): Promise<World> {
  const folder = emptyFolder();
  const api = await startSandbox({ port: 0, seed: 7, token: API_TOKEN, clock: systemClock });
  const mail = await startMailServer({ login: { user: 'reports', password: MAIL_PASSWORD } });
  const slack = await startSlack({ token: SLACK_TOKEN, faults: slackFaults });
  onTestFinished(async () => void (await Promise.all([api.close(), mail.stop(), slack.stop()])));
  writeFileSync(
    join(folder, 'config.yaml'),
    edit(configFor({ api: api.url, mail: mail.port, slack: slack.apiUrl })),
  );
  const env = { CHATBOT_TOKEN: API_TOKEN, SLACK_TOKEN, MAIL_PASSWORD };
  const there = (options: CliOptions = {}) => ({
    cwd: folder,
    ...options,
    env: { ...env, ...options.env },
  });
  return {
    folder,
    api,
    mail,
    slack,
    botdigest: (args, options) => runHere(args, there(options)),
    process: (args, options) => runCli(args, there(options)),
  };
}

const configFor = (at: { api: string; mail: number; slack: string }) => `timezone: Europe/Warsaw
chatbot: { token: "\${CHATBOT_TOKEN}", baseUrl: ${at.api}, minInterval: 0ms, concurrency: 8, retries: 1, timeout: 30s, deadline: 60s }
email:
  host: 127.0.0.1
  port: ${at.mail}
  user: reports
  password: \${MAIL_PASSWORD}
  from: Bot reports <reports@example.com>
slack: { token: "\${SLACK_TOKEN}", apiUrl: ${at.slack} }
bots:
  support: { name: Support bot, storyId: 5b07ff77c2376e30306d9b12 }
  sales: { name: Sales bot, storyId: 5b07ffafc2376e30306d9b16, sources: [widget, messenger] }
digests:
  weekly:
    title: Support bots, week in review
    schedule: "0 8 * * MON"
    bots: [support, sales]
    period: lastWeek
    formats: [pdf, xlsx]
    deliver:
      - email: { to: [ada@example.com, grace@example.com] }
      - slack: { channel: C0123456789 }
      - folder: { path: ./exports }
`;
