import type { BotConfig, ChatbotConfig } from '../config/config.js';
import { canonicalJson, sha256 } from '../lib/hash.js';
import type { Secret } from '../lib/secret.js';
import type { Clock } from '../lib/time/clock.js';
import type { Slot } from '../schedule/slot.js';
import type { ReportsClient } from './client/client.js';
import type { ReportsSession } from './client/session.js';
import { planRequests, type Scope } from './plan/plan.js';
import { encode, type PlannedRequest } from './plan/planned-request.js';
import { answersTo } from './read/answer.js';
import type { BotSnapshot, ReportAnswer, Snapshot } from './snapshot.js';

/** What to fetch for a slot. */
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
  /** Answers of earlier requests, by request key. They are not requested again; new complete answers are added. */
  readonly answers?: Answers;
  /** Called with the number of finished requests and of all requests. */
  onProgress?(done: number, total: number): void;
}

/** Complete answers by request key. */
export type Answers = Map<string, readonly ReportAnswer[]>;

/**
 * Fetches one snapshot per request, in order. Everything runs concurrently; identical API requests are made once. A failed request is a
 * gap in its snapshot. Rejects when aborted, and when this machine is out of resources.
 */
export async function fetchSnapshots(
  requests: readonly FetchRequest[],
  context: FetchContext,
): Promise<Snapshot[]> {
  const { clock, chatbot } = context;
  const plans = requests.map((request) => planOf(request, chatbot));
  const fetching = { ...context, sessionOf: sessions(context), advance: counter(plans.flat(), context) };
  const bots = await Promise.all(
    plans.map((plan) => Promise.all(plan.map((bot) => fetchBot(bot, fetching)))),
  );
  const fetchedAt = new Date(clock.now()).toISOString();
  return requests.map(({ slot, window, comparison, history, bucket }, index) => ({
    version: 1,
    slot,
    window,
    comparison,
    history,
    bucket,
    bots: bots[index] ?? [],
    fetchedAt,
  }));
}

interface BotPlan {
  readonly bot: BotConfig;
  readonly requests: readonly PlannedRequest[];
}

const planOf = (request: FetchRequest, chatbot: ChatbotConfig): readonly BotPlan[] =>
  request.bots.map((bot) => ({ bot, requests: planRequests(bot, { ...request, chatbot }) }));

interface Fetching extends FetchContext {
  sessionOf(token: Secret): ReportsSession;
  advance(): void;
}

async function fetchBot({ bot, requests }: BotPlan, fetching: Fetching): Promise<BotSnapshot> {
  const { chatbot, signal } = fetching;
  const session = fetching.sessionOf(bot.token);
  const answers = requests.map(async (planned) => {
    const key = keyOf(planned, chatbot);
    const known = fetching.answers?.get(key);
    const received =
      known ?? answersTo(planned, await session.get(encode(planned, chatbot), signal), chatbot);
    if (received.every(({ result }) => result.kind !== 'gap')) fetching.answers?.set(key, received);
    fetching.advance();
    return received;
  });
  const { id, name, storyId, sources } = bot;
  return { id, name, storyId, sources, answers: (await Promise.all(answers)).flat() };
}

/** Equal for requests with the same query whose answers are read the same way. */
const keyOf = (planned: PlannedRequest, { baseUrl, dayZero, ...chatbot }: ChatbotConfig): string =>
  sha256(canonicalJson({ planned, request: encode(planned, chatbot), baseUrl, dayZero }));

/** One session per token for this run, shared by its bots. */
function sessions({ clients }: FetchContext): (token: Secret) => ReportsSession {
  const open = new Map<string, ReportsSession>();
  return (token) => {
    const session = open.get(token.reveal()) ?? deduplicated(clients(token).session());
    open.set(token.reveal(), session);
    return session;
  };
}

/** Makes identical requests once. */
function deduplicated(session: ReportsSession): ReportsSession {
  const results = new Map<string, ReturnType<ReportsSession['get']>>();
  return {
    get(request, signal) {
      const key = JSON.stringify(request);
      const result = results.get(key) ?? session.get(request, signal);
      results.set(key, result);
      return result;
    },
  };
}

function counter(plans: readonly BotPlan[], context: FetchContext): () => void {
  const total = plans.reduce((sum, { requests }) => sum + requests.length, 0);
  let done = 0;
  return () => {
    done += 1;
    context.onProgress?.(done, total);
  };
}
