import type { Channels } from '../../channels/channel.js';
import type { Answers } from '../../chatbot/fetch.js';
import type { Snapshot } from '../../chatbot/snapshot.js';
import type { DigestConfig } from '../../config/config.js';
import { type Delivery, outcomeWith } from '../../ledger/model/delivery.js';
import { LedgerError } from '../../ledger/model/errors.js';
import type { Run } from '../../ledger/model/run.js';
import { hasHole } from '../../ledger/steps/editions.js';
import { linkSignal } from '../../lib/async/linked-signal.js';
import type { RunOutcome } from '../events/event.js';
import { waitAfter } from '../journal/backoff.js';
import { createJournal, type Job, type Journal, type JournalTools } from '../journal/journal.js';
import { keepLease, type LeaseKeeper } from '../journal/lease-keeper.js';
import type { RunWatch } from '../prepare/composition.js';
import type { HeldBack } from '../prepare/decide-sending.js';
import { gapMessages } from '../prepare/gaps.js';
import type { SliceFiles } from '../prepare/prepare-deliveries.js';
import { makeCorrection, type PrepareDigestTools, prepareDigest } from '../prepare/prepare-digest.js';
import { correctingOf } from '../readers/correcting.js';
import { slotOf } from '../schedule/lateness.js';
import { patienceEnd } from '../schedule/timetable.js';
import { dispatch } from '../send/dispatch.js';
import { breakageOf, whatBroke } from './breakage.js';
import { runOutcomeOf } from './run-outcome.js';
import { graceAfter, limitTime } from './time-limit.js';

/** Dependencies of a run; wired in the composition root. */
export interface RunTools extends PrepareDigestTools, JournalTools {
  readonly channels: Channels;
  readonly digests: ReadonlyMap<string, DigestConfig>;
  readonly random: () => number;
  /** Whether a service runs that retries what is left; without it, this process is one. */
  attended?(): Promise<boolean>;
}

/** Result of working on a run; `outcome` is null when another process took it over. */
export interface RunReport {
  readonly outcome: RunOutcome | null;
  /** What could not be fetched and why, a sentence each. */
  readonly gaps: readonly string[];
  /** What was rendered this time. */
  readonly files: readonly SliceFiles[];
  /** How missing figures were handled because the run does not wait, a sentence each. */
  readonly decided?: readonly string[];
}

interface Work {
  readonly tools: RunTools;
  readonly job: Job;
  readonly digest: DigestConfig;
  readonly journal: Journal;
  readonly lease: LeaseKeeper;
  readonly watch: RunWatch;
}

/**
 * Works on a claimed run: fetch, compose, render, plan, deliver; each result is stored before the next step. When `watch.signal` aborts,
 * fetching stops at once, a send in progress may finish, and the run is handed back.
 */
export async function execute(tools: RunTools, job: Job, watch: RunWatch): Promise<RunReport> {
  const { observe } = tools;
  const { run } = job;
  const journal = createJournal(tools, job);
  const lease = keepLease(tools, job.lease, run.leaseUntil ?? 0);
  const stop = linkSignal(watch.signal);
  const watched = { ...watch, signal: stop.signal };
  observe({ kind: 'begun', run, takenOver: job.takenOver });
  try {
    const digest = tools.digests.get(run.digest);
    const report = digest
      ? await work({ tools, job, digest, journal, lease, watch: watched })
      : gone(run, await journal.deliveries());
    const attended = report.outcome.state !== 'retrying' || ((await tools.attended?.()) ?? true);
    await leave(journal, report, !attended);
    const { outcome, incomplete } = report;
    observe({ kind: 'left', run, outcome, incomplete });
    return report;
  } catch (error) {
    if (!(error instanceof LedgerError) || error.code !== 'fenced') throw error;
    observe({ kind: 'lost', run });
    return { outcome: null, gaps: [], files: [] };
  } finally {
    lease.release();
    stop.unlink();
  }
}

interface Left extends RunReport {
  readonly outcome: RunOutcome;
  /** True when a reader has a digest with missing figures. */
  readonly incomplete: boolean;
  /** Answers fetched so far, for the next attempt. */
  readonly draft?: string;
}

const NOTHING: Omit<Left, 'outcome'> = { gaps: [], files: [], incomplete: false };

