import type { Episode, WatchedSeries } from '../alerts/episodes/state.js';
import type { PauseSpan } from '../schedule/pause.js';
import type { Trigger } from '../schedule/slot.js';
import type { Link } from './chain/link.js';
import type { Audit } from './model/audit.js';
import type {
  ArtifactRecord,
  Bundle,
  StoredArtifact,
  StoredSettings,
  StoredSnapshot,
} from './model/content.js';
import type { Attempt, Delivery, Outcome, PlannedDelivery, Resolution } from './model/delivery.js';
import type { Reason } from './model/reasons.js';
import type { Rewound } from './model/rewound.js';
import type { Claim, Claimant, Ending, Lease, Run, RunEvent } from './model/run.js';
import type { DeliveryState, RunState } from './model/states.js';

/**
 * The record of slots, runs and deliveries.
 *
 * Each writing method is one transaction, serialised with all other writers, and durable when it resolves. The ledger reads no clock: `at` is
 * the current time in epoch ms. Methods reject with a `LedgerError`; its `code` says what happened. A method that takes a lease is refused as
 * `fenced` once another process has claimed the run.
 */
export interface Ledger {
  readonly slots: Slots;
  readonly pauses: Pauses;
  readonly runs: Runs;
  readonly deliveries: Deliveries;
  readonly contents: Contents;
  readonly streaks: Streaks;
  readonly reloads: Reloads;
  readonly leases: Leases;
  readonly history: History;
  readonly weeks: Weeks;
  readonly alerts: Alerts;
  readonly receipts: Receipts;
  /**
   * Deletes what ended before the given instants with everything that belongs to it, and frees the space. The run whose thread an open episode
   * goes on in is kept. Of the chain of events, an anchor remains in the place of what is deleted.
   */
  prune(before: PruneBefore, at: number): Promise<Pruned>;
  /** What was done when the ledger was found to be an older copy; null when it was not, or was said already. */
  takeRewound(): Promise<Rewound | null>;
  /** Writes a row durably; rejects when the store cannot be written. */
  probe(at: number): Promise<void>;
  close(): Promise<void>;
}

export interface Slots {
  cursors(): Promise<readonly Cursor[]>;
  /**
   * Moves a digest's cursor and queues what became due, atomically. It moves, forwards or backwards, only while the cursor still equals `from`
   * (null: the digest has none yet), and while what is left out by hand still is what `due` was decided with; otherwise `moved` is false, and both
   * must be read again. A slot that already has a run keeps it. `runs` are the new ones.
   */
  advance(step: Advance, at: number): Promise<{ readonly moved: boolean; readonly runs: readonly Run[] }>;
  /** Moves cursors past times at which nothing was due, in one transaction; one that is no longer where `from` says stays. */
  moveIdle(moves: readonly CursorMove[]): Promise<void>;
  /**
   * Creates a run on request. A slot that already has a run is left as it is, and that run is `existing`. With a claimant the new run is claimed
   * in the same transaction, before a service on the same store can take it.
   */
  request(slot: RequestedSlot, claimant: Claimant | null, at: number): Promise<Requested>;
}

/** Up to when (epoch ms) a digest's slots have been queued. `schedule` is the schedule's fingerprint; another schedule starts a new cursor. */
export interface Cursor {
  readonly digest: string;
  readonly schedule: string;
  readonly at: number;
}

export interface CursorMove {
  readonly from: Cursor | null;
  readonly to: Cursor;
}

export interface Advance extends CursorMove {
  readonly due: readonly DueSlot[];
  /** All that `Pauses.all` had of the digest when `due` was decided; nothing when left out. */
  readonly leftOut?: readonly PauseSpan[];
}

/** A slot to run, or with `state: skipped` to record as left out. */
export interface DueSlot {
  readonly scheduledFor: number;
  readonly trigger: Trigger;
  readonly state: 'queued' | 'skipped';
  readonly reason: Reason;
  readonly deadline: number | null;
  /** Who left it out; kept in the first event. */
  readonly by?: string;
}

export interface RequestedSlot {
  readonly digest: string;
  readonly scheduledFor: number;
  readonly trigger: Trigger;
  readonly deadline: number | null;
  /** Who asks, a user and machine or `console`; kept in the first event. */
  readonly by?: string;
}

export type Requested =
  | { readonly kind: 'created'; readonly run: Run; readonly lease: Lease | null }
  | { readonly kind: 'existing'; readonly run: Run };

