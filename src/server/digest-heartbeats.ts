import type { HttpClient } from '../http/client.js';
import { FINAL_STATES } from '../ledger/model/states.js';
import { Secret } from '../lib/secret.js';
import type { Clock } from '../lib/time/clock.js';
import type { Observe, ServiceEvent } from '../run/events/event.js';
import { callMonitor } from './heartbeat.js';

export interface DigestHeartbeatTools {
  readonly http: HttpClient;
  readonly userAgent: string;
  readonly observe: Observe;
  readonly clock: Clock;
  /** The URL of a digest in the configuration in use, or null. */
  url(digest: string): Secret | null;
}

/** Calls the heartbeats of digests whose runs ended. */
export interface DigestHeartbeats {
  /** Receives the events of the service. Calls of one digest are made in order. */
  told(event: ServiceEvent): void;
  /** Resolves when all calls were made or given up. */
  idle(): Promise<void>;
  /** Aborts the calls under way. */
  stop(): Promise<void>;
}

/** Waits before a failed call is repeated, ms. */
const WAITS = [5_000, 30_000];

export function createDigestHeartbeats(tools: DigestHeartbeatTools): DigestHeartbeats {
  const { observe, url } = tools;
  const stop = new AbortController();
  const calls = new Map<string, Promise<void>>();
  const failing = new Set<string>();
  const call = async (digest: string, whole: boolean) => {
    const address = url(digest);
    if (address === null || stop.signal.aborted) return;
    const problem = await repeated(whole ? address : failed(address), digest, {
      ...tools,
      signal: stop.signal,
    });
    if (stop.signal.aborted || (problem !== null) === failing.has(digest)) return;
    if (problem === null) failing.delete(digest);
    else failing.add(digest);
    observe({ kind: 'digest-heartbeat', digest, problem });
  };
  const idle = async () => void (await Promise.all(calls.values()));
  return {
    told(event) {
      const end = endOf(event);
      if (end === null) return;
      const before = calls.get(end.digest) ?? Promise.resolve();
      calls.set(
        end.digest,
        before.then(() => call(end.digest, end.whole)),
      );
    },
    idle,
    async stop() {
      stop.abort(new Error('The service was stopped.'));
      await idle();
    },
  };
}

/** Whether the run that ended was whole; null for events that end none. */
function endOf(event: ServiceEvent): { readonly digest: string; readonly whole: boolean } | null {
  if (event.kind === 'quarantined') return { digest: event.run.digest, whole: false };
  if (event.kind !== 'left' || !(FINAL_STATES as readonly string[]).includes(event.outcome.state))
    return null;
  const { run, outcome, incomplete } = event;
  const whole = (outcome.state === 'completed' || outcome.state === 'skipped') && !incomplete;
  return { digest: run.digest, whole };
}

/** The address for what is not whole: `…/fail`, before a query. */
function failed(address: Secret): Secret {
  const url = new URL(address.reveal());
  url.pathname = `${url.pathname.replace(/\/$/, '')}/fail`;
  return new Secret(url.href);
}

type CallTools = Pick<DigestHeartbeatTools, 'http' | 'userAgent' | 'clock'> & {
  readonly signal: AbortSignal;
};

/** Why the last call failed, or null. */
async function repeated(address: Secret, digest: string, tools: CallTools): Promise<string | null> {
  const key = `digests.${digest}.heartbeat`;
  let problem = await callMonitor(address, key, tools);
  for (const wait of WAITS) {
    if (problem === null || tools.signal.aborted) return problem;
    await tools.clock.sleep(wait, tools.signal).catch(() => {});
    if (!tools.signal.aborted) problem = await callMonitor(address, key, tools);
  }
  return problem;
}
