import type { HttpFailure } from '../../../http/client.js';
import type { ProxyFailure } from '../../../http/proxy-failure.js';

/** Why a call did not succeed. */
export interface SlackFailure {
  /** Slack's own word, `http-503`, the system's code (`ECONNREFUSED`), `timeout`, `aborted` or `unreadable`. */
  readonly code: string;
  /** What Slack or the system said about it. */
  readonly detail: string;
  /** The scope that Slack misses. */
  readonly needed: string | null;
  readonly waitMs: number | null;
  /** Whether Slack may have done what it was asked although it did not say so. */
  readonly inDoubt: boolean;
  /** Set when the call ended at the proxy. */
  readonly proxy?: ProxyFailure;
}

export type SlackAnswer<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly failure: SlackFailure };

export const succeed = <T>(data: T): SlackAnswer<T> => ({ ok: true, data });

export function fail(code: string, parts: Partial<SlackFailure> = {}): SlackAnswer<never> {
  return { ok: false, failure: { code, detail: code, needed: null, waitMs: null, inDoubt: false, ...parts } };
}

/** What an exchange that brought no whole answer means. */
export function exchangeFailure({ reason, code, sent, proxy }: HttpFailure): SlackAnswer<never> {
  if (proxy) return fail(code, { detail: proxy.detail, proxy });
  switch (reason) {
    case 'aborted':
      return fail('aborted', { detail: 'the run was stopped', inDoubt: sent });
    case 'overdue':
    case 'silent':
      return fail('timeout', { detail: 'no whole answer in time', inDoubt: sent });
    case 'too-large':
    case 'malformed':
      return fail('unreadable', { detail: `the answer cannot be read: ${code}`, inDoubt: sent });
    case 'broken':
      return fail(code, { inDoubt: sent });
  }
}
