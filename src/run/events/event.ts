import type { Episode } from '../../alerts/episodes/state.js';
import type { Receipt, Target } from '../../channels/channel.js';
import type { Reload, StoredPause, Streak } from '../../ledger/ledger.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import type { LedgerError } from '../../ledger/model/errors.js';
import type { Reason } from '../../ledger/model/reasons.js';
import type { Run } from '../../ledger/model/run.js';
import type { FinalState } from '../../ledger/model/states.js';

/** The state of a run after an attempt. */
export interface RunOutcome {
  readonly state: FinalState | 'retrying' | 'queued';
  readonly reason: Reason;
  /** A sentence for people, or null when all is well. */
  readonly error: string | null;
  /** When it is retried, epoch ms; null unless it waits. */
  readonly notBefore: number | null;
}

/** Events of the service for the log, notices and metrics; published after they are stored. */
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
  /** A person paused a digest or skips a slot of it; or that is over, or was taken back. */
  | { readonly kind: 'pause'; readonly what: 'begun' | 'ended'; readonly pause: StoredPause }
  /** A run is late and still being tried. Reported once per streak. */
  | { readonly kind: 'late'; readonly run: Run }
  | { readonly kind: 'begun'; readonly run: Run; readonly takenOver: boolean }
  | { readonly kind: 'fetched'; readonly run: Run; readonly gaps: readonly string[] }
  /** An alert was checked: its episodes before and after. */
  | {
      readonly kind: 'checked';
      readonly alert: string;
      readonly before: readonly Episode[];
      readonly after: readonly Episode[];
    }
  | { readonly kind: 'delivery'; readonly run: Run; readonly delivery: Delivery }
  /** `incomplete`: a reader has a digest with missing figures. */
  | { readonly kind: 'left'; readonly run: Run; readonly outcome: RunOutcome; readonly incomplete: boolean }
  | { readonly kind: 'quarantined'; readonly run: Run }
  /** Another process took the run over. */
  | { readonly kind: 'lost'; readonly run: Run }
  /** The store cannot be used; null when it can again. Reported once each. */
  | { readonly kind: 'store'; readonly fault: LedgerError | null }
  /** This machine's clock differs too much from the database's: ms ahead, negative when behind. */
  | { readonly kind: 'clock'; readonly ahead: number }
  /** The ledger was restored, or found to be an older copy. */
  | { readonly kind: 'rewound'; readonly runs: number; readonly episodes: number }
  /** The configuration was reloaded: what changed, or why it is refused. */
  | {
      readonly kind: 'reloaded';
      readonly at: number;
      readonly problem: string | null;
      readonly changes: readonly string[];
    }
  /** A notice was sent to a recipient or failed; `digest` is null where it is about no digest. */
  | {
      readonly kind: 'notice';
      readonly digest: string | null;
      /** The digest's id, `configuration`, `ledger`, `api`, or a part of the service: `store`, `schedules`, `heartbeat`. */
      readonly subject: string;
      readonly health: Streak['health'] | Reload['health'];
      readonly to: Target;
      readonly receipt: Receipt;
    }
  /** An answer of the API announced its end. `isNew`: for the first time in a day, by the ledger. */
  | { readonly kind: 'announced'; readonly at: number; readonly text: string; readonly isNew: boolean }
  /** The heartbeat fails; null when it works again. Reported once each. */
  | { readonly kind: 'heartbeat'; readonly problem: string | null }
  /** The call to a digest's own heartbeat fails; null when one arrives again. Reported once each. */
  | { readonly kind: 'digest-heartbeat'; readonly digest: string; readonly problem: string | null }
  /** The address of health and metrics; null when no longer served. */
  | { readonly kind: 'serving'; readonly url: string | null }
  /** An unexpected error. */
  | { readonly kind: 'trouble'; readonly what: string; readonly error: unknown };

export type Observe = (event: ServiceEvent) => void;