/**
 * Slots that people leave out, in place of or besides the `pause` of the configuration. `by` is a user, or `console`. A run that a slot has
 * already goes on: what these methods answer says so.
 */
export interface Pauses {
  /** Pauses and skips that are stored, also those that are over: by digest, and from the first on. */
  all(): Promise<readonly StoredPause[]>;
  /**
   * Leaves out the slots of a digest that have no run yet, up to `until` (exclusive, epoch ms; null: without an end), in place of a pause that
   * lasts.
   */
  pause(
    digest: string,
    wish: { readonly until: number | null; readonly by: string },
    at: number,
  ): Promise<PauseBegun>;
  /** Ends the pause that lasts: slots from `at` on are due again. Returns it as it was; null, and no write, without one. Skips stay. */
  resume(digest: string, by: string, at: number): Promise<StoredPause | null>;
  /** Leaves out one slot. Nothing is stored when it has a run, was looked at already, or is skipped already. */
  skip(slot: SkippedSlot, by: string, at: number): Promise<Skip>;
  /** Takes a skip back while its slot has not been looked at; null, and no write, when there is none. */
  unskip(slot: SkippedSlot, by: string, at: number): Promise<StoredPause | null>;
}

export interface SkippedSlot {
  readonly digest: string;
  /** Epoch ms. */
  readonly scheduledFor: number;
}

/** A pause or a skip, with who asked for it and when. */
export interface StoredPause extends PauseSpan {
  readonly digest: string;
  readonly at: number;
  /** Who ended it before its time; null when nobody did. Of a skip that was taken back, `until` is `from`: it covers nothing. */
  readonly endedBy: string | null;
}

export interface PauseBegun {
  readonly pause: StoredPause;
  /** The pause that it took the place of. */
  readonly before: StoredPause | null;
  /** Runs of the digest that go on. */
  readonly underWay: readonly Run[];
}

/** `taken`: the slot has a run, which stays as it is. `past`: it was looked at without a run, so nothing would send it. */
export type Skip =
  | { readonly kind: 'skipped' | 'skipped-before'; readonly skip: StoredPause }
  | { readonly kind: 'taken'; readonly run: Run }
  | { readonly kind: 'past' };

export interface Runs {
  /**
   * Claims a run whose lease expired, or else the queued or retrying run that has been due longest; null when there is none. With `run`, only
   * that one. Its deliveries left in `sending` become `unknown`, `crashed-while-sending`.
   */
  claim(claimant: Claimant, at: number, run?: string): Promise<Claim | null>;
  /** Extends the lease to `until` (epoch ms), also after it expired as long as nobody else claimed the run. */
  renew(lease: Lease, until: number): Promise<void>;
  /**
   * Stores the snapshots, artifacts and deliveries of a run before anything is sent. A run that already has a plan keeps it; the stored
   * deliveries are returned.
   */
  plan(lease: Lease, plan: DeliveryPlan, at: number): Promise<readonly Delivery[]>;
  /**
   * Stores a correction, skips what was still waiting for its readers, and clears `correcting`; the run's trigger becomes `correction` when a
   * reader has or may have the incomplete digest. null only clears `correcting`: there is nothing better to send. Does nothing while none is asked for.
   */
  correct(lease: Lease, correction: Correction | null, at: number): Promise<readonly Delivery[]>;
  /** Appends an event to the run. */
  note(lease: Lease, note: Pick<RunEvent, 'what' | 'reason' | 'detail'>, at: number): Promise<void>;
  /**
   * Makes the run `retrying`, to be claimed from `notBefore` on. Updates the digest's streak when a delivery has failed, is held or was sent
   * incomplete, or when the run is `unattended`.
   */
  park(lease: Lease, wait: Parking, at: number): Promise<void>;
  /** Makes the run `queued` again, to be claimed at once; counts neither as a crash nor as an attempt. */
  handBack(lease: Lease, reason: Reason, at: number): Promise<void>;
  /**
   * Ends the run. Deliveries still pending become `failed` with the ending's reason. Artifact bytes are dropped when everything is delivered
   * or the run is skipped. Updates the digest's streak. Idempotent.
   */
  finish(lease: Lease, ending: Ending, at: number): Promise<void>;
  /**
   * Queues a run again for what is missing: failed and skipped deliveries become `pending`, the trigger `resend` (`correction` for those of a
   * correction), crashes and waits are cleared, and a correction is asked for of what was sent incomplete, except by a test. Unknown deliveries are decided on
   * without waiting; held ones stay held. An addition is sent besides. Null when there is nothing to do; `run-busy` under a valid lease.
   */
  reopen(run: string, wish: Reopening, claimant: Claimant | null, at: number): Promise<Reopened | null>;
}

