import slack, { type WebAPICallResult, type WebClientOptions } from '@slack/web-api';
import { z } from 'zod';
import type { HttpAnswer, HttpClient, HttpOutcome } from '../../../http/client.js';
import { readJson } from '../../../http/json.js';
import { retryAfter } from '../../../http/retry-after.js';
import { createRedactor, type Secret } from '../../../lib/secret.js';
import { ForeignText } from '../../../lib/text/foreign.js';
import type { SlackSettings } from '../settings.js';
import { exchangeFailure, fail, type SlackAnswer, succeed } from './failure.js';

/** Calls one method of Slack's Web API, once. Never throws. */
export type SlackCall = (
  method: string,
  args: Readonly<Record<string, unknown>>,
) => Promise<SlackAnswer<WebAPICallResult>>;

/** Largest answer in bytes: a page of a channel's messages has some hundred kilobytes. */
const MAX_ANSWER = 20 * 1024 * 1024;

export function slackCalls(config: SlackSettings, http: HttpClient, signal: AbortSignal): SlackCall {
  return async (method, args) => {
    if (signal.aborted) return fail('aborted', { detail: 'the run was stopped' });
    if (!/^[\x21-\x7e]+$/.test(config.token.reveal()))
      return fail('invalid_auth', { detail: 'it holds characters that no token has' });
    const trace: Trace = { outcome: null };
    const client = new slack.WebClient(config.token.reveal(), {
      slackApiUrl: config.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
      logger: mute,
      fetch: exchanging({ config, http, trace, signal }),
    });
    try {
      return succeed(await client.apiCall(method, { ...args }));
    } catch (error) {
      return failureOf(error, trace, [config.token]);
    }
  };
}

/** How the exchange ended, which the library's errors do not carry. */
interface Trace {
  outcome: HttpOutcome | null;
}

interface Exchanging {
  readonly config: SlackSettings;
  readonly http: HttpClient;
  readonly trace: Trace;
  readonly signal: AbortSignal;
}

/** Our exchange in the form that the library calls: it gets good answers alone, whole, and as JSON that it can read. */
function exchanging({ config, http, trace, signal }: Exchanging): NonNullable<WebClientOptions['fetch']> {
  const secrets = [config.token];
  const redact = createRedactor(secrets);
  return async (url, init) => {
    const outcome = await http.exchange({
      method: 'POST',
      url: String(url),
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: String(init?.body ?? ''),
      deadline: config.timeout,
      maxBody: MAX_ANSWER,
      redact,
      signal,
    });
    trace.outcome = outcome;
    if (outcome.kind === 'failure' || outcome.status !== 200) throw new Error('no answer for the library');
    const said = readJson(outcome.text, secrets);
    if (said === undefined) throw new Error('no JSON');
    const headers = { 'content-type': 'application/json', ...scopesOf(outcome) };
    return new Response(JSON.stringify(said), { headers });
  };
}

function scopesOf({ header }: HttpAnswer): Readonly<Record<string, string>> {
  const scopes = header('x-oauth-scopes');
  return scopes === '' ? {} : { 'x-oauth-scopes': scopes };
}

function failureOf(error: unknown, { outcome }: Trace, secrets: readonly Secret[]): SlackAnswer<never> {
  if (outcome === null) return fail('unreadable', { detail: 'the call cannot be written' });
  if (outcome.kind === 'failure') return exchangeFailure(outcome);
  if (outcome.status !== 200) return httpFailure(outcome);
  const waitMs = waitOf(outcome);
  const refused = error instanceof slack.WebAPIPlatformError ? refusal.safeParse(error.data).data : undefined;
  return refused ? refusalOf(refused, waitMs, secrets) : UNREADABLE;
}

const UNREADABLE = fail('unreadable', { detail: 'the answer is not what Slack sends', inDoubt: true });

/** An answer with `ok: false`. */
const refusal = z.looseObject({
  error: z.string().regex(/^[a-z0-9_]{1,100}$/),
  needed: z.string().optional().catch(undefined),
  response_metadata: z
    .looseObject({ messages: z.array(z.string()) })
    .optional()
    .catch(undefined),
});

function refusalOf(
  data: z.infer<typeof refusal>,
  waitMs: number | null,
  secrets: readonly Secret[],
): SlackAnswer<never> {
  const { error, needed } = data;
  const opened = (text: string | undefined) => text && new ForeignText(text).line(secrets);
  const said = opened(data.response_metadata?.messages.join('; '));
  return fail(error, {
    detail: said ? `${error}, ${said}` : error,
    needed: opened(needed) || null,
    waitMs,
    inDoubt: error === 'internal_error' || error === 'fatal_error',
  });
}

const waitOf = ({ header }: HttpAnswer) => retryAfter(header('retry-after'), Date.now());

/** A gateway that waited in vain (504) cannot know what happened behind it. */
export function httpFailure(answer: HttpAnswer): SlackAnswer<never> {
  const { status } = answer;
  return fail(`http-${status}`, {
    detail: `HTTP status ${status}`,
    waitMs: waitOf(answer),
    inDoubt: status === 504,
  });
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
