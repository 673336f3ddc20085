import type { Config } from '../../config/config.js';
import type { Secret } from '../../lib/secret.js';
import { type ClientOptions, createClient, type ReportsClient } from './client.js';

/** One client for each token of a configuration, made when it is first wanted. */
export interface Clients {
  /** Every token once, with where it stands in the configuration: `chatbot.token`, `bots.sales.token`. */
  readonly tokens: readonly { readonly name: string; readonly token: Secret }[];
  of(token: Secret): ReportsClient;
  close(): Promise<void>;
}

export type ClientsContext = Pick<ClientOptions, 'clock' | 'userAgent' | 'random' | 'turns'>;

export function createClients(config: Config, context: ClientsContext): Clients {
  const names = tokenNames(config);
  const open = new Map<string, ReportsClient>();
  return {
    tokens: [...names.values()],
    of(token) {
      const value = token.reveal();
      const tokenName = names.get(value)?.name ?? 'chatbot.token';
      const client =
        open.get(value) ?? createClient({ ...context, token, tokenName, chatbot: config.chatbot });
      open.set(value, client);
      return client;
    },
    async close() {
      await Promise.all([...open.values()].map((client) => client.close()));
    },
  };
}

/** A token that only one of several bots has is that bot's own; any other is the common one. */
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
