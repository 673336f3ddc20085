import type { BotConfig, ChatbotConfig } from '../config/config.js';
import type { Clock } from '../lib/clock.js';
import type { Secret } from '../lib/secret.js';
import type { Slot } from '../schedule/slot.js';
import type { ReportsClient } from './client.js';
import { planRequests, type Scope } from './plan.js';
import { encode, type PlannedRequest } from './planned-request.js';
import { answersTo } from './read-answer.js';
import type { ReportsSession } from './session.js';
import type { BotSnapshot, Snapshot } from './snapshot.js';

/** What to fetch, for which slot. */
export interface FetchRequest extends Omit<Scope, 'chatbot'> {
  readonly slot: Slot;
  readonly bots: readonly BotConfig[];
}

export interface FetchContext {
  /** The client of a token; the caller closes it. */
  clients(token: Secret): ReportsClient;
  readonly chatbot: ChatbotConfig;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Requests that have ended so far, and all of them. */
  onProgress?(done: number, total: number): void;
}

/** Fetches all bots side by side. What does not come is a gap in the snapshot; rejects only when aborted. */
export async function fetchSnapshot(request: FetchRequest, context: FetchContext): Promise<Snapshot> {
  const { slot, window, comparison, bucket, bots } = request;
  const { clock, chatbot } = context;
  const sessionOf = sessions(context);
  const plans = bots.map((bot) => ({ bot, requests: planRequests(bot, { ...request, chatbot }) }));
  const advance = counter(plans, context);
  const snapshots = plans.map(async ({ bot, requests }): Promise<BotSnapshot> => {
    const session = sessionOf(bot.token);
    const answers = requests.map(async (planned) => {
      const result = await session.get(encode(planned, chatbot), context.signal);
      advance();
      return answersTo(planned, result, chatbot);
    });
    const { id, name, storyId, sources } = bot;
    return { id, name, storyId, sources, answers: (await Promise.all(answers)).flat() };
  });
  return {
    version: 1,
    slot,
    window,
    comparison,
    bucket,
    bots: await Promise.all(snapshots),
    fetchedAt: new Date(clock.now()).toISOString(),
  };
}

/** One session a token for this run, however many bots share it. */
function sessions({ clients }: FetchContext): (token: Secret) => ReportsSession {
  const open = new Map<string, ReportsSession>();
  return (token) => {
    const session = open.get(token.reveal()) ?? clients(token).session();
    open.set(token.reveal(), session);
    return session;
  };
}

function counter(
  plans: readonly { readonly requests: readonly PlannedRequest[] }[],
  context: FetchContext,
): () => void {
  const total = plans.reduce((sum, { requests }) => sum + requests.length, 0);
  let done = 0;
  return () => {
    done += 1;
    context.onProgress?.(done, total);
  };
}
