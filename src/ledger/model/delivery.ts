import type { Reason } from './reasons.js';
import type { DeliveryState } from './states.js';

/** One part of the message to one target, as stored. Instants are epoch ms. */
export interface Delivery {
  /** The run's id and a number: `3f0c9a51b27e4d68.2`. */
  readonly id: string;
  readonly run: string;
  /** Its place in the plan, from 1. */
  readonly position: number;
  readonly kind: string;
  readonly target: string;
  readonly part: string;
  /** The slice of the digest that it carries: the key of a snapshot. */
  readonly slice: string;
  /** Names of the bundles that it carries, or null. */
  readonly body: string | null;
  readonly attachments: string | null;
  /** Hash of the names and hashes of the files in both; null without any. */
  readonly carries: string | null;
  /** 1 when figures are missing from the digest that it carries, else 0. */
  readonly incomplete: 0 | 1;
  /** 0 for the digest as it was first sent, n for its n-th correction. */
  readonly edition: number;
  /**
   * What addressed it: an entry of `deliver:` such as `digests.weekly.deliver[0]`, or `send` for a person. Null in rows of older
   * versions.
   */
  readonly origin: string | null;
  /** Unique in the store; the same for every attempt. */
  readonly idempotencyKey: string;
  readonly state: DeliveryState;
  /** Why it is in this state, as a word for machines. */
  readonly reason: Reason;
  /** The same as a sentence for people, or null when nothing is wrong. */
  readonly error: string | null;
  /** What a delivered message had to leave out, in sentences; null when it is whole, or not delivered. */
  readonly notes: string | null;
  /** Sends begun so far. */
  readonly attempt: number;
  readonly notBefore: number | null;
  /** The other side's id of what it accepted, such as a Message-ID or a Slack timestamp. */
  readonly providerRef: string | null;
  /** Start and end of the last send. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

/** A delivery before it is stored. */
export type PlannedDelivery = Pick<
  Delivery,
  'kind' | 'target' | 'part' | 'slice' | 'body' | 'attachments' | 'incomplete' | 'edition' | 'idempotencyKey'
> & { readonly origin?: string | null };

/** The `origin` of a delivery that a person addressed with `send`. */
export const SENT_BY_HAND = 'send';

/**
 * How a send ended, or what was decided without one. `pending`: to be sent again, not before `notBefore` (epoch ms).
 * `error` is a sentence for people, without secrets.
 */
export interface Outcome<State extends DeliveryState = DeliveryState> {
  readonly state: State;
  readonly reason: Reason;
  readonly error: string | null;
  /** Of a delivered one: what had to be left out, or null. */
  readonly notes: string | null;
  readonly providerRef: string | null;
  readonly notBefore: number | null;
}

/** An outcome with nothing in it but a state and its reason. */
export function outcomeWith<State extends Outcome['state']>(state: State, reason: Reason): Outcome<State> {
  return { state, reason, error: null, notes: null, providerRef: null, notBefore: null };
}

/** What a person says of a delivery whose outcome is unknown, or wants done about it. */
export type Resolution = 'delivered' | 'failed' | 'resend';

/** One send of a delivery. `endedAt` is null while it runs. */
export interface Attempt {
  readonly delivery: string;
  readonly attempt: number;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: DeliveryState | null;
  readonly reason: Reason | null;
  readonly error: string | null;
  readonly notes: string | null;
}
