import { alertOf } from '../../alerts/check-name.js';
import { isSnoozed } from '../../alerts/message/quiet.js';
import type { Delivery } from '../../ledger/model/delivery.js';
import { LedgerError } from '../../ledger/model/errors.js';
import type { Run } from '../../ledger/model/run.js';
import { hasHole } from '../../ledger/steps/editions.js';
import { testOf } from '../../schedule/test-name.js';
import type { RunOutcome } from '../events/event.js';
import { waitAfter } from '../journal/backoff.js';
import type { HeldBack } from '../prepare/decide-sending.js';
import { patienceEnd } from '../schedule/timetable.js';
import { breakageOf, whatBroke } from './breakage.js';
import type { RunWork } from './run-work.js';

/** The outcome of a run that was stopped: another process, or this one later, goes on with it. */
export const HANDED_BACK: RunOutcome = { state: 'queued', reason: 'stopped', error: null, notBefore: null };

const NEVER_LATE: readonly Run['trigger'][] = ['manual', 'console', 'resend', 'test'];

/** The outcome of a scheduled run that was not started within `maxLateness`; null otherwise. */
export function tooLate({ tools, job: { run }, digest }: RunWork): RunOutcome | null {
  if (run.plannedAt !== null || NEVER_LATE.includes(run.trigger)) return null;
  if (run.attempt > 1 || tools.clock.now() - Math.max(run.scheduledFor, run.queuedAt) <= digest.maxLateness)
    return null;
  const error = `Nothing worked on it in time: it was due at ${new Date(run.scheduledFor).toISOString()}. botdigest resend ${run.id} sends it all the same.`;
  return { state: 'failed', reason: 'too-late', error, notBefore: null };
}

/** The outcome of a test of which nothing was made by the process that it was asked of: only that one knows whom it is for. Null otherwise. */
export function interruptedTest({ tools, job: { run } }: Pick<RunWork, 'tools' | 'job'>): RunOutcome | null {
  const digest = testOf(run.digest);
  return digest === null || run.plannedAt !== null || tools.test ? null : interrupted(digest);
}

const interrupted = (digest: string): RunOutcome => ({
  state: 'failed',
  reason: 'interrupted',
  error: `The process that made this test has ended, and nothing was sent. botdigest test ${digest} makes another.`,
  notBefore: null,
});

/** The outcome of a scheduled run of a digest that is sent only while an alert fires, when none of them does; null otherwise. */
export async function notFiring({
  tools,
  job: { run },
  digest: { when },
}: RunWork): Promise<RunOutcome | null> {
  if (when.length === 0 || run.plannedAt !== null || (run.trigger !== 'cron' && run.trigger !== 'catch-up'))
    return null;
  const { alerts } = tools.ledger;
  const snoozes = await alerts.snoozes();
  const firing = (await alerts.checks()).some(
    ({ alert, series }) =>
      when.includes(alert) &&
      series.some(({ episode }) => episode !== null) &&
      !isSnoozed(snoozes, alert, tools.clock.now()),
  );
  if (firing) return null;
  return { state: 'skipped', reason: 'not-firing', error: null, notBefore: null };
}

/**
 * The outcome of a run that is not sent now. It retries while missing figures may still come: until the deadline, for `maxLateness` with
 * `onGap: hold`, for `gapPatience` before it is sent without them.
 */
export function heldOutcome({ tools, job: { run }, digest }: RunWork, held: HeldBack): RunOutcome {
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
  `The configuration has no ${whatItIs(digest)} any more. Put it back, then: botdigest resend ${id}.`;

function whatItIs(name: string): string {
  const alert = alertOf(name);
  return alert === null ? `digest "${testOf(name) ?? name}"` : `alert "${alert}"`;
}

/** The outcome of a run whose digest or alert is gone from the configuration; a check that has nothing to send is left out. */
export function goneOutcome(run: Run, deliveries: readonly Delivery[]): RunOutcome {
  const isCheck = alertOf(run.digest) !== null;
  if (isCheck && deliveries.length === 0)
    return { state: 'skipped', reason: 'alert-gone', error: null, notBefore: null };
  return {
    state: hasHole(deliveries) ? 'partial' : 'failed',
    reason: isCheck ? 'alert-gone' : 'digest-gone',
    error: digestGone(run),
    notBefore: null,
  };
}

/** The outcome of a run whose work threw: stopped, timed out, or an unexpected error. */
export function brokenOff({ tools, job: { run }, lease, watch }: RunWork, error: unknown): RunOutcome {
  if (error instanceof LedgerError || lease.lost.aborted)
    throw lease.lost.aborted ? lease.lost.reason : error;
  const test = run.plannedAt === null ? testOf(run.digest) : null;
  if (watch.signal.aborted) return test === null ? HANDED_BACK : interrupted(test);
  const { reason, tries } = breakageOf(error);
  if (reason === 'internal-error' || reason === 'thread-ended')
    tools.observe({ kind: 'trouble', what: `the run ${run.id}`, error });
  const message = whatBroke(error, reason);
  const notBefore = tools.clock.now() + waitAfter(run.attempt, null, tools.random);
  if (run.attempt < tries && notBefore <= (run.deadline ?? 0))
    return { state: 'retrying', reason, error: message, notBefore };
  return { state: 'failed', reason, error: message, notBefore: null };
}
