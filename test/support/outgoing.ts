import type { Connection, Envelope } from '../../src/channels/channel.js';
import { classifyTokenFailure } from '../../src/channels/oauth2/answers.js';
import { requestToken } from '../../src/channels/oauth2/token-request.js';
import { connectWebhook } from '../../src/channels/webhook/channel.js';
import { webhookOptions } from '../../src/channels/webhook/options.js';
import { createClient } from '../../src/chatbot/client/client.js';
import { listStories } from '../../src/chatbot/stories.js';
import { createHttpClient, type HttpClient } from '../../src/http/client.js';
import type { HttpNetwork } from '../../src/http/connections.js';
import { Secret } from '../../src/lib/secret.js';
import { systemClock } from '../../src/lib/time/clock.js';
import { createHeartbeat } from '../../src/server/heartbeat.js';
import { googleChatAddress, teamsAddress } from './chat-servers.js';
import { connectGoogleChat, connectS3, connectSlack, connectTeams, s3Entry } from './connections.js';
import {
  attachment,
  googleChatEnvelope,
  mailEnvelope,
  slackEnvelope,
  slotEnvelope,
  teamsEnvelope,
} from './envelope.js';
import { quickClock } from './quick-clock.js';
import { tokenGrant } from './token-server.js';

/** One kind of outgoing call, to the names that it calls: `<name>.botdigest.test`. */
interface OutgoingKind {
  readonly what: string;
  readonly names: readonly string[];
  /** Makes it once: null when it succeeds, else what a person is told. Throws for a delivery that is not to be tried again. */
  call(http: HttpClient, network: HttpNetwork): Promise<string | null>;
}

/** Every kind of outgoing HTTP call. A new one is a line here. */
export const OUTGOING: readonly OutgoingKind[] = [
  { what: 'the API', names: ['api'], call: (_http, network) => askApi(network) },
  { what: 'Slack', names: ['slack', 'files'], call: (http) => deliver(slackBy(http), slackEnvelope()) },
  { what: 'a webhook', names: ['hooks'], call: (http) => deliver(hookBy(http), hookEnvelope()) },
  { what: 'Teams', names: ['teams'], call: (http) => deliver(teamsBy(http), teamsEnvelope()) },
  { what: 'Google Chat', names: ['chat'], call: (http) => deliver(chatBy(http), googleChatEnvelope()) },
  { what: 'S3', names: ['s3'], call: (http) => deliver(bucketBy(http), filesEnvelope()) },
  { what: 'a token server', names: ['tokens'], call: askToken },
  { what: 'the heartbeat', names: ['beat'], call: beatOnce },
];

/** Makes a call on a client of its own. */
export async function callOnce({ call }: OutgoingKind, network: HttpNetwork): Promise<string | null> {
  const http = createHttpClient({ connectTimeout: 500, network: () => network });
  return call(http, network).finally(() => http.close());
}

const SLACK = { token: new Secret('xoxb-1'), apiUrl: 'https://slack.botdigest.test/api/', timeout: 5_000 };
const slackBy = (http: HttpClient) => connectSlack(SLACK, {}, { http });

const hookBy = (http: HttpClient) =>
  connectWebhook(
    { http, clock: systemClock, userAgent: 'botdigest/test', timeout: 5_000 },
    webhookOptions.parse({ url: 'https://hooks.botdigest.test/secret-path' }),
  );
const hookEnvelope = () => ({
  ...mailEnvelope(),
  attachments: [attachment('notice.json', 'application/json', '{}')],
});

const teamsBy = (http: HttpClient) => connectTeams(teamsAddress('https://teams.botdigest.test'), { http });
const chatBy = (http: HttpClient) =>
  connectGoogleChat(googleChatAddress('https://chat.botdigest.test'), { http });

const bucketBy = (http: HttpClient) => connectS3(s3Entry('https://s3.botdigest.test'), { http });
const filesEnvelope = () => slotEnvelope({ kind: 's3', address: 's3.botdigest.test' });

async function deliver(connection: Connection, envelope: Envelope): Promise<string | null> {
  const receipt = await connection.deliver(envelope, new AbortController().signal);
  if (receipt.state === 'delivered') return null;
  if (receipt.state !== 'retryable') throw new Error(`${receipt.state}: ${receipt.message}`);
  return `${receipt.reason}: ${receipt.message}`;
}

async function askApi(network: HttpNetwork): Promise<string | null> {
  const limits = { timeout: 500, deadline: 5_000, retries: 1, concurrency: 2, minInterval: 0 };
  const client = createClient({
    token: new Secret('sandbox'),
    tokenName: 'chatbot.token',
    chatbot: {
      ...limits,
      baseUrl: 'https://api.botdigest.test',
      dayZero: 'sunday',
      offsetSign: 1,
      arrayFormat: 'single',
      useGroup: false,
    },
    network,
    userAgent: 'botdigest/test',
    clock: quickClock(Date.now()),
    random: () => 0.5,
    rateLimiter: null,
  });
  const stories = await listStories(client).finally(() => client.close());
  return stories.ok ? null : stories.gap.message;
}

async function askToken(http: HttpClient): Promise<string | null> {
  const grant = tokenGrant('https://tokens.botdigest.test/token');
  const tools = { http, userAgent: 'botdigest/test', timeout: 5_000, now: Date.now };
  const answer = await requestToken(grant, tools);
  if (answer.ok) return null;
  const { says, hint } = classifyTokenFailure(answer.failure);
  return `${says}. ${answer.failure.detail} ${hint}`;
}

async function beatOnce(http: HttpClient): Promise<string | null> {
  let problem: string | null = null;
  const heartbeat = createHeartbeat({
    http,
    userAgent: 'botdigest/test',
    observe(event) {
      if (event.kind === 'heartbeat') problem = event.problem;
    },
    url: () => new Secret('https://beat.botdigest.test/secret-path'),
  });
  await heartbeat.beat();
  return problem;
}
