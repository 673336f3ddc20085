import type { Ledger } from '../ledger/ledger.js';
import type { Clock } from '../lib/clock.js';
import { messageOf } from '../lib/errors.js';
import { problemsOf, type Standing } from './standing.js';

/** What `/healthz` and `/readyz` answer. */
export interface Verdict {
  readonly ok: boolean;
  /** What is wrong and what to do, a sentence or two each. */
  readonly problems: readonly string[];
  readonly lastTick: string | null;
}

export interface Health {
  /** Alive and of use: it looks at the schedules and its store takes writes. */
  healthy(): Promise<Verdict>;
  /** Begun and not about to stop. */
  ready(): Promise<Verdict>;
}

export interface HealthTools {
  readonly ledger: Pick<Ledger, 'probe'>;
  readonly clock: Clock;
  standing(): Standing;
}

/** A write is tried at most so often, whoever asks. */
const FRESH = 5_000;
const LONGEST_PROBE = 3_000;

export function createHealth({ ledger, clock, standing }: HealthTools): Health {
  let probed: { readonly at: number; readonly fault: Promise<string | null> } | null = null;
  const storeFault = (): Promise<string | null> => {
    const now = clock.now();
    if (probed === null || Math.abs(now - probed.at) >= FRESH)
      probed = { at: now, fault: probe({ ledger, clock }) };
    return probed.fault;
  };
  const verdict = (problems: readonly string[]): Verdict => {
    const { tickedAt } = standing();
    const lastTick = tickedAt === null ? null : new Date(tickedAt).toISOString();
    return { ok: problems.length === 0, problems, lastTick };
  };
  const healthy = async () => {
    const fault = await storeFault();
    return verdict([...problemsOf(standing(), clock.now()), ...(fault === null ? [] : [fault])]);
  };
  return {
    healthy,
    ready: async () => (standing().stopping ? verdict(['The service is stopping.']) : healthy()),
  };
}

/** What keeps the store from taking a write, or null. */
async function probe({ ledger, clock }: Pick<HealthTools, 'ledger' | 'clock'>): Promise<string | null> {
  const done = new AbortController();
  const late = clock.sleep(LONGEST_PROBE, done.signal).then(
    () =>
      `The store did not take a write within ${LONGEST_PROBE / 1000} seconds. It may be locked by another process, or its disk is slow.`,
    () => null,
  );
  const written = ledger.probe(clock.now()).then(() => null, messageOf);
  try {
    return await Promise.race([written, late]);
  } finally {
    done.abort();
  }
}
