import { dirname } from 'node:path';
import type { Config } from '../config/config.js';
import type { HttpClient } from '../http/client.js';
import { VERSION } from '../lib/system/version.js';
import type { Clock } from '../lib/time/clock.js';
import type { Connection } from './channel.js';
import { emailDeliverer } from './email/channel.js';
import { folderDeliverer } from './folder/channel.js';
import type { DelivererKind } from './options.js';
import { slackDeliverer } from './slack/channel.js';
import { webhookDeliverer } from './webhook/channel.js';

/** What deliverers are made of. */
type Connections = Pick<Config, 'file' | 'email' | 'slack'>;

export interface DelivererTools {
  readonly clock: Clock;
  readonly http: HttpClient;
}

type Create = (config: Connections, tools: DelivererTools) => Connection | null;

/** What each word of `deliver:` stands for; null where its connection is not configured. */
const makers: Readonly<Record<DelivererKind, Create>> = {
  email: ({ email }) => email && emailDeliverer(email),
  slack: ({ slack }, { clock, http }) => slack && slackDeliverer(slack, clock, http),
  folder: ({ file }) => folderDeliverer(dirname(file)),
};

/** Longest time for a webhook's whole answer. */
const WEBHOOK_TIMEOUT = 30_000;

/** Everything that `deliver:` and `notify:` may name; a webhook stands in `notify:` alone, and its schema with the configuration. */
export function createDeliverers(
  config: Connections,
  tools: DelivererTools,
): ReadonlyMap<string, Connection> {
  const made = Object.entries(makers).map(([kind, create]) => [kind, create(config, tools)] as const);
  const webhook = webhookDeliverer({
    http: tools.http,
    userAgent: `botdigest/${VERSION}`,
    timeout: WEBHOOK_TIMEOUT,
  });
  return new Map<string, Connection>([
    ...made.flatMap(([kind, deliverer]) => (deliverer ? [[kind, deliverer] as const] : [])),
    [webhook.kind, webhook],
  ]);
}
