import type { DigestConfig } from '../../config/config.js';
import type { Envelope } from '../../channels/channel.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import type { Contents, History } from '../../ledger/ledger.js';
import type { Clock } from '../../lib/time/clock.js';
import type { Addressed, Deliverers } from '../readers/destination.js';
import type { Hold } from '../journal/lease-keeper.js';
import type { Journal } from '../journal/journal.js';

/** What the deliveries of one run are sent with. */
export interface Dispatch {
  readonly journal: Journal;
  readonly hold: Hold;
  readonly digest: DigestConfig;
  readonly deliverers: Deliverers;
  readonly contents: Contents;
  readonly history: History;
  readonly clock: Clock;
  readonly random: () => number;
  /** Aborts when no further send is to begin. */
  readonly stop: AbortSignal;
  /** Aborts when those under way are to be left. */
  readonly abort: AbortSignal;
}

/** One delivery with all it takes to send it. */
export interface Ready {
  readonly delivery: Delivery;
  readonly addressed: Addressed;
  readonly envelope: Envelope;
}