async function work(to: Work): Promise<Left> {
  let made = NOTHING;
  try {
    const tardy = tooLate(to);
    if (tardy) return { ...made, outcome: tardy };
    if (to.job.run.plannedAt === null) {
      const { held, ...first } = await prepareRun(to);
      made = { ...made, ...first };
      if (held) return { ...made, outcome: heldOutcome(to, held) };
    } else {
      if (to.job.run.correcting !== null) made = { ...made, ...(await correctRun(to)) };
      if (isOverdue(to)) await giveUp(to.journal);
    }
    await deliver(to);
    const deliveries = await to.journal.deliveries();
    made = { ...made, incomplete: hasHole(deliveries) };
    const outcome = runOutcomeOf(deliveries, made.incomplete ? await missingFrom(to) : null);
    const stopped = to.watch.signal.aborted && outcome.state === 'retrying';
    return { ...made, outcome: stopped ? HANDED_BACK : outcome };
  } catch (error) {
    return { ...made, outcome: brokenOff(to, error) };
  }
}

const HANDED_BACK: RunOutcome = { state: 'queued', reason: 'stopped', error: null, notBefore: null };

/** Why figures are missing from what was sent, a sentence each. */
async function missingFrom({ tools, job: { run } }: Work): Promise<readonly string[]> {
  const stored = await tools.ledger.contents.snapshots(run.id);
  return gapMessages(stored.map(({ json }) => JSON.parse(json) as Snapshot));
}

/** Fetches, renders and stores the plan; or returns why nothing is sent. */
async function prepareRun({ tools, job, digest, journal, lease, watch }: Work) {
  const { run } = job;
  const waitsUntil = patienceEnd(run, digest);
  const patient = waitsUntil !== null && tools.clock.now() < waitsUntil;
  const answers: Answers = new Map(JSON.parse(await draftOf(tools, run)));
  const slot = slotOf(run, tools.clock.now());
  const asked = { digest, slot, subject: run.id, patient, answers };
  const made = await limitTime(tools, [watch.signal, lease.lost], (signal) =>
    prepareDigest(tools, asked, { ...watch, signal }),
  );
  const { gaps } = made;
  await fetched({ tools, journal }, gaps);
  if (made.kind === 'held') return { gaps, held: made.held, draft: JSON.stringify([...answers]) };
  await journal.plan(made.plan);
  const holes = made.plan.deliveries.some(({ incomplete }) => incomplete === 1);
  const decided = holes && waitsUntil === null ? [DECIDED] : [];
  return { gaps, files: made.files, held: null, decided };
}

async function fetched({ tools, journal }: Pick<Work, 'tools' | 'journal'>, gaps: readonly string[]) {
  tools.observe({ kind: 'fetched', run: journal.run, gaps });
  await journal.note({
    what: 'fetched',
    reason: gaps.length > 0 ? 'incomplete' : 'complete',
    detail: gaps.join(' ') || null,
  });
}

/** Fetches and renders again what was sent incomplete, and stores the correction if there is one. */
async function correctRun({ tools, job, digest, journal, lease, watch }: Work) {
  const { run } = job;
  const correcting = correctingOf(run, await journal.deliveries());
  const stored = (await tools.ledger.contents.snapshots(run.id)).map(({ json }) => JSON.parse(json));
  const slot = slotOf({ ...run, trigger: 'correction' }, tools.clock.now());
  const asked = { digest, slot, subject: run.id, correcting, stored };
  const made = await limitTime(tools, [watch.signal, lease.lost], (signal) =>
    makeCorrection(tools, asked, { ...watch, signal }),
  );
  const { gaps } = made;
  await fetched({ tools, journal }, gaps);
  const { edition } = correcting;
  await journal.correct(made.kind === 'held' ? null : { ...made.plan, edition });
  if (made.kind === 'held') return { gaps, decided: [STILL_MISSING] };
  return { gaps, files: made.files };
}

const STILL_MISSING = 'Figures are still missing, so no correction was sent.';

const DECIDED =
  'Asked for by hand, it does not wait `gapPatience` for what is missing: `onGap` is send, so it goes without.';

/** Answers kept from an earlier attempt; damaged ones are fetched again. */
async function draftOf({ ledger }: Pick<RunTools, 'ledger'>, { id, attempt }: Run): Promise<string> {
  if (attempt <= 1) return '[]';
  try {
    return (await ledger.contents.draft(id)) ?? '[]';
  } catch (error) {
    if (error instanceof LedgerError && error.code === 'content-damaged') return '[]';
    throw error;
  }
}

