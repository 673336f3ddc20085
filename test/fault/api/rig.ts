import { type ClientOptions, createClient, type ReportsClient } from '../../../src/chatbot/client.js';
import type { ChatbotConfig } from '../../../src/config/config.js';
import type { Clock } from '../../../src/lib/clock.js';
import { Secret } from '../../../src/lib/secret.js';
import { type ApiServer, type Respond, startApi } from '../../support/api-server.js';

/** A clock whose waits are over at once; they are remembered, and its time moves on by them. */
export interface QuickClock extends Clock {
  readonly waits: readonly number[];
}

export function quickClock(): QuickClock {
  const waits: number[] = [];
  let ahead = 0;
  return {
    waits,
    now: () => Date.now() + ahead,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      waits.push(ms);
      ahead += ms;
    },
  };
}

export const CHATBOT: ChatbotConfig = {
  baseUrl: 'http://127.0.0.1:1',
  concurrency: 2,
  minInterval: 0,
  timeout: 2_000,
  deadline: 120_000,
  retries: 4,
  dayZero: 'sunday',
  offsetSign: 1,
  arrayFormat: 'single',
  useGroup: false,
};

export const TOKEN = 'tok-5b07ff77c2376e30';

export function clientOf(
  baseUrl: string,
  chatbot: Partial<ChatbotConfig> = {},
  options: Partial<ClientOptions> = {},
): ReportsClient {
  return createClient({
    token: new Secret(TOKEN),
    tokenName: 'chatbot.token',
    chatbot: { ...CHATBOT, baseUrl, ...chatbot },
    userAgent: 'botdigest/test',
    clock: quickClock(),
    random: () => 0.5,
    ...options,
  });
}

export interface Rig {
  readonly api: ApiServer;
  readonly client: ReportsClient;
  readonly clock: QuickClock;
  close(): Promise<void>;
}

/** A scripted server and a client of it. */
export async function rigOf(respond: Respond, chatbot: Partial<ChatbotConfig> = {}): Promise<Rig> {
  const api = await startApi(respond);
  const clock = quickClock();
  const client = clientOf(api.url, chatbot, { clock });
  return {
    api,
    client,
    clock,
    async close() {
      await client.close();
      await api.close();
    },
  };
}

export const REPORT = { path: '/reports/conversations', query: [['storyId', 'abc']] } as const;
