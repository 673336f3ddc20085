import type { HttpClient } from './client.js';
import { retryAfter } from './retry-after.js';

/** How one call of a web address ended. Nothing in it names the address, which may be a secret. */
export type CallOutcome =
  | { readonly kind: 'answer'; readonly status: number; readonly waitMs: number | null }
  /** `code` is the system's (`ECONNREFUSED`), `timeout` or `aborted`; `sent`: the other side may have had all of it. */
  | { readonly kind: 'failure'; readonly code: string; readonly sent: boolean };

export interface Call {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly userAgent: string;
  /** Sent as `application/json`. */
  readonly json?: string;
  /** Longest time for the whole answer in ms. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** What is read of an answer whose status says it all. */
const MAX_ANSWER = 64 * 1024;

/** Calls an address once and says how it answered. Follows no redirect, never throws. */
export async function call(
  http: HttpClient,
  url: string,
  { method, userAgent, json, timeout, signal }: Call,
): Promise<CallOutcome> {
  const type = json === undefined ? {} : { 'content-type': 'application/json' };
  const outcome = await http.exchange({
    method,
    url,
    headers: { 'user-agent': userAgent, ...type },
    ...(json !== undefined && { body: json }),
    deadline: timeout,
    maxBody: MAX_ANSWER,
    redact: () => '',
    signal,
  });
  if (outcome.kind === 'answer')
    return {
      kind: 'answer',
      status: outcome.status,
      waitMs: retryAfter(outcome.header('retry-after'), Date.now()),
    };
  const { reason, status, code, sent } = outcome;
  // The rest of a long answer is left, and it has said what it came to.
  if (status !== null && (reason === 'too-large' || reason === 'malformed'))
    return { kind: 'answer', status, waitMs: null };
  return { kind: 'failure', code: reason === 'silent' ? 'timeout' : code, sent };
}
