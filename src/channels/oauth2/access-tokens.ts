import type { HttpClient } from '../../http/client.js';
import { untilAborted } from '../../lib/async/until-aborted.js';
import type { Secret } from '../../lib/secret.js';
import type { Clock } from '../../lib/time/clock.js';
import { grantKey, type OAuth2Grant } from './grant.js';
import {
  requestToken,
  type TokenAnswer,
  type TokenFailure,
  type TokenRequestTools,
} from './token-request.js';

/** The access tokens of this process, in memory only. */
export interface AccessTokens {
  /**
   * The token for a grant: the one in memory until shortly before it expires, else a new one, asked for once for all who wait. Never throws.
   * `refused` is a token that the other side did not take; it is not given out again.
   */
  get(grant: OAuth2Grant, wish: TokenWish): Promise<TokenOutcome>;
}

export interface TokenWish {
  /** Time limit for the token server’s whole answer, ms. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly refused?: Secret;
}

export type TokenOutcome =
  | {
      readonly ok: true;
      readonly token: Secret;
      /** True after the server replaced the refresh token: only this process knows the new one. */
      readonly rotated: boolean;
    }
  | { readonly ok: false; readonly failure: TokenFailure };

type Tools = Pick<TokenRequestTools, 'http' | 'userAgent'> & { readonly clock: Pick<Clock, 'now'> };

/** A token is renewed this long before it expires, or at half its time when that is shorter: a session may take a while. */
const RENEWAL_MARGIN = 60_000;
/** How long a token is kept when the server does not say for how long it is valid. */
const DEFAULT_VALIDITY = 300_000;

/** Shared by all channels of a process, over reloads of the configuration too: a refresh token may be valid for one use only. */
export function createAccessTokens(tools: {
  readonly http: HttpClient;
  readonly userAgent: string;
  readonly clock: Clock;
}): AccessTokens {
  const sources = new Map<string, TokenSource>();
  return {
    get(grant, wish) {
      const key = grantKey(grant);
      const source = sources.get(key) ?? createSource(grant, tools);
      sources.set(key, source);
      return source(wish);
    },
  };
}

type TokenSource = (wish: TokenWish) => Promise<TokenOutcome>;

interface KeptToken {
  readonly token: Secret;
  readonly until: number;
}

function createSource(grant: OAuth2Grant, tools: Tools): TokenSource {
  const now = () => tools.clock.now();
  let current = grant;
  let kept: KeptToken | null = null;
  let asking: Promise<TokenAnswer> | null = null;
  const ask = async (timeout: number): Promise<TokenAnswer> => {
    const answer = await requestToken(current, { ...tools, timeout, now });
    asking = null;
    if (!answer.ok) return answer;
    const { token, validMs, refreshToken } = answer.issued;
    kept = { token, until: now() + usableFor(validMs ?? DEFAULT_VALIDITY) };
    if (refreshToken !== null) current = { ...grant, refreshToken };
    return answer;
  };
  return async ({ timeout, signal, refused }) => {
    if (refused !== undefined && kept?.token === refused) kept = null;
    if (kept !== null && now() < kept.until)
      return { ok: true, token: kept.token, rotated: current !== grant };
    asking ??= ask(timeout);
    const answer = await untilAborted(asking, signal).catch(() => null);
    if (answer === null) return { ok: false, failure: abortedAt(grant) };
    if (!answer.ok) return answer;
    return { ok: true, token: answer.issued.token, rotated: current !== grant };
  };
}

const usableFor = (validMs: number) => Math.max(validMs / 2, validMs - RENEWAL_MARGIN);

const abortedAt = ({ tokenUrl }: OAuth2Grant): TokenFailure => ({
  host: new URL(tokenUrl).host,
  status: null,
  error: '',
  code: 'aborted',
  detail: 'aborted',
  waitMs: null,
});
