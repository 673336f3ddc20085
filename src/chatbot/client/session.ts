import type { ChatbotConfig } from '../../config/config.js';
import { redact, type Secret } from '../../lib/secret.js';
import type { Clock } from '../../lib/time/clock.js';
import type { Gap, GapReason } from '../snapshot.js';
import { waitBefore } from './backoff.js';
import { type ApiOutcome, classifyResponse, type Failure, failureSentence } from './classify-response.js';
import type { Http } from './http.js';
import type { Pacer } from './pacer.js';

/** A path below the base URL, with its query parameters in order. */
export interface ApiRequest {
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
}

export type ApiResult =
  | { readonly ok: true; readonly body: unknown }
  | { readonly ok: false; readonly gap: Gap };

/** A finished attempt at a request. */
export interface RequestEvent {
  readonly path: string;
  /** From 1. */
  readonly attempt: number;
  readonly outcome: 'ok' | GapReason;
  /** Duration of the attempt, ms. */
  readonly took: number;
  /** Wait before the next attempt, ms; null when there is none. */
  readonly wait: number | null;
}

/** The requests of one run. A refused token ends all of them: queued, under way and later ones. */
export interface ReportsSession {
  /** A server's failure is a gap. Rejects with the signal's reason, and when this machine is out of resources. */
  get(request: ApiRequest, signal?: AbortSignal): Promise<ApiResult>;
}

/** Shared by the sessions of one token. */
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

export function createSession(tools: SessionTools): ReportsSession {
  const stop = new AbortController();
  let refusal: Gap | null = null;

  function refuse(failure: Failure): Gap {
    if (refusal) return { ...refusal, reason: 'token-stopped' };
    refusal = gapOf(tools, failure, 1);
    stop.abort();
    return refusal;
  }

  return {
    async get(request, outer) {
      const signal = outer ? AbortSignal.any([outer, stop.signal]) : stop.signal;
      try {
        const { outcome, attempts } = await getWithRetries(tools, request, signal);
        if (outcome.ok) return outcome;
        const refused = outcome.reason === 'unauthorized';
        return { ok: false, gap: refused ? refuse(outcome) : gapOf(tools, outcome, attempts) };
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

interface RequestOutcome {
  readonly outcome: ApiOutcome;
  readonly attempts: number;
}

/** Retries until an attempt succeeds, no retry can help, or the deadline is reached; time in the queue does not count. */
async function getWithRetries(
  tools: SessionTools,
  request: ApiRequest,
  signal: AbortSignal,
): Promise<RequestOutcome> {
  let remaining = tools.limits.deadline;
  for (let attempt = 1; ; attempt++) {
    const urgent = attempt > 1;
    const budget = remaining;
    // Classified before the slot is released: no other request may start before the pause that the answer asks for.
    const attemptInSlot = async () => {
      const tried = await tryOnce(tools, request, { signal, budget });
      return { ...tried, wait: nextWait(tools, tried.outcome, { attempt, remaining: budget - tried.took }) };
    };
    const { outcome, took, wait } = await tools.pacer.run(attemptInSlot, { signal, urgent });
    remaining -= took;
    tools.onRequest({
      path: request.path,
      attempt,
      outcome: outcome.ok ? 'ok' : outcome.reason,
      took,
      wait,
    });
    if (wait === null) return { outcome, attempts: attempt };
    await tools.clock.sleep(wait, signal);
    remaining -= wait;
  }
}

/** The wait before another attempt, ms; null when there is none. */
function nextWait(
  { limits, pacer, random }: SessionTools,
  outcome: ApiOutcome,
  { attempt, remaining }: { attempt: number; remaining: number },
): number | null {
  if (outcome.ok || !outcome.retryable) return null;
  const wait = waitBefore(attempt - 1, outcome.retryAfter, random);
  if (outcome.reason === 'rate-limited') pacer.pause(wait);
  return attempt > limits.retries || wait >= remaining ? null : wait;
}

interface Allowance {
  readonly signal: AbortSignal;
  /** Time left until the deadline, ms. */
  readonly budget: number;
}

/** One attempt. `budget` is real time, not the injected clock's: sockets know no other. */
async function tryOnce(
  { http, clock, limits, token, tokenName }: SessionTools,
  request: ApiRequest,
  { signal, budget }: Allowance,
): Promise<{ outcome: ApiOutcome; took: number }> {
  const started = clock.now();
  const response = await http.get(targetOf(request), { signal, deadline: budget });
  const context = { now: clock.now(), deadline: limits.deadline, token, tokenName };
  return { outcome: classifyResponse(response, context), took: clock.now() - started };
}

function targetOf({ path, query }: ApiRequest): string {
  const params = new URLSearchParams();
  for (const [name, value] of query) params.append(name, value);
  return params.size === 0 ? path : `${path}?${params}`;
}
