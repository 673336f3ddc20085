import { alertOf } from '../alerts/check-name.js';
import type { AlertStatus } from '../alerts/status.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Run } from '../ledger/model/run.js';
import { messageOf } from '../lib/errors.js';
import type { Clock } from '../lib/time/clock.js';
import type { RunSubject } from '../run/alerts/check-digest.js';
import { problemsOf, type ServiceStatus } from './service-status.js';
import {
  askedWarnings,
  doubtWarnings,
  firingWarnings,
  runWarnings,
  statusWarnings,
  type Warning,
} from './warnings.js';

/** What `/healthz` and `/readyz` answer. */
export interface HealthReport {
  readonly ok: boolean;
  /** What is wrong and what to do, one or two sentences each. */
  readonly problems: readonly string[];
  /** What needs attention although the service works. */
  readonly warnings: readonly Warning[];
  readonly lastTick: string | null;
}

export interface Health {
  /** Liveness: the schedules are evaluated and the store accepts writes. */
  healthy(): Promise<HealthReport>;
  /** Readiness: healthy and not stopping. */
  ready(): Promise<HealthReport>;
  /** Whether the store accepts writes. */
  takesWrites(): Promise<boolean>;
}

export interface HealthTools {
  readonly ledger: Pick<Ledger, 'probe' | 'history'>;
  readonly clock: Clock;
  /** Digests, and the checks of alerts. */
  subjects(): ReadonlyMap<string, RunSubject>;
  /** How the alerts stand by the store. */
  alerts(): Promise<readonly AlertStatus[]>;
  status(): ServiceStatus;
}

/** Minimum time between two write probes, ms. */
const PROBE_INTERVAL = 5_000;
const MAX_PROBE = 3_000;

export function createHealth({ ledger, clock, subjects, alerts, status }: HealthTools): Health {
  let probed: { readonly at: number; readonly result: Promise<StoreProbe> } | null = null;
  const probeStore = (): Promise<StoreProbe> => {
    const now = clock.now();
    if (probed === null || Math.abs(now - probed.at) >= PROBE_INTERVAL)
      probed = { at: now, result: find({ ledger, clock, alerts, subjects }) };
    return probed.result;
  };
  const report = (problems: readonly string[], warnings: readonly Warning[]): HealthReport => {
    const { tickedAt } = status();
    const lastTick = tickedAt === null ? null : new Date(tickedAt).toISOString();
    return { ok: problems.length === 0, problems, warnings, lastTick };
  };
  const healthy = async () => {
    const { fault, unfinished, lastRuns, inDoubt, standing } = await probeStore();
    const now = clock.now();
    return report(
      [...problemsOf(status(), now), ...(fault === null ? [] : [fault])],
      [
        ...runWarnings(unfinished, subjects(), now),
        ...askedWarnings(lastRuns, unfinished),
        ...doubtWarnings(inDoubt),
        ...firingWarnings(standing),
        ...statusWarnings(status()),
      ],
    );
  };
  return {
    healthy,
    takesWrites: async () => (await probeStore()).fault === null,
    ready: async () => (status().stopping ? report(['The service is stopping.'], []) : healthy()),
  };
}

/** The result of a store probe. */
interface StoreProbe {
  readonly fault: string | null;
  readonly unfinished: readonly Run[];
  readonly lastRuns: ReadonlyMap<string, readonly Run[]>;
  readonly inDoubt: Awaited<ReturnType<Ledger['history']['inDoubt']>>;
  readonly standing: readonly AlertStatus[];
}

/** Slots among which the last that ended is looked for. */
const LAST_SLOTS = 5;

async function find({ alerts, subjects, ...tools }: Omit<HealthTools, 'status'>): Promise<StoreProbe> {
  const { history } = tools.ledger;
  const fault = await probe(tools);
  if (fault !== null) return { fault, unfinished: [], lastRuns: new Map(), inDoubt: [], standing: [] };
  const digests = [...subjects().keys()].filter((name) => alertOf(name) === null);
  // A store that accepts writes but cannot be read is reported by the next tick.
  return {
    fault,
    unfinished: await history.unfinished(tools.clock.now()).catch(() => []),
    lastRuns: await history.lastRuns(digests, LAST_SLOTS).catch(() => new Map()),
    inDoubt: await history.inDoubt().catch(() => []),
    standing: await alerts().catch(() => []),
  };
}

/** Why the store does not accept a write, or null. */
async function probe({ ledger, clock }: Pick<HealthTools, 'ledger' | 'clock'>): Promise<string | null> {
  const done = new AbortController();
  const late = clock.sleep(MAX_PROBE, done.signal).then(
    () =>
      `The store did not accept a write within ${MAX_PROBE / 1000} seconds. It may be locked by another process, or its disk is slow.`,
    () => null,
  );
  const written = ledger.probe(clock.now()).then(() => null, messageOf);
  try {
    return await Promise.race([written, late]);
  } finally {
    done.abort();
  }
}