export interface DeliveryPlan {
  readonly snapshots: readonly StoredSnapshot[];
  readonly bundles: readonly Bundle[];
  readonly deliveries: readonly PlannedDelivery[];
  /** What the bundles were rendered with. */
  readonly settings?: StoredSettings;
  /** What the check of an alert found; stored in the same transaction. */
  readonly check?: CheckRecord;
}

/**
 * The result of a check. Rejects with `check-moved`, and stores nothing, when the alert was checked by another run since `from` was read.
 */
export interface CheckRecord {
  readonly alert: string;
  /** The slot of the check (epoch ms) that the result starts from; null when the alert was never checked. */
  readonly from: number | null;
  readonly to: number;
  /** All series of the alert; those that are stored and not among them are deleted. */
  readonly series: readonly WatchedSeries[];
  /** New and changed episodes, by id. */
  readonly episodes: readonly Episode[];
}

export interface Correction extends DeliveryPlan {
  /** The edition of its deliveries; larger than any before. */
  readonly edition: number;
}

export interface Parking {
  readonly notBefore: number;
  readonly reason: Reason;
  readonly error: string | null;
  /** Answers fetched so far by a run that waits for the rest, as JSON text; null keeps what is stored. */
  readonly draft?: string | null;
  /** True when no service runs that would try again: what is left is reported now. */
  readonly unattended?: boolean;
}

export interface Reopening {
  /** Addresses to send to; null for all. */
  readonly targets: readonly string[] | null;
  readonly deadline: number | null;
  readonly addition?: Addition;
  /** Who asks, as in `RequestedSlot`. */
  readonly by?: string;
}

/** Deliveries to send besides those missing from the plan. */
export interface Addition {
  readonly bundles: readonly Bundle[];
  /** One whose idempotency key is already stored is left out. */
  readonly deliveries: readonly PlannedDelivery[];
  /** Failed, skipped or pending deliveries to send again, with the fields that change. */
  readonly revived: readonly Revival[];
  /** Deliveries that others replace: skipped as `replaced` unless delivered or held. */
  readonly replaced: readonly { readonly delivery: string; readonly by: string }[];
}

export interface Revival
  extends Partial<Pick<Delivery, 'origin' | 'body' | 'attachments' | 'incomplete' | 'edition'>> {
  readonly delivery: string;
}

export interface Reopened {
  readonly run: Run;
  readonly lease: Lease | null;
  /** The deliveries that became `pending`. */
  readonly deliveries: readonly Delivery[];
}

export interface Deliveries {
  /** Deliveries of a run in the order of the plan. */
  of(run: string): Promise<readonly Delivery[]>;
  /** Records `sending` before the first byte is sent. If it rejects, do not send; `withdraw` once the store is back. */
  begin(lease: Lease, delivery: string, at: number): Promise<Delivery>;
  /** Records the outcome of a send. Idempotent. */
  end(lease: Lease, delivery: string, outcome: Outcome<EndState>, at: number): Promise<Delivery>;
  /** Returns `sending` to `pending` when no byte was sent, and does not count the attempt. Does nothing to a pending delivery. */
  withdraw(lease: Lease, delivery: string, at: number): Promise<Delivery>;
  /**
   * Changes a pending or unknown delivery without a send: given up (`failed`, `skipped`), to be sent later (`pending`), found at the other side
   * (`delivered`), or left to a person (`held`).
   */
  decide(lease: Lease, delivery: string, outcome: Outcome<DecidedState>, at: number): Promise<Delivery>;
  /**
   * Records a person's resolution of an unknown or held delivery. `resend` queues the run, with the later parts that were skipped for it; the
   * others derive the run's state from its deliveries. `by` is who says so, for the event. `run-busy` under a valid lease, `wrong-state` when the
   * outcome is known.
   */
  resolve(delivery: string, resolution: Resolution, at: number, by?: string): Promise<Delivery>;
}

export type EndState = Extract<DeliveryState, 'delivered' | 'failed' | 'unknown' | 'pending'>;
export type DecidedState = Exclude<DeliveryState, 'sending' | 'unknown'>;

