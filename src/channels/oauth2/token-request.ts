import { z } from 'zod';
import type { HttpClient, HttpFailure, HttpOutcome } from '../../http/client.js';
import { readJson } from '../../http/json.js';
import type { ProxyFailure } from '../../http/proxy-failure.js';
import { retryAfter } from '../../http/retry-after.js';
import { Secret } from '../../lib/secret.js';
import { ForeignText } from '../../lib/text/foreign.js';
import type { OAuth2Grant } from './grant.js';

/** An access token as the token server issued it. */
export interface IssuedToken {
  readonly token: Secret;
  /** For how long it is valid, ms; null when the server did not say. */
  readonly validMs: number | null;
  /** A refresh token that takes the place of the one that was sent; null when it did not come with another. */
  readonly refreshToken: Secret | null;
}

/** Why there is no token. */
export interface TokenFailure {
  /** The server’s host. */
  readonly host: string;
  /** The HTTP status; null without an answer. */
  readonly status: number | null;
  /** The error code of RFC 6749, 5.2: `invalid_client`; empty when the answer has none. */
  readonly error: string;
  /** Without an answer a system code, `timeout` or `aborted`; for one that is of no use, `not-json` or `no-token`. */
  readonly code: string;
  /** What the server said, without secrets; else the code. */
  readonly detail: string;
  /** How long the server asked to wait, ms. */
  readonly waitMs: number | null;
  /** Set when the request ended at the proxy. */
  readonly proxy?: ProxyFailure;
}

export type TokenAnswer =
  | { readonly ok: true; readonly issued: IssuedToken }
  | { readonly ok: false; readonly failure: TokenFailure };

export interface TokenRequestTools {
  readonly http: HttpClient;
  readonly userAgent: string;
  /** Time limit for the whole answer, ms. */
  readonly timeout: number;
  readonly now: () => number;
}

/** Tokens have some kilobytes; what is larger is no answer of a token server. */
const MAX_BODY = 256 * 1024;

/** Asks the token server once. Never throws. */
export async function requestToken(grant: OAuth2Grant, tools: TokenRequestTools): Promise<TokenAnswer> {
  const outcome = await tools.http.exchange({
    method: 'POST',
    url: grant.tokenUrl,
    headers: {
      'user-agent': tools.userAgent,
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: formOf(grant),
    deadline: tools.timeout,
    maxBody: MAX_BODY,
    // Nothing of the answer is shown but its error, which is redacted below; its tokens must stay whole.
    redact: (text) => text,
    // The answer serves every send that waits, so that no single one of them can abort it.
    signal: new AbortController().signal,
  });
  return answerOf(outcome, grant, tools.now());
}

/** The client authenticates in the body (RFC 6749, 2.3.1). */
function formOf({ clientId, clientSecret, scope, refreshToken }: OAuth2Grant): string {
  const grant =
    refreshToken === null
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'refresh_token', refresh_token: refreshToken.reveal() };
  return String(
    new URLSearchParams({
      ...grant,
      client_id: clientId,
      ...(clientSecret === null ? {} : { client_secret: clientSecret.reveal() }),
      ...(scope === null ? {} : { scope }),
    }),
  );
}

/** A token goes into a line of SMTP: visible ASCII (RFC 6749, A.12). */
const tokenText = z.string().regex(/^[\x21-\x7e]+$/);

const issued = z.object({
  access_token: tokenText,
  expires_in: z.coerce.number().positive().finite().optional().catch(undefined),
  refresh_token: tokenText.optional().catch(undefined),
});

const refused = z.object({
  error: z.string().regex(/^[\w.:/-]{1,100}$/),
  error_description: z.string().optional().catch(undefined),
});

function answerOf(outcome: HttpOutcome, grant: OAuth2Grant, now: number): TokenAnswer {
  const { host } = new URL(grant.tokenUrl);
  const none = { host, status: null, error: '', code: '', detail: '', waitMs: null };
  if (outcome.kind === 'failure') {
    const { status, code: detail, proxy } = outcome;
    const failure = { ...none, status, code: codeOf(outcome), detail };
    return { ok: false, failure: proxy ? { ...failure, detail: proxy.detail, proxy } : failure };
  }
  const { status, text } = outcome;
  const json = readJson(text, []);
  const error = refused.safeParse(json).data;
  const good = status >= 200 && status <= 299 && error === undefined;
  const token = good ? issued.safeParse(json).data : undefined;
  if (token !== undefined) return { ok: true, issued: issuedToken(token, grant) };
  const code = good ? (json === undefined ? 'not-json' : 'no-token') : '';
  const waitMs = retryAfter(outcome.header('retry-after'), now);
  const detail = error === undefined ? `HTTP status ${status}` : wordsOf(error, grant);
  return { ok: false, failure: { ...none, status, error: error?.error ?? '', code, detail, waitMs } };
}

function codeOf({ reason, code }: HttpFailure): string {
  if (reason === 'silent') return 'timeout';
  return reason === 'too-large' || reason === 'malformed' ? 'not-json' : code;
}

function issuedToken(
  { access_token, expires_in, refresh_token }: z.output<typeof issued>,
  { refreshToken }: OAuth2Grant,
): IssuedToken {
  const rotated = refreshToken !== null && refresh_token !== undefined;
  return {
    token: new Secret(access_token),
    validMs: expires_in === undefined ? null : expires_in * 1_000,
    refreshToken: rotated && refresh_token !== refreshToken.reveal() ? new Secret(refresh_token) : null,
  };
}

/** `invalid_client: AADSTS7000215: …`; servers may quote what they were sent. */
function wordsOf({ error, error_description = '' }: z.output<typeof refused>, grant: OAuth2Grant): string {
  const secrets = [grant.clientSecret, grant.refreshToken].flatMap((secret) => secret ?? []);
  const words = error_description === '' ? error : `${error}: ${error_description}`;
  return new ForeignText(words).line(secrets);
}
