import { messageOf } from '../../lib/errors.js';
import { cameBeforeSending } from '../../lib/not-sent.js';

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
}

export type Answer<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly failure: SlackFailure };

export const succeed = <T>(data: T): Answer<T> => ({ ok: true, data });

export function fail(code: string, parts: Partial<SlackFailure> = {}): Answer<never> {
  return { ok: false, failure: { code, detail: code, needed: null, waitMs: null, inDoubt: false, ...parts } };
}

/** What a rejected `fetch` means. `aborted` says that we gave up ourselves. */
export function networkFailure(error: unknown, aborted: boolean): Answer<never> {
  const chain = causes(error);
  const code = chain.map(codeOf).find((found) => found !== null) ?? 'connection-lost';
  if (aborted) return fail('aborted', { detail: 'the run was stopped', inDoubt: true });
  if (chain.some(({ name }) => name === 'TimeoutError'))
    return fail('timeout', { detail: 'no answer in time', inDoubt: true });
  return fail(code, { detail: messageOf(chain.at(-1)), inDoubt: !cameBeforeSending(code) });
}

function causes(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const inner = 'original' in error ? error.original : error.cause;
  return [error, ...causes(inner)];
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code)
    ? error.code
    : null;
}
