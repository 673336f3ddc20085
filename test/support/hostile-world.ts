import { writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../src/lib/time/clock.js';
import { startSandbox } from '../../src/sandbox/http/server.js';
import { type CliResult, runCli } from './cli.js';
import { emptyFolder } from './folder.js';
import { type HookServer, startHooks } from './hook-server.js';
import { actOf, type Hostility, hostileHttp } from './hostile-http.js';
import { hostilePostgres } from './hostile-postgres.js';
import { type ScriptedServer, scriptedSmtp } from './smtp-script.js';

export const SECRETS = {
  CHATBOT_TOKEN: 'chatbot-token-0123456789',
  SLACK_TOKEN: 'xoxb-slack-token-0123456789',
  MAIL_PASSWORD: 'mail"pass\\word-0123456789',
  STORE_PASSWORD: 'store-password-0123456789',
} as const;

/** Words that obey nobody's rules: a mention, a link, a colour, an override, a forged line. */
const EVIL = '<!channel> <http://evil.example|bank> \u001b[31m\u202e';

/** What the API does for the bots of the digest `hostile-api`; the first two are answers in JSON. */
const API: readonly (Hostility | 'deep' | 'echo')[] = [
  'echo',
  'deep',
  'a body that stops after seven bytes',
  'spaces without end',
  'one byte at a time',
  '4,500 brotli codings',
  'a gzip bomb',
  'headers without end',
  'a connection closed within the body',
];

export const HOSTILE_BOTS = API.length;

const storyId = (index: number) => `5b07ffafc2376e30306d9c${String(index).padStart(2, '0')}`;
const DEEP = `{"status":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;

/** A folder with two configurations, every server of which is hostile in some place; all is on 127.0.0.1. */
export interface HostileWorld {
  readonly folder: string;
  readonly mail: ScriptedServer;
  /** The only webhook that answers. */
  readonly hook: HookServer;
  /** Runs the built program there. */
  process(args: readonly string[]): Promise<CliResult>;
}

export async function createHostileWorld(): Promise<HostileWorld> {
  const folder = emptyFolder();
  const [api, mail, slack, mute, postgres, silent] = await Promise.all([
    startApiFront(),
    startMail(),
    hostileHttp(actOf('spaces without end')),
    hostileHttp(actOf('a connection closed within the body')),
    hostilePostgres((password) => `no ${password} ${EVIL}\n2026-11-23T07:00:00Z info  all is well`),
    hostilePostgres(null),
  ]);
  const hook = await startHooks();
  onTestFinished(async () => {
    await Promise.all([mail, slack, mute, postgres, silent].map((server) => server.stop()));
  });
  const at = { api, mail: mail.port, slack: slack.url, mute: mute.url, hook: hook.url };
  const text = configFor(at);
  writeFileSync(join(folder, 'config.yaml'), text);
  for (const [name, { port }] of Object.entries({ refusing: postgres, silent })) {
    const store = `store: postgres://u:\${STORE_PASSWORD}@127.0.0.1:${port}/db\n`;
    writeFileSync(join(folder, `${name}.yaml`), text + store);
  }
  return {
    folder,
    mail,
    hook,
    process: (args) => runCli(args, { cwd: folder, env: SECRETS }),
  };
}

/** The sandbox for the bot that behaves, the hostile ways for the others. */
async function startApiFront(): Promise<string> {
  const sandbox = await startSandbox({ port: 0, seed: 7, token: SECRETS.CHATBOT_TOKEN, clock: systemClock });
  const forward = async (request: IncomingMessage, response: ServerResponse) => {
    const { searchParams } = new URL(request.url ?? '', 'http://host');
    const how = API[API.findIndex((_how, index) => storyId(index) === searchParams.get('storyId'))];
    if (how === 'deep') return void response.end(DEEP);
    if (how === 'echo')
      return void response.end(`[{"name":"${request.headers.authorization}","value":70000}]`);
    if (how !== undefined) return request.socket && actOf(how)(request.socket);
    const headers = { authorization: request.headers.authorization ?? '' };
    const answer = await fetch(sandbox.url + request.url, { headers });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  };
  // At the end of the test a request may still be under way.
  const server = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await sandbox.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Refuses one reader in words that repeat the password, falls silent after the message to another, and takes the rest. */
function startMail(): Promise<ScriptedServer> {
  let reader = '';
  return scriptedSmtp({
    RCPT: (line) => {
      reader = line;
      const said = `550 5.1.1 ${EVIL} ${SECRETS.MAIL_PASSWORD}`;
      return { reply: line.includes('evil@') ? said : '250 2.1.5 ok' };
    },
    dot: () => (reader.includes('silent@') ? { silent: true } : { reply: '250 2.0.0 queued' }),
  });
}

interface Places {
  readonly api: string;
  readonly mail: number;
  readonly slack: string;
  readonly mute: string;
  readonly hook: string;
}

function configFor({ api, mail, slack, mute, hook }: Places): string {
  const hostile = API.map((_how, index) => `  h${index}: { storyId: ${storyId(index)} }`);
  const names = API.map((_how, index) => `h${index}`).join(', ');
  return `timezone: Europe/Warsaw
chatbot: { token: "\${CHATBOT_TOKEN}", baseUrl: ${api}, minInterval: 0ms, concurrency: 8, retries: 0, timeout: 8s, deadline: 10s }
email: { host: 127.0.0.1, port: ${mail}, user: reports, password: "\${MAIL_PASSWORD}", from: reports@example.com, timeout: 5s }
slack: { token: "\${SLACK_TOKEN}", apiUrl: ${slack}/api/, timeout: 8s }
heartbeat: ${mute}/ping
notify: [{ webhook: { url: "${mute}/hook" } }, { webhook: { url: "${hook}/hook" } }]
bots:
  support: { name: Support bot, storyId: 5b07ff77c2376e30306d9b12 }
${hostile.join('\n')}
digests:
  good: { bots: [support], reports: [interactions], compare: none, period: lastWeek, formats: [csv], deliver: [{ email: { to: [ada@example.com] } }, { folder: { path: ./good } }] }
  hostile-api: { bots: [support, ${names}], reports: [interactions], compare: none, period: lastWeek, formats: [csv, json, xlsx], deliver: [{ email: { to: [grace@example.com] } }, { folder: { path: ./api } }] }
  hostile-slack: { bots: [support], reports: [conversations], compare: none, period: lastWeek, formats: [csv], deliver: [{ slack: { channel: C0123456789 } }, { folder: { path: ./slack } }] }
  hostile-mail: { bots: [support], reports: [conversations], compare: none, period: lastWeek, formats: [csv], deliver: [{ email: { to: [evil@example.com, silent@example.com, joan@example.com], onUnknown: hold } }, { folder: { path: ./mail } }] }
`;
}