async function deliver({ tools, digest, journal, lease, watch }: Work): Promise<void> {
  await limitTime(tools, [lease.lost], (limit, done) =>
    dispatch({
      ...tools,
      contents: tools.ledger.contents,
      history: tools.ledger.history,
      journal,
      lease,
      digest,
      stop: AbortSignal.any([watch.signal, limit]),
      abort: AbortSignal.any([graceAfter(watch.signal, tools, done), limit]),
    }),
  );
}

/** The outcome of a scheduled run that was not started within `maxLateness`; null otherwise. */
function tooLate({ tools, job: { run }, digest }: Work): RunOutcome | null {
  if (run.plannedAt !== null || run.trigger === 'manual' || run.trigger === 'resend') return null;
  if (run.attempt > 1 || tools.clock.now() - Math.max(run.scheduledFor, run.queuedAt) <= digest.maxLateness)
    return null;
  const error = `Nothing worked on it in time: it was due at ${new Date(run.scheduledFor).toISOString()}. botdigest resend ${run.id} sends it all the same.`;
  return { state: 'failed', reason: 'too-late', error, notBefore: null };
}

/** The deadline applies to retries, not to the first attempt or a takeover. */
function isOverdue({ tools, job: { run, takenOver } }: Work): boolean {
  return run.attempt > 1 && !takenOver && run.deadline !== null && tools.clock.now() > run.deadline;
}

async function giveUp(journal: Journal): Promise<void> {
  for (const delivery of await journal.deliveries()) {
    if (delivery.state !== 'pending') continue;
    const error = [delivery.error, 'The time for trying again is over.'].filter(Boolean).join(' ');
    await journal.decide(delivery, { ...outcomeWith('failed', 'gave-up'), error });
  }
}

/**
 * The outcome of a run that is not sent now. It retries while missing figures may still come: until the deadline, for `maxLateness` with
 * `onGap: hold`, for `gapPatience` before it is sent without them.
 */
function heldOutcome({ tools, job: { run }, digest }: Work, held: HeldBack): RunOutcome {
  const { state, reason, error, passing } = held;
  const latest = reason === 'incomplete-digest' ? run.scheduledFor + digest.maxLateness : 0;
  const limit = Math.max(run.deadline ?? 0, latest);
  const notBefore = tools.clock.now() + waitAfter(run.attempt, null, tools.random);
  if (reason === 'incomplete') {
    const end = patienceEnd(run, digest) ?? notBefore;
    return { state: 'retrying', reason, error, notBefore: Math.min(notBefore, end) };
  }
  if (passing && notBefore <= limit) return { state: 'retrying', reason, error, notBefore };
  return { state, reason, error, notBefore: null };
}

export const digestGone = ({ id, digest }: Run): string =>
  `The configuration has no digest "${digest}" any more. Put it back, then: botdigest resend ${id}.`;

const gone = (run: Run, deliveries: readonly Delivery[]): Left => ({
  ...NOTHING,
  outcome: {
    state: hasHole(deliveries) ? 'partial' : 'failed',
    reason: 'digest-gone',
    error: digestGone(run),
    notBefore: null,
  },
});

/** The outcome of a run whose work threw: stopped, timed out, or an unexpected error. */
function brokenOff({ tools, job: { run }, lease, watch }: Work, error: unknown): RunOutcome {
  if (error instanceof LedgerError || lease.lost.aborted)
    throw lease.lost.aborted ? lease.lost.reason : error;
  if (watch.signal.aborted) return HANDED_BACK;
  const { reason, tries } = breakageOf(error);
  if (reason === 'internal-error' || reason === 'thread-ended')
    tools.observe({ kind: 'trouble', what: `the run ${run.id}`, error });
  const message = whatBroke(error, reason);
  const notBefore = tools.clock.now() + waitAfter(run.attempt, null, tools.random);
  if (run.attempt < tries && notBefore <= (run.deadline ?? 0))
    return { state: 'retrying', reason, error: message, notBefore };
  return { state: 'failed', reason, error: message, notBefore: null };
}

async function leave(journal: Journal, { outcome, draft }: Left, unattended: boolean): Promise<void> {
  const { state, reason, error, notBefore } = outcome;
  if (state === 'queued') return journal.handBack(reason);
  if (state === 'retrying')
    return journal.park({ notBefore: notBefore ?? 0, reason, error, draft: draft ?? null, unattended });
  return journal.finish({ state, reason, error });
}
