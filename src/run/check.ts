import type { Clients } from '../chatbot/clients.js';
import { listStories } from '../chatbot/stories.js';
import type { Config } from '../config/config.js';
import type { Check, Deliverer } from '../deliver/deliverer.js';

/** One thing that was tried, such as `chatbot.token` or `folder ./exports`. */
export interface NamedCheck {
  readonly name: string;
  readonly result: Check;
}

export interface CheckTools {
  readonly clients: Clients;
  readonly deliverers: ReadonlyMap<string, Deliverer>;
}

/** Tries every token, login and folder that the configuration uses, side by side, and sends nothing. */
export async function checkConnections(
  config: Config,
  tools: CheckTools,
  signal: AbortSignal,
): Promise<NamedCheck[]> {
  const tokens = tools.clients.tokens.map(async ({ name, token }) => {
    const known = await listStories(tools.clients.of(token), signal);
    const result = known.ok ? foundAll(config, token.reveal(), known.stories) : refused(known.gap.message);
    return { name, result };
  });
  const entries = [...connections(config, tools.deliverers)].map(async ([name, check]) => ({
    name,
    result: await check(signal),
  }));
  return Promise.all([...tokens, ...entries]);
}

type Try = (signal: AbortSignal) => Promise<Check>;

/** A folder is tried for each path; a mail or Slack server once, whoever is written to. */
function connections(
  { digests, notify }: Config,
  deliverers: CheckTools['deliverers'],
): ReadonlyMap<string, Try> {
  const tries = new Map<string, Try>();
  for (const { kind, options } of [...[...digests.values()].flatMap(({ deliver }) => deliver), ...notify]) {
    const deliverer = deliverers.get(kind);
    if (!deliverer) continue;
    const name =
      deliverer.body(options) === null ? `${kind} ${deliverer.targets(options)[0]?.address}` : kind;
    tries.set(name, (signal) => deliverer.check(signal, options));
  }
  return tries;
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
