import slack, { type WebAPICallResult, type WebClientOptions } from '@slack/web-api';
import type { SlackConfig } from '../../config/config.js';
import { redact, type Secret } from '../../lib/secret.js';
import { type Answer, fail, networkFailure, succeed } from './failure.js';

/** Calls one method of Slack's Web API, once. Never throws. */
export type SlackCall = (
  method: string,
  args: Readonly<Record<string, unknown>>,
) => Promise<Answer<WebAPICallResult>>;

/** What the library's errors do not carry about an answer. */
interface Trace {
  status: number | null;
  waitMs: number | null;
}

export function slackCalls(config: SlackConfig, signal: AbortSignal): SlackCall {
  return async (method, args) => {
    if (signal.aborted) return fail('aborted', { detail: 'the run was stopped' });
    if (!/^[\x21-\x7e]+$/.test(config.token.reveal()))
      return fail('invalid_auth', { detail: 'it holds characters that no token has' });
    const trace: Trace = { status: null, waitMs: null };
    const client = new slack.WebClient(config.token.reveal(), {
      slackApiUrl: config.apiUrl,
      timeout: config.timeout,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      logger: mute,
      fetch: traced(trace, signal),
    });
    try {
      return succeed(await client.apiCall(method, { ...args }));
    } catch (error) {
      return withoutToken(failureOf(error, trace, signal), config.token);
    }
  };
}

function traced(trace: Trace, signal: AbortSignal): NonNullable<WebClientOptions['fetch']> {
  return async (url, init) => {
    const signals = init?.signal ? [init.signal, signal] : [signal];
    // A redirect is an answer, and not followed: the token goes to the configured host alone.
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.any(signals) });
    trace.status = response.status;
    trace.waitMs = retryAfter(response);
    return response;
  };
}

function failureOf(error: unknown, trace: Trace, signal: AbortSignal): Answer<never> {
  if (error instanceof slack.WebAPIPlatformError) return refusal(error.data, trace);
  if (trace.status !== null && trace.status !== 200) return httpFailure(trace);
  return networkFailure(error, signal.aborted);
}

/** Foreign words may quote what they were sent. */
function withoutToken(answer: Answer<never>, token: Secret): Answer<never> {
  if (answer.ok) return answer;
  const { detail } = answer.failure;
  return { ok: false, failure: { ...answer.failure, detail: redact(detail, [token]) } };
}

/** An answer with `ok: false`; the library puts a body that is no JSON into `error`. */
function refusal(
  data: WebAPICallResult & { error: string; needed?: unknown },
  { waitMs }: Trace,
): Answer<never> {
  if (!/^[a-z0-9_]+$/.test(data.error))
    return fail('unreadable', { detail: 'the answer is not what Slack sends', inDoubt: true });
  const said = data.response_metadata?.messages?.join('; ');
  return fail(data.error, {
    detail: said ? `${data.error}, ${said}` : data.error,
    needed: typeof data.needed === 'string' ? data.needed : null,
    waitMs,
    inDoubt: data.error === 'internal_error' || data.error === 'fatal_error',
  });
}

/** A gateway that waited in vain (504) cannot know what happened behind it. */
export function httpFailure({ status, waitMs }: Trace): Answer<never> {
  return fail(`http-${status}`, { detail: `HTTP status ${status}`, waitMs, inDoubt: status === 504 });
}

/** The `Retry-After` header in ms, or null. */
export function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

const mute: NonNullable<WebClientOptions['logger']> = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => slack.LogLevel.ERROR,
  setName() {},
};
