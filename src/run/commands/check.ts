import type { Channels, Check } from '../../channels/channel.js';
import type { Clients } from '../../chatbot/client/clients.js';
import { listStories } from '../../chatbot/stories.js';
import type { Config, PluginConfig } from '../../config/config.js';
import { messageOf } from '../../lib/errors.js';
import { slicesOf } from '../readers/slices.js';

/** One thing that was tried, such as `chatbot.token` or `folder ./exports`. */
export interface NamedCheck {
  readonly name: string;
  readonly result: Check;
}

export interface CheckTools {
  readonly clients: Clients;
  readonly channels: Channels;
  /** Whether the store can be written. */
  readonly store: Try;
  /** Whether the proxy opens connections; null without a proxy. */
  readonly proxy: NamedTry | null;
}

type Try = (signal: AbortSignal) => Promise<Check>;
export type NamedTry = readonly [name: string, check: Try];

/** Tries every token, login, channel and folder that the configuration uses, and the store, side by side; sends nothing. No failure hides another. */
export function checkConnections(
  config: Config,
  tools: CheckTools,
  signal: AbortSignal,
): Promise<NamedCheck[]> {
  const tries: readonly NamedTry[] = [
    ...(tools.proxy === null ? [] : [tools.proxy]),
    ...tokens(config, tools.clients),
    ...connections(config, tools.channels),
    ['store', tools.store],
    ...heartbeat(config),
  ];
  return Promise.all(tries.map(async ([name, check]) => ({ name, result: await settled(check, signal) })));
}

/** A check that breaks has failed; the others go on. */
async function settled(check: Try, signal: AbortSignal): Promise<Check> {
  try {
    return await check(signal);
  } catch (error) {
    signal.throwIfAborted();
    return refused(messageOf(error));
  }
}

const tokens = (config: Config, clients: Clients): NamedTry[] =>
  clients.tokens.map(({ name, token }) => [
    name,
    async (signal) => {
      const known = await listStories(clients.of(token), signal);
      return known.ok ? foundAll(config, token.reveal(), known.stories) : refused(known.gap.message);
    },
  ]);

/** Each check once, whoever it is for: a mail server for all readers, a folder, webhook or channel each. */
const connections = ({ digests, alerts, notify }: Config, channels: Channels): Map<string, Try> => {
  const connect = (entry: PluginConfig) => channels.get(entry.kind)?.connect(entry);
  const slices = [...digests.values()].flatMap(slicesOf).map(({ config }) => config);
  const readers = [
    ...slices.map(({ deliver, formats }) => ({ deliver, files: formats.length > 0 })),
    ...[...alerts.values()].map(({ deliver }) => ({ deliver, files: false })),
  ];
  const checks = [
    ...readers.flatMap(({ deliver, files }) =>
      deliver.map(connect).flatMap((to) => [...(to?.checks ?? []), ...(to?.digestChecks?.(files) ?? [])]),
    ),
    ...notify.flatMap((entry) => connect(entry)?.checks ?? []),
  ];
  return new Map(checks.map((check) => [check.name, check.try]));
};

function heartbeat({ heartbeat: url }: Config): NamedTry[] {
  if (url === null) return [];
  const detail = 'A call would say that all is well, so none was made.';
  return [['heartbeat', async () => ({ ok: true, tried: false, detail })]];
}

function foundAll({ bots }: Config, token: string, stories: readonly { readonly id: string }[]): Check {
  const known = new Set(stories.map(({ id }) => id));
  const lost = [...bots.values()].filter((bot) => bot.token.reveal() === token && !known.has(bot.storyId));
  if (lost.length === 0) return { ok: true, detail: `The API lists ${stories.length} stories for it.` };
  const names = lost.map(({ id, storyId }) => `bots.${id}.storyId (${storyId})`).join(', ');
  return {
    ok: false,
    message: `The account has no story for ${names}.`,
    hint: 'Copy the id from the address bar of the ChatBot app, with the bot open.',
  };
}

const refused = (message: string): Check => ({ ok: false, message, hint: '' });