export interface Contents {
  /** The latest edition of each slice. */
  snapshots(run: string): Promise<readonly StoredSnapshot[]>;
  /** The message head stored with a slice as JSON text; null when there is none. */
  head(run: string, slice: string, edition?: number): Promise<string | null>;
  /** Files of a bundle with their bytes; null when the bytes were dropped or never stored. */
  bundle(run: string, name: string): Promise<readonly StoredArtifact[] | null>;
  /** What an edition was rendered with; null where nothing, or nothing whole, is stored of it. */
  settings(run: string, edition?: number): Promise<StoredSettings | null>;
  /** The draft that `park` stored for a run without a plan; null when there is none. */
  draft(run: string): Promise<string | null>;
}

/** The health of each digest over its runs, so that `notify` reports a failure once and a recovery once. */
export interface Streaks {
  /** Streaks that were not reported yet; they stay due over a restart until `told`. */
  due(): Promise<readonly Streak[]>;
  /**
   * Marks the digest of an unfinished run as late. False when nothing changes: the run has ended, the digest is already late or failing, or a
   * later run has been counted.
   */
  late(run: string, at: number): Promise<boolean>;
  /** `at` must not lie before the streak's `since`. */
  told(digest: string, health: Streak['health'], at: number): Promise<void>;
}

