import { isTooMuch, readJson } from '../../http/json.js';
import { retryAfter } from '../../http/retry-after.js';
import type { Secret } from '../../lib/secret.js';
import type { GapReason } from '../snapshot.js';
import { type ApiHttpOutcome, MAX_BODY } from './http.js';

/** What a request came to: a parsed body, or why not. */
export type ApiOutcome = { readonly ok: true; readonly body: unknown } | Failure;

export interface Failure {
  readonly ok: false;
  readonly reason: GapReason;
  /** A clause without its full stop: `The API answered with an error of its own (503)`. */
  readonly problem: string;
  /** What to do about it, or null when waiting is all. */
  readonly advice: string | null;
  /** Whether another attempt may help. */
  readonly retry: boolean;
  /** How long the server asked to be left alone, ms. */
  readonly asked: number | null;
}

export interface ResponseContext {
  /** Epoch ms: what a Retry-After date is measured from. */
  readonly now: number;
  /** How long all attempts may take together, ms. */
  readonly deadline: number;
  readonly token: Secret;
  /** Where the token stands in the configuration: `chatbot.token`. */
  readonly tokenName: string;
}

/** Judges one outcome: pure, no retries of its own. */
export function classifyResponse(outcome: ApiHttpOutcome, context: ResponseContext): ApiOutcome {
  const { now, token, tokenName } = context;
  if (outcome.kind === 'failure') return failed(outcome, context);
  const { status, text } = outcome;
  const asked = retryAfter(outcome.retryAfter, now);
  const body = readJson(text, [token]);
  if (status < 200 || status > 299) return { ...refused(status, body, tokenName), asked };
  if (body === undefined) return { ...notJson(text), asked };
  const code = errorCode(body);
  return code === null ? { ok: true, body } : { ...refused(code, body, tokenName), asked };
}

/** One sentence for people. */
export function failureSentence({ problem, advice }: Failure, attempts: number): string {
  const tried = attempts > 1 ? `, tried ${attempts} times` : '';
  return `${problem}${tried}${advice === null ? '' : `: ${advice}`}.`;
}

function lasting(reason: GapReason, problem: string, advice: string | null = null): Failure {
  return { ok: false, reason, problem, advice, retry: false, asked: null };
}

function passing(reason: GapReason, problem: string, advice: string | null = null): Failure {
  return { ...lasting(reason, problem, advice), retry: true };
}

function failed(
  { reason, detail }: Extract<ApiHttpOutcome, { kind: 'failure' }>,
  { deadline }: ResponseContext,
): Failure {
  switch (reason) {
    case 'overdue': {
      const problem = `The API had not answered in full after ${deadline / 1_000} s`;
      return lasting('timeout', problem, 'see chatbot.deadline');
    }
    case 'timeout':
      return passing(reason, 'The API was silent for too long', 'see chatbot.timeout');
    case 'unreachable':
      return passing(reason, `No whole answer came from the API (${detail})`, 'check chatbot.baseUrl');
    case 'malformed':
      return passing(reason, `The answer could not be decompressed (${detail})`);
    case 'too-large': {
      const megabytes = MAX_BODY / 1024 / 1024;
      return lasting(reason, `The answer was larger than ${megabytes} MB`, 'choose a shorter period');
    }
  }
}

function refused(status: number, body: unknown, tokenName: string): Failure {
  const code = `${status} ${wordOf(body)}`.trim();
  if (status < 400) {
    const problem = `The API redirected elsewhere (${code}), which is never followed`;
    return lasting('redirected', problem, 'check chatbot.baseUrl');
  }
  if (status === 401 || status === 403) {
    const advice =
      'put a valid developer access token there (ChatBot app → Settings → Developer settings → access token); nothing more was asked with this one';
    return lasting('unauthorized', `The API refused the token of ${tokenName} (${code})`, advice);
  }
  if (status === 404)
    return lasting('not-found', `The API knows no such story or report (${code})`, 'check the storyId');
  if (status === 408) return passing('timeout', `The API gave up waiting (${code})`);
  if (status === 425) return passing('server-error', `The API was not ready (${code})`);
  if (status === 429)
    return passing('rate-limited', `The API allows no more requests for now (${code})`, 'raise minInterval');
  if (status >= 500) return passing('server-error', `The API answered with an error of its own (${code})`);
  return lasting('bad-request', `The API did not accept the request (${code})`);
}

function notJson(text: string): Failure {
  if (isTooMuch(text))
    return lasting('malformed', 'The answer is nested deeper, or holds more values, than any report');
  return passing(
    'malformed',
    text.trim() === '' ? 'The API answered with nothing' : 'The API answered with something that is not JSON',
    'check chatbot.baseUrl',
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The code of `{ status: { code } }` or `{ status: 400 }`, when it is that of an error. */
function errorCode(body: unknown): number | null {
  if (!isRecord(body) || 'data' in body) return null;
  const status = isRecord(body.status) ? body.status.code : body.status;
  const code = typeof status === 'string' || typeof status === 'number' ? Number(status) : Number.NaN;
  return Number.isInteger(code) && code >= 400 && code <= 599 ? code : null;
}

/** The vendor's word for an error, such as `BAD_REQUEST`; empty when there is none that is fit to print. */
function wordOf(body: unknown): string {
  const status = isRecord(body) ? body.status : null;
  const word = isRecord(status) ? status.type : null;
  return typeof word === 'string' && /^(?:[\w .-]|<secret>){1,60}$/.test(word) ? word : '';
}
