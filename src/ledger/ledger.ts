import type { Trigger } from '../schedule/slot.js';
import type { ArtifactRecord, Bundle, StoredArtifact, StoredSnapshot } from './model/content.js';
import type { Attempt, Delivery, Outcome, PlannedDelivery, Resolution } from './model/delivery.js';
import type { Reason } from './model/reasons.js';
import type { Claim, Claimant, Ending, Lease, Run, RunEvent } from './model/run.js';
import type { DeliveryState, RunState } from './model/states.js';
import type { Rewound } from './rewind.js';

/**
 * What is remembered: which slots are due, how each run went, what was sent to whom.
 *
 * Every method that changes something is one transaction, one writer at a time, and durable when it returns. There is no clock
 * inside: `at` is now, in epoch ms. Methods reject with a `LedgerError`, whose `code` tells what happened.
 * A step that takes a lease is refused as `fenced` once another process has claimed the run.
 */
export interface Ledger {
  readonly slots: Slots;
  readonly runs: Runs;
  readonly deliveries: Deliveries;
  readonly contents: Contents;
  readonly streaks: Streaks;
  readonly reloads: Reloads;
  readonly leases: Leases;
  readonly history: History;
  /** Forgets finished runs that ended before `before`, with all that belongs to them, and gives the space back. */
  prune(before: number): Promise<Pruned>;
  /** What was done when the ledger was found to be an older copy; null when it was not, or was said already. */
  takeRewound(): Promise<Rewound | null>;
  /** Writes a row and waits for the disk; rejects when the store cannot be written. */
  probe(at: number): Promise<void>;
  close(): Promise<void>;
}

export interface Slots {
  cursors(): Promise<readonly Cursor[]>;
  /**
   * Moves a digest's cursor and queues what became due, or neither. It moves only when the cursor still is `from` (null: the digest
   * has none yet), also back, after a clock that was ahead; otherwise `moved` is false and the cursors must be read again. A slot that has
   * a run already, by hand for example, keeps it. `runs` are the new ones.
   */
  advance(step: Advance, at: number): Promise<{ readonly moved: boolean; readonly runs: readonly Run[] }>;
  /**
   * A run by hand. Where the slot has a run, nothing changes and that run is `existing`: the same instant is sent once, whoever asks
   * first. With a claimant the new run is claimed at once, before a service on the same store can take it.
   */
  request(slot: RequestedSlot, claimant: Claimant | null, at: number): Promise<Requested>;
}

/** How far a digest's schedule has been looked at; `schedule` is a fingerprint of it: another schedule, another cursor. */
export interface Cursor {
  readonly digest: string;
  readonly schedule: string;
  readonly at: number;
}

export interface Advance {
  readonly from: Cursor | null;
  readonly to: Cursor;
  readonly due: readonly DueSlot[];
}

/** A slot to be run, or, with `state: skipped`, to be remembered as left out, and why. */
export interface DueSlot {
  readonly scheduledFor: number;
  readonly trigger: Trigger;
  readonly state: 'queued' | 'skipped';
  readonly reason: Reason;
  readonly deadline: number | null;
}

export interface RequestedSlot {
  readonly digest: string;
  readonly scheduledFor: number;
  readonly trigger: Trigger;
  readonly deadline: number | null;
}

export type Requested =
  | { readonly kind: 'created'; readonly run: Run; readonly lease: Lease | null }
  | { readonly kind: 'existing'; readonly run: Run };

