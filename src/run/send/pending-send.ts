import type { Channels, Envelope } from '../../channels/channel.js';
import type { DigestConfig } from '../../config/config.js';
import type { Contents, History } from '../../ledger/ledger.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import type { Clock } from '../../lib/time/clock.js';
import type { Journal } from '../journal/journal.js';
import type { LeaseKeeper } from '../journal/lease-keeper.js';
import type { Destination } from '../readers/destination.js';

/** Dependencies of sending the deliveries of one run. */
export interface Dispatch {
  readonly journal: Journal;
  readonly lease: LeaseKeeper;
  readonly digest: DigestConfig;
  readonly channels: Channels;
  readonly contents: Contents;
  readonly history: History;
  readonly clock: Clock;
  readonly random: () => number;
  /** Aborts when no further send may begin. */
  readonly stop: AbortSignal;
  /** Aborts sends in progress. */
  readonly abort: AbortSignal;
}

/** A delivery with everything needed to send it. */
export interface PendingSend {
  readonly delivery: Delivery;
  readonly destination: Destination;
  readonly envelope: Envelope;
}
