import type { ApiRequest, ApiResult, ReportsSession } from '../../chatbot/client/session.js';
import type { GapReason } from '../../chatbot/snapshot.js';
import { REPORT_PATHS } from '../../chatbot/wire.js';
import { UserError } from '../../lib/errors.js';
import type { Clock } from '../../lib/time/clock.js';
import type { ReportName } from '../../vocabulary/chatbot.js';
import type { Span } from '../judge/span.js';
import { type Book, BudgetSpent } from './book.js';

/** What an answer holds, or why it is of no use. */
export type ProbeReply =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly reason: GapReason | 'budget'; readonly message: string };

type Pairs = readonly (readonly [name: string, value: string])[];

export interface AskerTools {
  readonly session: ReportsSession;
  readonly book: Book;
  readonly storyId: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** After a request that was refused alone, this long lies between two. */
const SLOW = 1_100;

/** Asks for one story. Equal requests are made once. */
export class Asker {
  readonly #tools: AskerTools;
  readonly #asked = new Map<string, Promise<ProbeReply>>();
  #turn: Promise<unknown> = Promise.resolve();
  /** Requests that the API could not answer: it failed, rather than refused. */
  readonly failures: string[] = [];

  constructor(tools: AskerTools) {
    this.#tools = tools;
  }

  /** A report with further parameters; rejects with a UserError when the token is refused. */
  report(report: ReportName, range: Span | null, more: Pairs = []): Promise<ProbeReply> {
    const dates: Pairs = range === null ? [] : rangePairs(range);
    const query: Pairs = [...dates, ['storyId', this.#tools.storyId], ...more];
    const request = { path: REPORT_PATHS[report], query };
    const key = JSON.stringify(request);
    const reply = this.#asked.get(key) ?? this.#get(request);
    this.#asked.set(key, reply);
    return reply;
  }

  /** Lets pass so much time without a request, ms. */
  rest(ms: number): Promise<void> {
    return this.#tools.clock.sleep(ms, this.#tools.signal);
  }

  /** Once a request was refused with 429, one at a time: also this one again, if it was this one. */
  async #get(request: ApiRequest): Promise<ProbeReply> {
    if (this.#refused().length > 0) return this.#alone(request);
    const reply = await this.#send(request);
    return !reply.ok && reply.reason === 'rate-limited' ? this.#alone(request) : reply;
  }

  #alone(request: ApiRequest): Promise<ProbeReply> {
    const reply = this.#turn.then(async () => {
      // Refused while no other was under way: then it is the pace that is limited.
      if (this.#refused().some(({ beside }) => beside === 0)) await this.rest(SLOW);
      return this.#send(request);
    });
    this.#turn = reply;
    return reply;
  }

  readonly #refused = () => this.#tools.book.attempts.filter(({ status }) => status === 429);

  async #send(request: ApiRequest): Promise<ProbeReply> {
    const { session, signal } = this.#tools;
    try {
      return this.#replyOf(await session.get(request, signal));
    } catch (error) {
      if (error instanceof BudgetSpent)
        return { ok: false, reason: 'budget', message: 'All requests that a probe makes were used up.' };
      throw error;
    }
  }

  #replyOf(result: ApiResult): ProbeReply {
    if (result.ok) return result;
    const { reason, message } = result.gap;
    if (reason === 'unauthorized' || reason === 'token-stopped') throw apiFailed(message);
    if (!ANSWERS.has(reason)) this.failures.push(message);
    return { ok: false, reason, message };
  }
}

/** Gaps that are answers: the API understood the request and said no. */
const ANSWERS: ReadonlySet<GapReason> = new Set(['bad-request', 'not-found', 'rate-limited']);

/** Up to the last millisecond, as botdigest asks for its digests. */
const rangePairs = ({ from, to }: Span): Pairs => [
  ['from', new Date(from).toISOString()],
  ['to', new Date(to - 1).toISOString()],
];

/** Nothing can be probed. */
export const apiFailed = (message: string): UserError =>
  new UserError('api-failed', `Nothing was settled. ${message}`);
