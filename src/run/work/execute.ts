import { alertOf } from '../../alerts/check-name.js';
import { type Delivery, outcomeWith } from '../../ledger/model/delivery.js';
import { LedgerError } from '../../ledger/model/errors.js';
import type { Run } from '../../ledger/model/run.js';
import { hasHole } from '../../ledger/steps/editions.js';
import { linkSignal } from '../../lib/async/linked-signal.js';
import type { RunOutcome } from '../events/event.js';
import { createJournal, type Job, type Journal } from '../journal/journal.js';
import { keepLease } from '../journal/lease-keeper.js';
import type { SliceContent } from '../journal/stored.js';
import type { RunWatch } from '../prepare/figures.js';
import { gapMessages } from '../prepare/gaps.js';
import { digestOfRun } from '../schedule/run-digest.js';
import { dispatch } from '../send/dispatch.js';
import { planCorrection, planFirst } from './make-plan.js';
import { planCheck } from './plan-check.js';
import { runOutcomeOf } from './run-outcome.js';
import type { RunReport, RunTools, RunWork } from './run-work.js';
import { graceAfter, limitTime } from './time-limit.js';
import {
  brokenOff,
  goneOutcome,
  HANDED_BACK,
  heldOutcome,
  interruptedTest,
  notFiring,
  tooLate,
} from './unsent-outcome.js';

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
    const digest = digestOfRun(tools.digests, run);
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
  /** True when an alert was checked and nothing could be fetched. */
  readonly blank?: boolean;
}

const NOTHING: Omit<Left, 'outcome'> = { gaps: [], files: [], incomplete: false };

async function work(to: RunWork): Promise<Left> {
  let made = NOTHING;
  const { checks } = to.tools;
  const alert = checks?.alerts.get(alertOf(to.job.run.digest) ?? '');
  try {
    const unsent = tooLate(to) ?? interruptedTest(to) ?? (await notFiring(to));
    if (unsent) return { ...made, outcome: unsent };
    if (to.job.run.plannedAt === null) {
      const { held, ...first } = await (checks && alert
        ? planCheck({ ...to, alert, checks })
        : planFirst(to));
      made = { ...made, ...first };
      if (held) return { ...made, outcome: heldOutcome(to, held) };
    } else {
      if (to.job.run.correcting !== null) made = { ...made, ...(await planCorrection(to)) };
      if (isOverdue(to)) await giveUp(to.journal);
    }
    await deliver(to);
    const deliveries = await to.journal.deliveries();
    made = { ...made, incomplete: hasHole(deliveries) };
    const missing = made.incomplete ? await missingFrom(to) : null;
    const quiet = alert && deliveries.length === 0;
    const outcome = quiet ? quietOutcome(made) : runOutcomeOf(deliveries, missing);
    const stopped = to.watch.signal.aborted && outcome.state === 'retrying';
    return { ...made, outcome: stopped ? HANDED_BACK : outcome };
  } catch (error) {
    return { ...made, outcome: brokenOff(to, error) };
  }
}

/** The outcome of a check without a message. */
const quietOutcome = ({ blank, gaps }: Pick<Left, 'blank' | 'gaps'>): RunOutcome =>
  blank
    ? { state: 'failed', reason: 'nothing-fetched', error: gaps.join(' '), notBefore: null }
    : { state: 'completed', reason: 'all-quiet', error: null, notBefore: null };

/** Why figures are missing from what was sent, a sentence each. */
async function missingFrom({ tools, job: { run } }: RunWork): Promise<readonly string[]> {
  const stored = await tools.ledger.contents.snapshots(run.id);
  return gapMessages(stored.map(({ json }) => JSON.parse(json) as SliceContent));
}

async function deliver({ tools, digest, journal, lease, watch }: RunWork): Promise<void> {
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

/** The deadline applies to retries, not to the first attempt or a takeover. */
function isOverdue({ tools, job: { run, takenOver } }: RunWork): boolean {
  return run.attempt > 1 && !takenOver && run.deadline !== null && tools.clock.now() > run.deadline;
}

async function giveUp(journal: Journal): Promise<void> {
  for (const delivery of await journal.deliveries()) {
    if (delivery.state !== 'pending') continue;
    const error = [delivery.error, 'The time for trying again is over.'].filter(Boolean).join(' ');
    await journal.decide(delivery, { ...outcomeWith('failed', 'gave-up'), error });
  }
}

const gone = (run: Run, deliveries: readonly Delivery[]): Left => ({
  ...NOTHING,
  outcome: goneOutcome(run, deliveries),
});

async function leave(journal: Journal, { outcome, draft }: Left, unattended: boolean): Promise<void> {
  const { state, reason, error, notBefore } = outcome;
  if (state === 'queued') return journal.handBack(reason);
  if (state === 'retrying')
    return journal.park({ notBefore: notBefore ?? 0, reason, error, draft: draft ?? null, unattended });
  return journal.finish({ state, reason, error });
}
