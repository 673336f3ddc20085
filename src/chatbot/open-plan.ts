import type { BotConfig, ChatbotConfig } from '../config/config.js';
import { type KeptWeeks, readWeeks } from './kept-weeks.js';
import { planAsHistory } from './plan/history.js';
import { merged, type RequestGroup } from './plan/merge.js';
import { planRequests } from './plan/plan.js';
import type { PlannedRequest } from './plan/planned-request.js';
import { keyOf } from './plan/request-key.js';
import type { Scope } from './plan/scope.js';
import type { ReportAnswer } from './snapshot.js';

/** One bot's requests, and the API requests for those that are not known. */
export interface OpenPlan {
  readonly bot: BotConfig;
  readonly requests: readonly PlannedRequest[];
  /** What is known, of all bots. */
  readonly known: ReadonlyMap<PlannedRequest, readonly ReportAnswer[]>;
  readonly toAsk: readonly RequestGroup[];
  /** Keys of the history requests that the windows' own answers serve as well. */
  readonly ofWeeks: ReadonlySet<string>;
}

interface Known {
  readonly chatbot: ChatbotConfig;
  /** Answers of an earlier attempt, by key. */
  readonly answers?: ReadonlyMap<string, readonly ReportAnswer[]>;
  readonly weeks?: KeptWeeks;
}

type Wanted = Omit<Scope, 'chatbot'> & { readonly bots: readonly BotConfig[] };

/** One bot's requests. */
export type BotRequests = Pick<OpenPlan, 'bot' | 'requests' | 'ofWeeks'>;

/** A plan a bot for each of what is wanted; kept weeks are read once for all. */
export async function openPlans(wanted: readonly Wanted[], known: Known): Promise<OpenPlan[][]> {
  const { chatbot } = known;
  const planned = wanted.map(({ bots, ...wish }) => {
    const scope = { ...wish, chatbot };
    return bots.map(
      (bot): BotRequests => ({
        bot,
        requests: planRequests(bot, scope),
        ofWeeks: new Set(planAsHistory(bot, scope).map((request) => keyOf(request, chatbot))),
      }),
    );
  });
  const opened = await openRequests(planned.flat(), known);
  return planned.map((bots) => opened.splice(0, bots.length));
}

/** What is known of planned requests and what is to be asked, a plan for each in order. */
export async function openRequests(planned: readonly BotRequests[], known: Known): Promise<OpenPlan[]> {
  const found = await findKnown(
    planned.flatMap(({ requests }) => requests),
    known,
  );
  return planned.map((bot) => ({
    ...bot,
    known: found,
    toAsk: merged(bot.requests.filter((request) => !found.has(request))),
  }));
}

async function findKnown(
  requests: readonly PlannedRequest[],
  { chatbot, answers, weeks }: Known,
): Promise<ReadonlyMap<PlannedRequest, readonly ReportAnswer[]>> {
  const keyed = requests.map((request) => ({ request, key: keyOf(request, chatbot) }));
  const open = keyed.filter(({ request, key }) => request.window === 'history' && !answers?.has(key));
  const kept = weeks && (await readWeeks(weeks, [...new Set(open.map(({ key }) => key))]));
  return new Map(
    keyed.flatMap(({ request, key }) => {
      const found = answers?.get(key) ?? kept?.get(key);
      return found ? [[request, found] as const] : [];
    }),
  );
}
