import type { Config } from '../../config/config.js';
import type { Secret } from '../../lib/secret.js';
import { type ClientOptions, createClient, type ReportsClient } from './client.js';

/** One client per token of a configuration, created on first use. */
export interface Clients {
  /** Each token once, with its key in the configuration: `chatbot.token`, `bots.sales.token`. */
  readonly tokens: readonly { readonly name: string; readonly token: Secret }[];
  of(token: Secret): ReportsClient;
  close(): Promise<void>;
}

export type ClientsContext = Pick<
  ClientOptions,
  'clock' | 'userAgent' | 'random' | 'rateLimiter' | 'onAnnounced' | 'through'
>;

export function createClients(config: Config, context: ClientsContext): Clients {
  const names = tokenNames(config);
  const open = new Map<string, ReportsClient>();
  return {
    tokens: [...names.values()],
    of(token) {
      const value = token.reveal();
      const tokenName = names.get(value)?.name ?? 'chatbot.token';
      const client =
        open.get(value) ??
        createClient({ ...context, token, tokenName, chatbot: config.chatbot, network: config });
      open.set(value, client);
      return client;
    },
    async close() {
      await Promise.all([...open.values()].map((client) => client.close()));
    },
  };
}

/** A token used by only one of several bots is named after that bot; any other is `chatbot.token`. */
function tokenNames({ bots }: Config) {
  const all = [...bots.values()];
  const names = new Map<string, { readonly name: string; readonly token: Secret }>();
  for (const { id, token } of all) {
    const sharing = all.filter((bot) => bot.token.reveal() === token.reveal()).length;
    const own = sharing === 1 && all.length > 1;
    names.set(token.reveal(), { token, name: own ? `bots.${id}.token` : 'chatbot.token' });
  }
  return names;
}
