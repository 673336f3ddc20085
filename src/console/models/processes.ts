import type { NamedLease } from '../../ledger/ledger.js';
import type { Run } from '../../ledger/model/run.js';
import { agoText } from '../words/times.js';

/** A process that works on the store, in words. */
export interface Process {
  readonly name: string;
  readonly version: string;
  /** Its last sign of life. */
  readonly seen: string;
  readonly gone: boolean;
  readonly works: readonly { readonly run: string; readonly title: string }[];
}

/** A process that ended without a word is shown for so long, ms. */
const REMEMBERED = 24 * 3_600_000;

/** The services on the store, whichever machine they are on; `leases` are theirs, `running` the runs under way. */
export function processesOf(
  leases: readonly NamedLease[],
  running: readonly Run[],
  { now, titleOf }: { readonly now: number; titleOf(name: string): string },
): readonly Process[] {
  return leases
    .filter(({ until }) => now - until < REMEMBERED)
    .map(({ owner, until, version, renewedAt }) => ({
      name: owner,
      version: version ?? 'not known',
      seen: renewedAt === null ? 'not known' : agoText(renewedAt, now),
      gone: until <= now,
      works: running
        .filter(({ leaseOwner }) => leaseOwner === owner)
        .map(({ id, digest }) => ({ run: id, title: titleOf(digest) })),
    }));
}
