import type { DigestConfig } from '../config/config.js';
import type { Envelope } from '../deliver/deliverer.js';
import type { Delivery } from '../ledger/delivery.js';
import type { Contents, History } from '../ledger/ledger.js';
import type { Clock } from '../lib/clock.js';
import type { Addressed, Deliverers } from './addressed.js';
import type { Hold } from './hold.js';
import type { Journal } from './journal.js';

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
