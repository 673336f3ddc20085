import type { Ledger } from '../../ledger/ledger.js';
import { LedgerError } from '../../ledger/model/errors.js';
import type { Lease } from '../../ledger/model/run.js';
import type { Clock } from '../../lib/time/clock.js';
import { LEASE, RENEWAL } from './limits.js';

/** A lease that is renewed until it is released. */
export interface LeaseKeeper {
  /** Aborts when another process has taken the run over. */
  readonly lost: AbortSignal;
  /** True while our lease is valid by the local clock; after a suspend another process may own the run. */
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
      // While the store cannot be written, no other process can take over either.
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
