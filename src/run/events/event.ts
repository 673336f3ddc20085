import type { Receipt, Target } from '../../channels/channel.js';
import type { Reload, Streak } from '../../ledger/ledger.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import type { LedgerError } from '../../ledger/model/errors.js';
import type { Reason } from '../../ledger/model/reasons.js';
import type { Run } from '../../ledger/model/run.js';
import type { FinalState } from '../../ledger/model/states.js';

/** How a run left the hands of whoever worked on it. */
export interface RunOutcome {
  readonly state: FinalState | 'retrying' | 'queued';
  readonly reason: Reason;
  /** A sentence for people, or null when all is well. */
  readonly error: string | null;
  /** When it is tried again, epoch ms; null unless it waits. */
  readonly notBefore: number | null;
}

/** What happens in the service, for whoever tells people: the log, notices, metrics. Published after the ledger has it. */
export type ServiceEvent =
  | { readonly kind: 'ticked'; readonly at: number }
  /** Slots became due or were passed over. */
  | { readonly kind: 'due'; readonly digest: string; readonly runs: readonly Run[] }
  /** A digest's schedule counts from now on, and why. */
  | {
      readonly kind: 'restarted';
      readonly digest: string;
      readonly reason: 'new' | 'back' | 'changed' | 'stepped-back';
    }
  /** A run is late and still being tried. Reported once per streak. */
  | { readonly kind: 'late'; readonly run: Run }
  | { readonly kind: 'begun'; readonly run: Run; readonly takenOver: boolean }
  | { readonly kind: 'fetched'; readonly run: Run; readonly gaps: readonly string[] }
  | { readonly kind: 'delivery'; readonly run: Run; readonly delivery: Delivery }
  /** `incomplete`: somebody has a digest of it from which figures are missing. */
  | { readonly kind: 'left'; readonly run: Run; readonly outcome: RunOutcome; readonly incomplete: boolean }
  | { readonly kind: 'quarantined'; readonly run: Run }
  /** Another process has the run now. */
  | { readonly kind: 'lost'; readonly run: Run }
  /** The store cannot be used; null when it can again. Reported once each. */
  | { readonly kind: 'store'; readonly fault: LedgerError | null }
  /** This machine's clock differs too much from the database's: ms ahead, negative when behind. */
  | { readonly kind: 'clock'; readonly ahead: number }
  /** The ledger was put back, or found to be older than what was last written. */
  | { readonly kind: 'rewound'; readonly runs: number }
  /** The configuration was read again: what it changes, or why it is not used. */
  | {
      readonly kind: 'reloaded';
      readonly at: number;
      readonly problem: string | null;
      readonly changes: readonly string[];
    }
  /** A notice about a digest, or the configuration (null), was sent to a recipient or failed. */
  | {
      readonly kind: 'notice';
      readonly digest: string | null;
      readonly health: Streak['health'] | Reload['health'];
      readonly to: Target;
      readonly receipt: Receipt;
    }
  /** The heartbeat fails; null when it works again. Reported once each. */
  | { readonly kind: 'heartbeat'; readonly problem: string | null }
  /** Health and metrics are served at an address; null when no longer. */
  | { readonly kind: 'serving'; readonly url: string | null }
  /** An unexpected error. */
  | { readonly kind: 'trouble'; readonly what: string; readonly error: unknown };

export type Observe = (happening: ServiceEvent) => void;