export interface Runs {
  /**
   * A run whose lease ran out, or else the one that has waited longest: queued or retrying with its time come. Null when there is
   * none. With `run`, that one only. Deliveries left in `sending` become `unknown` with the reason `crashed-while-sending`.
   */
  claim(claimant: Claimant, at: number, run?: string): Promise<Claim | null>;
  /** Keeps the run; works also after the lease ran out, if nobody took it over. */
  renew(lease: Lease, until: number): Promise<void>;
  /**
   * Stores what will be sent, before anything is. A run that has been planned keeps its first plan, and that is returned: its
   * artifacts and deliveries are what to go on with.
   */
  plan(lease: Lease, plan: DeliveryPlan, at: number): Promise<readonly Delivery[]>;
  /**
   * Stores the corrected digest for those who are to get it, and takes what waits for them back: the wish for a correction is fulfilled, and the
   * run's trigger is `correction` when anybody has it incomplete. null: there is nothing better to send, and the wish is over. Without a wish nothing happens.
   */
  correct(lease: Lease, correction: Correction | null, at: number): Promise<readonly Delivery[]>;
  /** Adds a line to the run's events. */
  note(lease: Lease, note: Pick<RunEvent, 'what' | 'reason' | 'detail'>, at: number): Promise<void>;
  /**
   * `retrying`: to be claimed again from `notBefore` on. Keeps the digest's streak when a delivery is lost or was sent incomplete, or when
   * nobody will try again.
   */
  park(lease: Lease, wait: Parking, at: number): Promise<void>;
  /** `queued`: to be claimed by anybody, at once; counts neither as a crash nor as an attempt. */
  handBack(lease: Lease, reason: Reason, at: number): Promise<void>;
  /**
   * The end. Deliveries still pending become failed with the ending's reason. The bytes of artifacts are dropped when the run is
   * completed or skipped. Keeps the digest's streak. The same ending twice is one.
   */
  finish(lease: Lease, ending: Ending, at: number): Promise<void>;
  /**
   * Sends what is missing: failed and skipped deliveries become pending and the run is queued with the
   * trigger `resend` (`correction` when they are of one), free of its crashes and waits; what was planned incomplete is wished to be corrected.
   * Unknown ones are decided on at once; held ones stay so. With an addition, more is
   * sent. Null when there is nothing to do. Refused as `run-busy` under a living lease.
   */
  reopen(run: string, wish: Reopening, claimant: Claimant | null, at: number): Promise<Reopened | null>;
}

export interface DeliveryPlan {
  readonly snapshots: readonly StoredSnapshot[];
  readonly bundles: readonly Bundle[];
  readonly deliveries: readonly PlannedDelivery[];
}

export interface Correction extends DeliveryPlan {
  /** Of its deliveries; larger than any before. */
  readonly edition: number;
}

export interface Parking {
  readonly notBefore: number;
  readonly reason: Reason;
  readonly error: string | null;
  /** What was fetched so far of a run that waits for the rest, as JSON text; what was kept before stays without one. */
  readonly draft?: string | null;
  /** No service runs that would try again: what is left is news already. */
  readonly unattended?: boolean;
}

export interface Reopening {
  /** Only these targets' addresses; null takes all. */
  readonly targets: readonly string[] | null;
  readonly deadline: number | null;
  readonly addition?: Addition;
}

/** What is sent of a run beyond what is missing of its plan. */
export interface Addition {
  readonly bundles: readonly Bundle[];
  /** One whose key is there already is left out: somebody else was quicker. */
  readonly deliveries: readonly PlannedDelivery[];
  /** Deliveries that are sent in any case, unless they arrived or may have, with what is different now. */
  readonly revived: readonly Revival[];
  /** Deliveries that others are made in the place of: skipped as `replaced`, unless they arrived or are held. */
  readonly replaced: readonly { readonly delivery: string; readonly by: string }[];
}

export interface Revival
  extends Partial<Pick<Delivery, 'origin' | 'body' | 'attachments' | 'incomplete' | 'edition'>> {
  readonly delivery: string;
}

export interface Reopened {
  readonly run: Run;
  readonly lease: Lease | null;
  /** What became pending. */
  readonly deliveries: readonly Delivery[];
}

export interface Deliveries {
  /** In the order of the plan. */
  of(run: string): Promise<readonly Delivery[]>;
  /** From `pending` to `sending`, before the first byte. When it rejects, nothing may be sent: `withdraw` once the store is back. */
  begin(lease: Lease, delivery: string, at: number): Promise<Delivery>;
  /** From `sending` to what came of it. The same end twice is one. */
  end(lease: Lease, delivery: string, outcome: Outcome<EndState>, at: number): Promise<Delivery>;
  /** From `sending` back to `pending` when not a byte was sent; that attempt is not counted. Nothing happens to a pending one. */
  withdraw(lease: Lease, delivery: string, at: number): Promise<Delivery>;
  /**
   * A decision without a send, for a pending or unknown one: give it up (`failed`, `skipped`), another time (`pending`), found on
   * the other side (`delivered`), or leave it to a person (`held`).
   */
  decide(lease: Lease, delivery: string, outcome: Outcome<DecidedState>, at: number): Promise<Delivery>;
  /**
   * What a person says of an unknown or held one. `resend` queues the run, with the parts that it held up; the others settle the run's state by its deliveries.
   * Refused as `run-busy` under a living lease, and as `wrong-state` when its result is known.
   */
  resolve(delivery: string, resolution: Resolution, at: number): Promise<Delivery>;
}

export type EndState = Extract<DeliveryState, 'delivered' | 'failed' | 'unknown' | 'pending'>;
export type DecidedState = Exclude<DeliveryState, 'sending' | 'unknown'>;

