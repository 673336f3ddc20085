import type { HttpClient } from './client.js';
import type { ProxyFailure } from './proxy-failure.js';
import { retryAfter } from './retry-after.js';

/** The outcome of one HTTP call. It never contains the URL, which may be a secret. */
export type CallOutcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly waitMs: number | null;
      /** What `Call.redact` made of the body; empty without it. */
      readonly text: string;
    }
  /** `code`: a system code (`ECONNREFUSED`), `timeout` or `aborted`. `sent`: the server may have received the request. */
  | {
      readonly kind: 'failure';
      readonly code: string;
      readonly sent: boolean;
      /** Set when it ended at the proxy, before the other side was connected. */
      readonly proxy?: ProxyFailure;
    };

export interface Call {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly userAgent: string;
  /** Sent as `application/json`. */
  readonly json?: string;
  /** Sent as it is, in place of `json`. */
  readonly body?: { readonly type: string; readonly bytes: Uint8Array };
  readonly headers?: Readonly<Record<string, string>>;
  /** Time limit for the whole call, ms. */
  readonly timeout: number;
  /** Takes the secrets out of the answer's body; without it the body is dropped. */
  readonly redact?: (text: string) => string;
  readonly signal: AbortSignal;
}

/** Answers of webhooks are short, so little of a body is read. */
const MAX_BODY = 64 * 1024;

/** Calls a URL once. Follows no redirect, never throws. */
export async function call(
  http: HttpClient,
  url: string,
  { method, userAgent, json, body, headers = {}, timeout, redact = () => '', signal }: Call,
): Promise<CallOutcome> {
  const content = json === undefined ? body : { type: 'application/json', bytes: json };
  const outcome = await http.exchange({
    method,
    url,
    headers: { 'user-agent': userAgent, ...(content && { 'content-type': content.type }), ...headers },
    ...(content && { body: content.bytes }),
    deadline: timeout,
    maxBody: MAX_BODY,
    redact,
    signal,
  });
  if (outcome.kind === 'answer')
    return {
      kind: 'answer',
      status: outcome.status,
      waitMs: retryAfter(outcome.header('retry-after'), Date.now()),
      text: outcome.text,
    };
  const { reason, status, code, sent, proxy } = outcome;
  // The status is known even if the body is too long or garbled.
  if (status !== null && (reason === 'too-large' || reason === 'malformed'))
    return { kind: 'answer', status, waitMs: null, text: '' };
  return { kind: 'failure', code: reason === 'silent' ? 'timeout' : code, sent, ...(proxy && { proxy }) };
}
