import type { DigestConfig } from '../config/config.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Run } from '../ledger/model/run.js';
import { messageOf } from '../lib/errors.js';
import type { Clock } from '../lib/time/clock.js';
import { problemsOf, type ServiceStatus } from './service-status.js';
import { runWarnings, standingWarnings, type Warning } from './warnings.js';

/** What `/healthz` and `/readyz` answer. */
export interface HealthReport {
  readonly ok: boolean;
  /** What is wrong and what to do, a sentence or two each. */
  readonly problems: readonly string[];
  /** What a person should look at though the service works. */
  readonly warnings: readonly Warning[];
  readonly lastTick: string | null;
}

export interface Health {
  /** Alive and of use: it looks at the schedules and its store takes writes. */
  healthy(): Promise<HealthReport>;
  /** Begun and not about to stop. */
  ready(): Promise<HealthReport>;
}

export interface HealthTools {
  readonly ledger: Pick<Ledger, 'probe' | 'history'>;
  readonly clock: Clock;
  digests(): ReadonlyMap<string, DigestConfig>;
  standing(): ServiceStatus;
}

/** A write is tried at most so often, whoever asks. */
const FRESH = 5_000;
const MAX_PROBE = 3_000;

export function createHealth({ ledger, clock, digests, standing }: HealthTools): Health {
  let probed: { readonly at: number; readonly found: Promise<Found> } | null = null;
  const look = (): Promise<Found> => {
    const now = clock.now();
    if (probed === null || Math.abs(now - probed.at) >= FRESH)
      probed = { at: now, found: find({ ledger, clock }) };
    return probed.found;
  };
  const verdict = (problems: readonly string[], warnings: readonly Warning[]): HealthReport => {
    const { tickedAt } = standing();
    const lastTick = tickedAt === null ? null : new Date(tickedAt).toISOString();
    return { ok: problems.length === 0, problems, warnings, lastTick };
  };
  const healthy = async () => {
    const { fault, unfinished } = await look();
    const now = clock.now();
    return verdict(
      [...problemsOf(standing(), now), ...(fault === null ? [] : [fault])],
      [...runWarnings(unfinished, digests(), now), ...standingWarnings(standing())],
    );
  };
  return {
    healthy,
    ready: async () => (standing().stopping ? verdict(['The service is stopping.'], []) : healthy()),
  };
}

/** What a look at the store showed. */
interface Found {
  readonly fault: string | null;
  readonly unfinished: readonly Run[];
}

async function find(tools: Pick<HealthTools, 'ledger' | 'clock'>): Promise<Found> {
  const fault = await probe(tools);
  if (fault !== null) return { fault, unfinished: [] };
  // One that takes writes and cannot be read is told of by the next tick.
  const unfinished = await tools.ledger.history.unfinished(tools.clock.now()).catch(() => []);
  return { fault, unfinished };
}

/** What keeps the store from taking a write, or null. */
async function probe({ ledger, clock }: Pick<HealthTools, 'ledger' | 'clock'>): Promise<string | null> {
  const done = new AbortController();
  const late = clock.sleep(MAX_PROBE, done.signal).then(
    () =>
      `The store did not take a write within ${MAX_PROBE / 1000} seconds. It may be locked by another process, or its disk is slow.`,
    () => null,
  );
  const written = ledger.probe(clock.now()).then(() => null, messageOf);
  try {
    return await Promise.race([written, late]);
  } finally {
    done.abort();
  }
}
