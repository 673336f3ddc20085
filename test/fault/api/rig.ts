import { type ClientOptions, createClient, type ReportsClient } from '../../../src/chatbot/client/client.js';
import type { ChatbotConfig } from '../../../src/config/config.js';
import { Secret } from '../../../src/lib/secret.js';
import { type ApiServer, type Respond, startApi } from '../../support/api-server.js';
import { quickClock } from '../../support/quick-clock.js';

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
    rateLimiter: null,
    ...options,
  });
}

export interface Rig {
  readonly api: ApiServer;
  readonly client: ReportsClient;
  readonly clock: ReturnType<typeof quickClock>;
  close(): Promise<void>;
}

/** A scripted server and a client of it. */
export async function rigOf(respond: Respond, chatbot: Partial<ChatbotConfig> = {}): Promise<Rig> {
  const api = await startApi(respond);
  const clock = quickClock(Date.now());
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
