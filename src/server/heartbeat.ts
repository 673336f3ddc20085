import { type CallOutcome, call } from '../http/call.js';
import type { HttpClient } from '../http/client.js';
import { AUTHORITY_ADVICE, isUntrusted } from '../http/code.js';
import type { Secret } from '../lib/secret.js';
import { asSentence } from '../lib/text/clause.js';
import type { Observe } from '../run/events/event.js';

export interface HeartbeatTools {
  readonly http: HttpClient;
  readonly userAgent: string;
  readonly observe: Observe;
  /** The URL in the configuration in use, or null. */
  url(): Secret | null;
}

/** Calls a URL while the service works; the monitor behind it alerts when the calls stop. */
export interface Heartbeat {
  /** Calls the URL. Requests during a call are merged into one more call after it. Never rejects. */
  beat(): Promise<void>;
  /** Aborts the call under way. */
  stop(): Promise<void>;
}

const TIMEOUT = 10_000;

export function createHeartbeat({ http, userAgent, observe, url }: HeartbeatTools): Heartbeat {
  const stop = new AbortController();
  let beating: Promise<void> | null = null;
  let again = false;
  let problem: string | null = null;
  const once = async () => {
    const address = url();
    if (address === null || stop.signal.aborted) return;
    const found = await callMonitor(address, 'heartbeat', { http, userAgent, signal: stop.signal });
    if (stop.signal.aborted) return;
    if ((found === null) !== (problem === null)) observe({ kind: 'heartbeat', problem: found });
    problem = found;
  };
  const run = async () => {
    do {
      again = false;
      await once();
    } while (again);
    beating = null;
  };
  return {
    beat() {
      again = true;
      beating ??= run();
      return beating;
    },
    async stop() {
      stop.abort(new Error('The service was stopped.'));
      await beating;
    },
  };
}

/** Why a call failed, or null. The URL is a secret: the message has its host only. `key` is where the configuration has it. */
export async function callMonitor(
  address: Secret,
  key: string,
  { http, userAgent, signal }: Pick<HeartbeatTools, 'http' | 'userAgent'> & { readonly signal: AbortSignal },
): Promise<string | null> {
  const outcome = await call(http, address.reveal(), { method: 'GET', userAgent, timeout: TIMEOUT, signal });
  if (outcome.kind === 'answer' && outcome.status >= 200 && outcome.status < 300) return null;
  return `${new URL(address.reveal()).host} ${problemOf(outcome, key)}`;
}

function problemOf(outcome: CallOutcome, key: string): string {
  const check = `Check the address under ${key}.`;
  if (outcome.kind === 'answer') {
    const redirects = outcome.status >= 300 && outcome.status < 400;
    const hint = redirects ? `It redirects: set ${key} to the final address.` : check;
    return `answers with HTTP status ${outcome.status}. ${hint}`;
  }
  const { proxy, code } = outcome;
  if (proxy) return `was not reached: ${proxy.says} (${proxy.detail}). ${asSentence(proxy.advice)}`;
  return `does not answer (${code}). ${isUntrusted(code) ? asSentence(AUTHORITY_ADVICE) : check}`;
}
