import type { Ledger } from '../../ledger/ledger.js';
import { LedgerError } from '../../ledger/model/errors.js';
import type { Lease } from '../../ledger/model/run.js';
import type { Clock } from '../../lib/time/clock.js';
import { LEASE, RENEWAL } from './limits.js';

/** A lease that is renewed until it is let go. */
export interface LeaseKeeper {
  /** Aborts when another process has taken the run over. */
  readonly lost: AbortSignal;
  /** Whether the lease has not run out by this machine's clock: after a long standstill somebody else may have the run. */
  isValid(): boolean;
  release(): void;
}

export function keepLease(
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  lease: Lease,
  leaseUntil: number,
): LeaseKeeper {
  const lost = new AbortController();
  const done = new AbortController();
  let until = leaseUntil;
  const renew = async () => {
    const next = clock.now() + LEASE;
    try {
      await ledger.runs.renew(lease, next);
      until = next;
    } catch (error) {
      // A store that cannot be written keeps the others from taking over as well.
      if (error instanceof LedgerError && error.code === 'fenced') lost.abort(error);
    }
  };
  const keep = async () => {
    while (!done.signal.aborted && !lost.signal.aborted) {
      await clock.sleep(RENEWAL, done.signal);
      await renew();
    }
  };
  keep().catch(() => {});
  return { lost: lost.signal, isValid: () => clock.now() < until, release: () => done.abort() };
}