export interface Contents {
  /** Of each slice the last edition's. */
  snapshots(run: string): Promise<readonly StoredSnapshot[]>;
  /** The head of a slice's snapshot, or null when there is none. */
  head(run: string, slice: string, edition?: number): Promise<string | null>;
  /** The files of a bundle with their bytes, or null when they were dropped or never stored. */
  bundle(run: string, name: string): Promise<readonly StoredArtifact[] | null>;
  /** What `park` kept of a run that has no plan yet. */
  draft(run: string): Promise<string | null>;
}

/** Whether a digest has been failing, so that it is told once when it begins and once when it ends. */
export interface Streaks {
  /** Those whose news has not been told: it stays due, also over a restart, until `told`, also when it is over by then. */
  due(): Promise<readonly Streak[]>;
  /**
   * Takes a run for late that is still under way. False when that changes nothing: it has ended meanwhile, its digest is late or failing already,
   * or a later run of it has counted.
   */
  late(run: string, at: number): Promise<boolean>;
  /** `at` must not lie before the streak's `since`. */
  told(digest: string, health: Streak['health'], at: number): Promise<void>;
}

export interface Streak {
  readonly digest: string;
  /**
   * `failing` since a run ended failed or partial, or lost a delivery or sent an incomplete digest and goes on; `late` since one that was not out in time and is still
   * tried; `well` since the next one that was completed.
   */
  readonly health: 'failing' | 'late' | 'well';
  /** When the present health began, and the run that made it so. */
  readonly since: number;
  readonly run: string;
  /** Runs that failed in this streak, or in the one that ended. */
  readonly failures: number;
  readonly scheduledFor: number;
  readonly told: Streak['health'];
  readonly toldAt: number | null;
}

/** Whether a process could use the configuration that it was last told to read, so that this too is told once. */
export interface Reloads {
  /** Keeps what came of reading a configuration: null, or what is wrong with it. `place` is the machine and the file. True when it is news. */
  keep(place: string, problem: string | null, at: number): Promise<boolean>;
  /** Those whose news has not been told. */
  due(): Promise<readonly Reload[]>;
  told(place: string, health: Reload['health'], at: number): Promise<void>;
}

export interface Reload {
  readonly place: string;
  readonly health: 'refused' | 'well';
  readonly since: number;
  /** Without secrets; what was wrong last, also when it is well. */
  readonly problem: string;
  readonly told: Reload['health'];
  readonly toldAt: number | null;
}

/** Named leases for what one process alone should do. */
export interface Leases {
  /** True when the owner has it now: it was free, run out, or its own. */
  take(name: string, claimant: Claimant, at: number): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
  /** Whether a process holds a lease whose name begins so. */
  isTaken(beginning: string, at: number): Promise<boolean>;
}

export interface History {
  /** Those that were worked on last come first, whatever slot they are for. */
  runs(filter: { readonly digest?: string; readonly limit: number }): Promise<readonly RunRecord[]>;
  run(id: string): Promise<RunStory | null>;
  /** Runs whose ids begin with `text`, lower-case hex digits: a few, in order. */
  beginning(text: string): Promise<readonly Run[]>;
  /** Every digest that has a run, also those that the configuration no longer has. */
  digests(): Promise<readonly string[]>;
  counts(): Promise<Counts>;
  /** Since when the run has been due that has waited longest, or null when none waits. */
  oldestDue(at: number): Promise<number | null>;
  /**
   * Scheduled runs whose slot is over and that are not whole: those under way, and those that ended failed or partial after the last completed one
   * of their digest; by their slot. Runs that only a person asked for are not among them.
   */
  unfinished(at: number): Promise<readonly Run[]>;
  /** The last completed run of each digest. */
  lastCompleted(): Promise<
    ReadonlyMap<string, { readonly scheduledFor: number; readonly finishedAt: number }>
  >;
}

export interface RunRecord {
  readonly run: Run;
  readonly deliveries: readonly Delivery[];
}

export interface RunStory extends RunRecord {
  readonly events: readonly RunEvent[];
  readonly attempts: readonly Attempt[];
  readonly artifacts: readonly ArtifactRecord[];
}

export interface Counts {
  readonly runs: Readonly<Partial<Record<RunState, number>>>;
  readonly deliveries: readonly {
    readonly kind: string;
    readonly state: DeliveryState;
    readonly count: number;
  }[];
}

export interface Pruned {
  readonly runs: number;
  readonly deliveries: number;
}
