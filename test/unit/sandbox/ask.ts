import { REPORT_PATHS } from '../../../src/chatbot/wire.js';
import type { Reply } from '../../../src/sandbox/protocol/reply.js';
import { respond, type SandboxState } from '../../../src/sandbox/reports/respond.js';
import { DEFAULT_VARIANT, type SandboxVariant } from '../../../src/sandbox/reports/variant.js';
import { Account, type AccountOptions } from '../../../src/sandbox/traffic/account.js';

/** Monday, 23 November 2026, 07:00 UTC. */
export const NOW = Date.UTC(2026, 10, 23, 7);
export const SUPPORT = '5b07ff77c2376e30306d9b12';
export const SALES = '5b07ffafc2376e30306d9b16';

export interface Point {
  readonly date: string;
  readonly value: number;
}
export interface Series {
  readonly data: readonly Point[];
  readonly summary: {
    readonly total: number;
    readonly min: number;
    readonly max: number;
    readonly avg: number;
  };
}
export interface Cell {
  readonly day: number;
  readonly hour: number;
  readonly value: number;
  readonly usage: number;
}
export interface Row {
  readonly id?: string;
  readonly parentId?: string;
  readonly type?: string;
  readonly name: string;
  readonly value: number;
  readonly usage: number;
}

export type Params = Readonly<Record<string, string | number | readonly string[]>>;

export function worldOf(
  seed: number,
  options: Partial<SandboxVariant> & Omit<AccountOptions, 'seed'> = {},
): SandboxState {
  return {
    token: 'sandbox',
    account: new Account({ ...options, seed }, NOW),
    variant: { ...DEFAULT_VARIANT, ...options },
  };
}

/** Arrays are sent as repeated parameters, `from` and `to` in epoch ms as ISO instants. */
export function paramsOf(params: Params): URLSearchParams {
  const sent = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const values = typeof value === 'object' ? value : [value];
    for (const each of values)
      sent.append(
        name,
        (name === 'from' || name === 'to') && typeof each === 'number' ? iso(each) : String(each),
      );
  }
  return sent;
}

export const iso = (at: number): string => new Date(at).toISOString();

/** The reply to an authorised GET. */
export function replyTo(state: SandboxState, path: string, params: Params, now = NOW): Reply {
  return respond({ method: 'GET', path, params: paramsOf(params), authorized: true }, state, now);
}

/** The JSON of a report; throws unless the status is 200. */
export function ask<T = Series>(
  state: SandboxState,
  report: keyof typeof REPORT_PATHS,
  params: Params,
  now = NOW,
): T {
  const reply = replyTo(state, REPORT_PATHS[report], params, now);
  if (reply.status !== 200) throw new Error(reply.body);
  return JSON.parse(reply.body) as T;
}

export const sumOf = (entries: readonly { readonly value: number }[]): number =>
  entries.reduce((total, { value }) => total + value, 0);