export interface Streak {
  readonly digest: string;
  /**
   * `failing`: a run ended failed or partial, or goes on with a delivery failed, held or sent incomplete. `late`: a run was not delivered in time
   * and is still being tried. `well`: a later run was completed.
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

/** Whether each process could use the configuration it last read, so that `notify` reports a refusal once. */
export interface Reloads {
  /** Records the result of a reload: `problem` is null, or what is wrong. `place` is `host:file`. True when it must be reported. */
  keep(place: string, problem: string | null, at: number): Promise<boolean>;
  /**
   * Keeps a warning that recurs, to be reported once a day: true when `place` has none yet, or when the one that it has is a day old; else
   * nothing is written.
   */
  announce(place: string, problem: string, at: number): Promise<boolean>;
  /** Reloads that were not reported yet. */
  due(): Promise<readonly Reload[]>;
  told(place: string, health: Reload['health'], at: number): Promise<void>;
}

export interface Reload {
  readonly place: string;
  readonly health: 'refused' | 'well';
  readonly since: number;
  /** The last problem, without secrets; kept after it was solved. */
  readonly problem: string;
  readonly told: Reload['health'];
  readonly toldAt: number | null;
}

/** Named leases, for work that only one process may do. */
export interface Leases {
  /** Takes or extends a lease; false while another owner holds it. `version` is that of the program. */
  take(name: string, claimant: Claimant & { readonly version?: string }, at: number): Promise<boolean>;
  release(name: string, owner: string): Promise<void>;
  /** True while any process holds a lease whose name starts with `beginning`. */
  isTaken(beginning: string, at: number): Promise<boolean>;
  /** The leases whose names start with `beginning`, by name, also those that have run out. */
  named(beginning: string): Promise<readonly NamedLease[]>;
}

export interface NamedLease {
  readonly name: string;
  readonly owner: string;
  /** Epoch ms. */
  readonly until: number;
  /** Of the program that took it; null where it did not say. */
  readonly version: string | null;
  /** When it was taken or renewed last, epoch ms; null of a lease that an older version took. */
  readonly renewedAt: number | null;
}

export interface History {
  /**
   * Runs by when work on them last began, latest first. Without a digest, checks of alerts are among them only with `checks`; tests, of that digest
   * or of all, only with `tests`.
   */
  runs(filter: {
    readonly digest?: string;
    readonly checks?: boolean;
    readonly tests?: boolean;
    readonly limit: number;
  }): Promise<readonly RunRecord[]>;
  /** A page of the runs of one name, or of all digests, and how many there are in all; in the order of `runs`. */
  page(filter: RunFilter): Promise<{ readonly runs: readonly RunRecord[]; readonly total: number }>;
  /** The runs of the last `count` slots of each of these digests, latest first; those without any are absent. */
  lastRuns(digests: Iterable<string>, count: number): Promise<ReadonlyMap<string, readonly Run[]>>;
  /** Deliveries that wait for a person, latest slot first: held ones, and unknown ones of runs that have ended. At most 100. */
  inDoubt(): Promise<readonly { readonly run: Run; readonly delivery: Delivery }[]>;
  run(id: string): Promise<RunStory | null>;
  /** A few runs whose ids start with `text` (lower-case hex), in order. */
  beginning(text: string): Promise<readonly Run[]>;
  /** Ids of all digests with a run other than a test, including those no longer configured. */
  digests(): Promise<readonly string[]>;
  /** Runs of digests, and all deliveries, but for tests. */
  counts(): Promise<Counts>;
  /** When (epoch ms) the longest-waiting due run became due; null when none waits. */
  oldestDue(at: number): Promise<number | null>;
  /**
   * Scheduled runs due by `at`, checks of alerts among them, that are still under way, or ended failed or partial with no later completed run of
   * the digest; ordered by slot. Runs requested by a person are left out.
   */
  unfinished(at: number): Promise<readonly Run[]>;
  /** The last completed run of each digest. */
  lastCompleted(): Promise<
    ReadonlyMap<string, { readonly scheduledFor: number; readonly finishedAt: number }>
  >;
}

export interface RunFilter {
  /** Exactly this name, also of the checks of an alert or of tests; left out, all digests. */
  readonly digest?: string;
  readonly states?: readonly RunState[];
  /** Slots from `from` to before `to`, epoch ms. */
  readonly from?: number;
  readonly to?: number;
  readonly offset: number;
  readonly limit: number;
}

/** Proof of what was sent. */
export interface Receipts {
  /** Whether events, and the rows that they tell of, are as they were written. With an earlier head, whether it is still in the chain. */
  audit(asked?: Link): Promise<Audit>;
  /** The last place of the chain, as `audit` says it; null before the first event. */
  head(): Promise<string | null>;
  /** The deliveries that carry a file with one of these hashes, by run and place in the plan. */
  carrying(hashes: readonly string[]): Promise<readonly CarriedFile[]>;
  /** The deliveries by mail whose idempotency key is one of those. */
  mails(isWanted: (idempotencyKey: string) => boolean): Promise<readonly SentMail[]>;
}

export interface SentMail {
  readonly run: Run;
  readonly delivery: Delivery;
}

export interface CarriedFile extends SentMail {
  readonly file: Pick<ArtifactRecord, 'bundle' | 'name' | 'sha256'>;
}

/** What alerts watch, and what they found. Checks write through `Runs.plan`. */
export interface Alerts {
  /** The last check of an alert, or of all. */
  checks(alert?: string): Promise<readonly StoredCheck[]>;
  /** Episodes by their opening, latest first. `open`: only those that last, or that readers have not been told the end of. */
  episodes(filter: {
    readonly alert?: string;
    readonly open?: boolean;
    readonly limit?: number;
  }): Promise<readonly Episode[]>;
  episode(id: string): Promise<Episode | null>;
  /** Snoozes that are stored, also those that are over. */
  snoozes(): Promise<readonly Snooze[]>;
  /** Begins a snooze in place of the one before; `until: null` ends the one that lasts, and does nothing without one. */
  snooze(
    alert: string,
    wish: { readonly until: number | null; readonly by: string },
    at: number,
  ): Promise<void>;
}

export interface StoredCheck {
  readonly alert: string;
  /** Its slot, epoch ms. */
  readonly at: number;
  /** In the order of the check. */
  readonly series: readonly WatchedSeries[];
  /**
   * When the ledger was found to be an older copy, or was restored, since this check; else null. What began before then may have been told
   * by checks that the copy does not know.
   */
  readonly rewoundAt: number | null;
}

/** A time in which an alert says nothing. */
export interface Snooze {
  readonly alert: string;
  /** Epoch ms; of one that somebody ended, when that was. */
  readonly until: number;
  /** Who asked for it: a user and machine, or `console`. */
  readonly by: string;
  readonly at: number;
  /** Who ended it before its time; null when nobody did. */
  readonly endedBy: string | null;
}

/** Answers of the API for past weeks, so that each week is requested once. */
export interface Weeks {
  /** JSON texts by key; those that are not stored, or are damaged, are absent. */
  of(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Stores weeks, or replaces them. */
  keep(weeks: readonly StoredWeek[]): Promise<void>;
}

export interface StoredWeek {
  readonly key: string;
  /** When the week ended, epoch ms. */
  readonly ended: number;
  readonly json: string;
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

/** Epoch ms. */
export interface PruneBefore {
  /** For runs, for episodes that readers were told the end of, and for snoozes, pauses and skips that are over. */
  readonly runs: number;
  /** For checks of alerts that found nothing to say, each but the last. */
  readonly quietChecks: number;
  /** For answers for past weeks. */
  readonly weeks: number;
}

export interface Pruned {
  readonly runs: number;
  readonly deliveries: number;
  readonly episodes: number;
  readonly weeks: number;
}
