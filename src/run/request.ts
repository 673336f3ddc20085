import type { DigestConfig } from '../config/config.js';
import type { RunStory } from '../ledger/ledger.js';
import type { Claimant } from '../ledger/run.js';
import { UserError } from '../lib/errors.js';
import { execute, type RunReport, type RunTools } from './execute.js';
import type { Job } from './journal.js';
import { LEASE } from './limits.js';
import type { RunWatch } from './prepare.js';
import { deadlineFor } from './timetable.js';

/** What a person asks for, done in this process at once. */
export interface RequestTools extends RunTools {
  /** Names this process in leases. */
  readonly owner: string;
}

/** A run as it stands now, and what was done about it here: null when nothing was. */
export interface Answered {
  readonly story: RunStory;
  readonly report: RunReport | null;
  /** Who could not be told under `notify:` that the digest fails or works again, a sentence each. */
  readonly untold?: readonly string[];
}

/**
 * A digest for an instant, by hand. The same instant is sent once, whoever asks first: a run that is there already is gone on
 * with if it is due and nobody has it, and otherwise left as it is.
 */
export async function runNow(
  tools: RequestTools,
  { digest, at }: { readonly digest: DigestConfig; readonly at: number },
  watch: RunWatch,
): Promise<Answered> {
  const now = tools.clock.now();
  const slot = {
    digest: digest.id,
    scheduledFor: at,
    trigger: 'manual',
    deadline: deadlineFor(digest, now),
  } as const;
  const requested = await tools.ledger.slots.request(slot, claimant(tools), now);
  const { run } = requested;
  if (requested.kind === 'created' && requested.lease)
    return worked(tools, { run, lease: requested.lease, takenOver: false }, watch);
  return goOn(tools, run.id, watch);
}

/** Sends what is missing of a run; null when nothing is. */
export async function resend(
  tools: RequestTools,
  { run: id, targets }: { readonly run: string; readonly targets: readonly string[] | null },
  watch: RunWatch,
): Promise<Answered | null> {
  const { run } = await storyOf(tools, id);
  const digest = tools.digests.get(run.digest);
  const now = tools.clock.now();
  const deadline = digest ? deadlineFor(digest, now) : null;
  const wish = { targets, unknowns: false, deadline };
  const reopened = await tools.ledger.runs.reopen(id, wish, claimant(tools), now);
  if (!reopened?.lease) return null;
  return worked(tools, { run: reopened.run, lease: reopened.lease, takenOver: false }, watch);
}

export type Verdict = 'delivered' | 'failed' | 'resend';

/** Takes down what a person says of a delivery in doubt, and sends it when that is what they say. */
export async function resolve(
  tools: RequestTools,
  { delivery, verdict }: { readonly delivery: string; readonly verdict: Verdict },
  watch: RunWatch,
): Promise<Answered> {
  const { run } = await tools.ledger.deliveries.resolve(delivery, verdict, tools.clock.now());
  if (verdict === 'resend') return goOn(tools, run, watch);
  return { story: await storyOf(tools, run), report: null };
}

async function goOn(tools: RequestTools, id: string, watch: RunWatch): Promise<Answered> {
  const claim = await tools.ledger.runs.claim(claimant(tools), tools.clock.now(), id);
  return claim?.kind === 'claimed'
    ? worked(tools, claim, watch)
    : { story: await storyOf(tools, id), report: null };
}

async function worked(tools: RequestTools, job: Job, watch: RunWatch): Promise<Answered> {
  const report = await execute(tools, job, watch);
  return { story: await storyOf(tools, job.run.id), report };
}

const claimant = ({ owner, clock }: RequestTools): Claimant => ({ owner, until: clock.now() + LEASE });

export async function storyOf({ ledger }: Pick<RequestTools, 'ledger'>, id: string): Promise<RunStory> {
  const story = await ledger.history.run(id);
  if (story) return story;
  throw new UserError('unknown-run', `There is no run ${id}. botdigest runs lists those there are.`);
}
