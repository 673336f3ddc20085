import { follow } from './follow.js';
import { cameBeforeSending } from './not-sent.js';

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
  /** Longest wait for the answer in ms. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** Calls an address once. Follows no redirect, reads nothing of the answer but its status, never throws. */
export async function call(
  url: string,
  { method, userAgent, json, timeout, signal }: Call,
): Promise<CallOutcome> {
  if (signal.aborted) return { kind: 'failure', code: 'aborted', sent: false };
  const limit = AbortSignal.timeout(timeout);
  const stop = follow(signal);
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { 'user-agent': userAgent, ...(json !== undefined && { 'content-type': 'application/json' }) },
      ...(json !== undefined && { body: json }),
      signal: AbortSignal.any([limit, stop.signal]),
    });
    await response.body?.cancel().catch(() => {});
    return { kind: 'answer', status: response.status, waitMs: retryAfter(response) };
  } catch (error) {
    if (signal.aborted) return { kind: 'failure', code: 'aborted', sent: true };
    if (limit.aborted) return { kind: 'failure', code: 'timeout', sent: true };
    const code = codeOf(error);
    return { kind: 'failure', code, sent: !cameBeforeSending(code) };
  } finally {
    stop.leave();
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'connection-lost';
  // Some ports are refused by fetch itself, without a code.
  if (error.message === 'bad port') return 'ERR_BAD_PORT';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? 'connection-lost' : codeOf(error.cause);
}

function retryAfter({ headers }: Response): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
