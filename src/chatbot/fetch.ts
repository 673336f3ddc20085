import type { BotConfig, ChatbotConfig } from '../config/config.js';
import type { Secret } from '../lib/secret.js';
import type { Clock } from '../lib/time/clock.js';
import type { Slot } from '../schedule/slot.js';
import type { ReportsClient } from './client/client.js';
import type { RecentAnswers } from './client/recent-answers.js';
import type { ApiResult, ReportsSession } from './client/session.js';
import { type KeptWeeks, weeksToKeep } from './kept-weeks.js';
import { type OpenPlan, openPlans } from './open-plan.js';
import { type RequestGroup, spanning } from './plan/merge.js';
import { encode } from './plan/planned-request.js';
import { keyOf } from './plan/request-key.js';
import type { Scope } from './plan/scope.js';
import { type Answered, answersTo } from './read/answer.js';
import type { BotSnapshot, Gap, ReportAnswer, Snapshot } from './snapshot.js';

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
  /** Answers of other runs of this process. */
  readonly recent?: RecentAnswers;
  /** Where past weeks are kept between runs. */
  readonly weeks?: KeptWeeks;
  /** Called with the number of finished requests and of all requests. */
  onProgress?(done: number, total: number): void;
}

/** Complete answers by request key. */
export type Answers = Map<string, readonly ReportAnswer[]>;

/**
 * Fetches one snapshot per request, in order. Everything runs concurrently; identical API requests are made once, and weeks that are kept
 * are not requested. A failed request is a gap in its snapshot. Rejects when aborted, and when this machine is out of resources.
 */
export async function fetchSnapshots(
  requests: readonly FetchRequest[],
  context: FetchContext,
): Promise<Snapshot[]> {
  const plans = await openPlans(requests, context);
  const bots = await fetchPlans(plans.flat(), context);
  const fetched = plans.map((plan) => bots.splice(0, plan.length));
  const fetchedAt = new Date(context.clock.now()).toISOString();
  return requests.map(({ slot, window, comparison, history, bucket }, index) => ({
    version: 1,
    slot,
    window,
    comparison,
    history,
    bucket,
    bots: fetched[index] ?? [],
    fetchedAt,
  }));
}

/** What requests gave, a bot each in order; everything runs concurrently. Weeks are kept. */
export async function fetchPlans(plans: readonly OpenPlan[], context: FetchContext): Promise<BotSnapshot[]> {
  const begun = context.clock.now();
  const fetching = { ...context, sessionOf: sessions(context), advance: counter(plans, context) };
  const fetched = await Promise.all(plans.map((plan) => fetchBot(plan, fetching)));
  await keepWeeks(fetched, context, begun);
  return fetched.map(({ snapshot }) => snapshot);
}

interface Fetching extends FetchContext {
  sessionOf(token: Secret): ReportsSession;
  advance(): void;
}

interface FetchedBot extends Pick<OpenPlan, 'ofWeeks'> {
  readonly snapshot: BotSnapshot;
  /** The requests made. */
  readonly asked: readonly Answered[];
}

async function fetchBot(plan: OpenPlan, fetching: Fetching): Promise<FetchedBot> {
  const { bot, requests, known, toAsk, ofWeeks } = plan;
  const first = toAsk.filter(isOfWindow).map((group) => ask(bot, group, fetching));
  const history = toAsk
    .filter((group) => !isOfWindow(group))
    .map(async (group) => {
      const gap = gapIn((await Promise.all(first)).flat(), group);
      return ask(bot, group, fetching, gap);
    });
  const asked = (await Promise.all([...first, ...history])).flat();
  const came = new Map(asked.map(({ planned, answers }) => [planned, answers]));
  const { id, name, storyId, sources } = bot;
  const answers = requests.flatMap((planned) => known.get(planned) ?? came.get(planned) ?? []);
  return { snapshot: { id, name, storyId, sources, answers }, asked, ofWeeks };
}

const isOfWindow = ([{ window }]: RequestGroup) => window !== 'history';

/** The gap in a report's figures of the window: its history is useless then, and would most likely fail as well. */
function gapIn(answered: readonly Answered[], [{ report }]: RequestGroup): Gap | null {
  const current = answered
    .filter(({ planned }) => planned.report === report && planned.window === 'current')
    .flatMap(({ answers }) => answers.map(({ result }) => result));
  return current.find((result): result is Gap => result.kind === 'gap') ?? null;
}

/** Makes one API request for a group, unless the gap is known already. */
async function ask(
  bot: BotConfig,
  group: RequestGroup,
  { chatbot, signal, answers, sessionOf, advance }: Fetching,
  gap: Gap | null = null,
): Promise<Answered[]> {
  const result: ApiResult = gap
    ? { ok: false, gap }
    : await sessionOf(bot.token).get(encode(spanning(group), chatbot), signal);
  const answered = answersTo(group, result, chatbot);
  for (const one of answered)
    if (one.answers.every((answer) => answer.result.kind !== 'gap'))
      answers?.set(keyOf(one.planned, chatbot), one.answers);
  advance();
  return answered;
}

async function keepWeeks(
  bots: readonly FetchedBot[],
  { weeks, chatbot }: FetchContext,
  at: number,
): Promise<void> {
  if (!weeks) return;
  const kept = bots.flatMap(({ asked, ofWeeks }) => weeksToKeep(asked, { ofWeeks, chatbot, at }));
  if (kept.length > 0) await weeks.keep(kept);
}

/** One session per token for this run, shared by its bots. */
function sessions({
  clients,
  recent,
  chatbot: { baseUrl },
}: FetchContext): (token: Secret) => ReportsSession {
  const open = new Map<string, ReportsSession>();
  return (token) => {
    const asking = () => clients(token).session();
    const shared = () => recent?.over({ baseUrl, token }, asking()) ?? asking();
    const session = open.get(token.reveal()) ?? deduplicated(shared());
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

function counter(plans: readonly OpenPlan[], context: FetchContext): () => void {
  const total = plans.reduce((sum, { toAsk }) => sum + toAsk.length, 0);
  let done = 0;
  return () => {
    done += 1;
    context.onProgress?.(done, total);
  };
}
