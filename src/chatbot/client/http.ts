import { createHttpClient, type HttpOutcome as Exchanged, type HttpFailure } from '../../http/client.js';
import type { HttpNetwork } from '../../http/connections.js';
import type { ProxyFailure } from '../../http/proxy-failure.js';
import { createRedactor, type Secret } from '../../lib/secret.js';
import { isResourceExhaustion } from '../../lib/system/resource-exhaustion.js';

/** Size limit of a body, in decompressed bytes. */
export const MAX_BODY = 20 * 1024 * 1024;

export interface ApiHttpOptions {
  readonly baseUrl: URL;
  readonly token: Secret;
  readonly userAgent: string;
  /** Idle limit in ms: while connecting, until the headers, and between two chunks of the body. */
  readonly timeout: number;
  /** No proxy and Node's certificates when left out. */
  readonly network?: HttpNetwork | undefined;
}

/** The outcome of one GET. `text` is the decoded body; of an error possibly only its beginning. */
export type ApiHttpOutcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly text: string;
      /** The value of a header; empty when absent. */
      header(name: string): string;
    }
  | {
      readonly kind: 'failure';
      /** `overdue`: the answer was incomplete at the deadline. */
      readonly reason: 'overdue' | 'timeout' | 'unreachable' | 'too-large' | 'malformed';
      /** A code or a short phrase: `ECONNREFUSED`. */
      readonly detail: string;
      /** Set when it ended at the proxy. */
      readonly proxy?: ProxyFailure;
    };

export interface GetOptions {
  /** Time limit for the whole answer, ms. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

export interface Http {
  /** GETs a path with query below the base URL. Follows no redirect. Throws when the signal aborts, or this machine is out of resources. */
  get(target: string, options: GetOptions): Promise<ApiHttpOutcome>;
  close(): Promise<void>;
}

/** Keeps connections to one origin alive. */
export function createHttp({ baseUrl, token, userAgent, timeout, network }: ApiHttpOptions): Http {
  const client = createHttpClient({ connectTimeout: timeout, ...(network && { network: () => network }) });
  const prefix = baseUrl.origin + baseUrl.pathname.replace(/\/+$/, '');
  const request = {
    method: 'GET',
    headers: {
      authorization: `Bearer ${token.reveal()}`,
      accept: 'application/json',
      'user-agent': userAgent,
    },
    idle: timeout,
    maxBody: MAX_BODY,
    redact: createRedactor([token]),
  } as const;
  return {
    async get(target, { deadline, signal }) {
      const outcome = await client.exchange({ ...request, url: prefix + target, deadline, signal });
      signal.throwIfAborted();
      if (outcome.kind === 'failure' && isResourceExhaustion(outcome.cause)) throw outcome.cause;
      return apiOutcome(outcome);
    },
    close: () => client.close(),
  };
}

function apiOutcome(outcome: Exchanged): ApiHttpOutcome {
  if (outcome.kind === 'failure') {
    const { reason, code, proxy } = outcome;
    return { kind: 'failure', reason: REASONS[reason], detail: code, ...(proxy && { proxy }) };
  }
  const { status, text, header } = outcome;
  return { kind: 'answer', status, text, header };
}

const REASONS = {
  overdue: 'overdue',
  silent: 'timeout',
  aborted: 'unreachable',
  broken: 'unreachable',
  'too-large': 'too-large',
  malformed: 'malformed',
} as const satisfies Record<HttpFailure['reason'], string>;
