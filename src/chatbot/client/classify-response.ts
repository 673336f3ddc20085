import { AUTHORITY_ADVICE, isUntrusted } from '../../http/code.js';
import { isTooMuch, readJson } from '../../http/json.js';
import type { ProxyFailure } from '../../http/proxy-failure.js';
import { retryAfter } from '../../http/retry-after.js';
import type { Secret } from '../../lib/secret.js';
import type { GapReason } from '../snapshot.js';
import { type ApiHttpOutcome, MAX_BODY } from './http.js';

/** A parsed body, or a failure. */
export type ApiOutcome = { readonly ok: true; readonly body: unknown } | Failure;

export interface Failure {
  readonly ok: false;
  readonly reason: GapReason;
  /** A clause without its full stop: `The API reported an internal error (503)`. */
  readonly problem: string;
  /** What to do, or null when only waiting helps. */
  readonly advice: string | null;
  readonly retryable: boolean;
  /** The wait that the server's `Retry-After` asks for, ms. */
  readonly retryAfter: number | null;
}

export interface ResponseContext {
  /** Epoch ms; a date in `Retry-After` is relative to it. */
  readonly now: number;
  /** Time limit of all attempts together, ms. */
  readonly deadline: number;
  readonly token: Secret;
  /** Its key in the configuration: `chatbot.token`. */
  readonly tokenName: string;
}

/** Turns one HTTP outcome into a body or a failure. Pure. */
export function classifyResponse(outcome: ApiHttpOutcome, context: ResponseContext): ApiOutcome {
  const { now, token, tokenName } = context;
  if (outcome.kind === 'failure') return exchangeFailure(outcome, context);
  const { status, text, header } = outcome;
  const wait = retryAfter(header('retry-after'), now);
  const body = readJson(text, [token]);
  if (status < 200 || status > 299) return { ...statusFailure(status, body, tokenName), retryAfter: wait };
  if (body === undefined) return { ...notJson(text), retryAfter: wait };
  const code = errorCode(body);
  return code === null ? { ok: true, body } : { ...statusFailure(code, body, tokenName), retryAfter: wait };
}

/** The failure as one sentence: what happened, and what to do. */
export function failureSentence({ problem, advice }: Failure, attempts: number): string {
  const tried = attempts > 1 ? `, tried ${attempts} times` : '';
  return `${problem}${tried}${advice === null ? '' : `: ${advice}`}.`;
}

function permanent(reason: GapReason, problem: string, advice: string | null = null): Failure {
  return { ok: false, reason, problem, advice, retryable: false, retryAfter: null };
}

function retryable(reason: GapReason, problem: string, advice: string | null = null): Failure {
  return { ...permanent(reason, problem, advice), retryable: true };
}

function exchangeFailure(
  { reason, detail, proxy }: Extract<ApiHttpOutcome, { kind: 'failure' }>,
  { deadline }: ResponseContext,
): Failure {
  if (proxy) return proxyStop(proxy);
  switch (reason) {
    case 'overdue': {
      const problem = `The API did not answer in full within ${deadline / 1_000} s`;
      return permanent('timeout', problem, 'a longer chatbot.deadline may help');
    }
    case 'timeout':
      return retryable(reason, 'The API sent nothing for too long', 'a longer chatbot.timeout may help');
    case 'unreachable':
      return retryable(
        reason,
        `The API could not be reached, or the connection was lost (${detail})`,
        isUntrusted(detail) ? AUTHORITY_ADVICE : 'check chatbot.baseUrl',
      );
    case 'malformed':
      return retryable(reason, `The answer could not be decompressed (${detail})`);
    case 'too-large': {
      const megabytes = MAX_BODY / 1024 / 1024;
      return permanent(reason, `The answer was larger than ${megabytes} MB`, 'choose a shorter period');
    }
  }
}

/** A proxy that said no is not asked again at once: some lock the account after a few wrong passwords. */
function proxyStop({ says, detail, advice, refused }: ProxyFailure): Failure {
  const failure = refused ? permanent : retryable;
  return failure('unreachable', `The API was not reached: ${says} (${detail})`, advice);
}

function statusFailure(status: number, body: unknown, tokenName: string): Failure {
  const code = `${status} ${errorType(body)}`.trim();
  if (status < 400) {
    const problem = `The API redirected to another address (${code}); redirects are not followed`;
    return permanent('redirected', problem, 'check chatbot.baseUrl');
  }
  if (status === 401 || status === 403) {
    const advice =
      'put a valid developer access token there (ChatBot app → Settings → Developer settings → access token); no further request was made with this one';
    return permanent('unauthorized', `The API refused the token of ${tokenName} (${code})`, advice);
  }
  if (status === 404)
    return permanent('not-found', `The API has no such story or report (${code})`, 'check the storyId');
  if (status === 408) return retryable('timeout', `The API timed out (${code})`);
  if (status === 425) return retryable('server-error', `The API was not ready (${code})`);
  if (status === 429)
    return retryable(
      'rate-limited',
      `The API's rate limit was reached (${code})`,
      'raise chatbot.minInterval',
    );
  if (status >= 500) return retryable('server-error', `The API reported an internal error (${code})`);
  return permanent('bad-request', `The API did not accept the request (${code})`);
}

function notJson(text: string): Failure {
  if (isTooMuch(text))
    return permanent('malformed', 'The answer is nested deeper, or has more values, than any report');
  return retryable(
    'malformed',
    text.trim() === '' ? 'The API sent an empty answer' : 'The answer of the API is not JSON',
    'check chatbot.baseUrl',
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The code of an error body, `{ status: { code } }` or `{ status: 400 }`; else null. */
function errorCode(body: unknown): number | null {
  if (!isRecord(body) || 'data' in body) return null;
  const status = isRecord(body.status) ? body.status.code : body.status;
  const code = typeof status === 'string' || typeof status === 'number' ? Number(status) : Number.NaN;
  return Number.isInteger(code) && code >= 400 && code <= 599 ? code : null;
}

/** The error type of the API, such as `BAD_REQUEST`; empty when it is missing or not printable. */
function errorType(body: unknown): string {
  const status = isRecord(body) ? body.status : null;
  const word = isRecord(status) ? status.type : null;
  return typeof word === 'string' && /^(?:[\w .-]|<secret>){1,60}$/.test(word) ? word : '';
}
