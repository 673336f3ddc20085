import type { ChatbotConfig } from '../../config/config.js';
import { redact, type Secret } from '../../lib/secret.js';
import type { Clock } from '../../lib/time/clock.js';
import type { Gap, GapReason } from '../snapshot.js';
import { waitBefore } from './backoff.js';
import { type ApiOutcome, classifyResponse, type Failure, failureSentence } from './classify-response.js';
import type { Http } from './http.js';
import type { Pacer } from './pacer.js';

/** A path below the base URL and its parameters in order. */
export interface ApiRequest {
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
}

export type ApiResult =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly gap: Gap };

/** One attempt at a request, when it has ended. */
export interface RequestEvent {
  readonly path: string;
  /** From 1. */
  readonly attempt: number;
  readonly outcome: 'ok' | GapReason;
  /** ms that the attempt took. */
  readonly took: number;
  /** ms until the next attempt, or null when there is none. */
  readonly wait: number | null;
}

/** The requests of one run. A refused token ends them all: those queued, those under way and those to come. */
export interface ReportsSession {
  /** Never throws for what a server does; rejects when `signal` is aborted, with its reason, and for a fault of this machine. */
  get(request: ApiRequest, signal?: AbortSignal): Promise<ApiResult>;
}

/** What the sessions of one token share. */
export interface SessionTools {
  readonly http: Http;
  readonly pacer: Pacer;
  readonly limits: Pick<ChatbotConfig, 'deadline' | 'retries'>;
  readonly token: Secret;
  readonly tokenName: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly onRequest: (event: RequestEvent) => void;
}

export function createSession(line: SessionTools): ReportsSession {
  const stop = new AbortController();
  let refusal: Gap | null = null;

  function refuse(failure: Failure): Gap {
    if (refusal) return { ...refusal, reason: 'token-stopped' };
    refusal = gapOf(line, failure, 1);
    stop.abort();
    return refusal;
  }

  return {
    async get(request, outer) {
      const signal = outer ? AbortSignal.any([outer, stop.signal]) : stop.signal;
      try {
        const { verdict, attempts } = await persist(line, request, signal);
        if (verdict.ok) return verdict;
        const refused = verdict.reason === 'unauthorized';
        return { ok: false, gap: refused ? refuse(verdict) : gapOf(line, verdict, attempts) };
      } catch (error) {
        outer?.throwIfAborted();
        if (refusal === null) throw error;
        return { ok: false, gap: { ...refusal, reason: 'token-stopped' } };
      }
    },
  };
}

function gapOf({ token }: SessionTools, failure: Failure, attempts: number): Gap {
  return {
    kind: 'gap',
    reason: failure.reason,
    message: redact(failureSentence(failure, attempts), [token]),
  };
}

interface Outcome {
  readonly verdict: ApiOutcome;
  readonly attempts: number;
}

/** Attempts until one succeeds, none can help or the deadline leaves no time; queueing does not count towards it. */
async function persist(line: SessionTools, request: ApiRequest, signal: AbortSignal): Promise<Outcome> {
  let remaining = line.limits.deadline;
  for (let attempt = 1; ; attempt++) {
    const urgent = attempt > 1;
    const budget = remaining;
    // The answer is judged within its turn: no other may begin before the pause that it asks for.
    const turn = async () => {
      const tried = await tryOnce(line, request, { signal, budget });
      return { ...tried, wait: nextWait(line, tried.verdict, { attempt, remaining: budget - tried.took }) };
    };
    const { verdict, took, wait } = await line.pacer.run(turn, { signal, urgent });
    remaining -= took;
    const outcome = verdict.ok ? 'ok' : verdict.reason;
    line.onRequest({ path: request.path, attempt, outcome, took, wait });
    if (wait === null) return { verdict, attempts: attempt };
    await line.clock.sleep(wait, signal);
    remaining -= wait;
  }
}

/** How long to wait for another attempt, or null when there is to be none. */
function nextWait(
  { limits, pacer, random }: SessionTools,
  verdict: ApiOutcome,
  { attempt, remaining }: { attempt: number; remaining: number },
): number | null {
  if (verdict.ok || !verdict.retry) return null;
  const wait = waitBefore(attempt - 1, verdict.asked, random);
  if (verdict.reason === 'rate-limited') pacer.pause(wait);
  return attempt > limits.retries || wait >= remaining ? null : wait;
}

interface Allowance {
  readonly signal: AbortSignal;
  /** ms left of the deadline. */
  readonly budget: number;
}

/** One attempt, cut off in real time when the budget is spent: sockets know no other clock. */
async function tryOnce(
  { http, clock, limits, token, tokenName }: SessionTools,
  request: ApiRequest,
  { signal, budget }: Allowance,
): Promise<{ verdict: ApiOutcome; took: number }> {
  const started = clock.now();
  const outcome = await http.get(targetOf(request), { signal, deadline: budget });
  const context = { now: clock.now(), deadline: limits.deadline, token, tokenName };
  return { verdict: classifyResponse(outcome, context), took: clock.now() - started };
}

function targetOf({ path, query }: ApiRequest): string {
  const params = new URLSearchParams();
  for (const [name, value] of query) params.append(name, value);
  return params.size === 0 ? path : `${path}?${params}`;
}
