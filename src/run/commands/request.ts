import type { DigestConfig } from '../../config/config.js';
import type { Ledger, Reopening, RunStory } from '../../ledger/ledger.js';
import type { Resolution } from '../../ledger/model/delivery.js';
import type { Claimant, Run } from '../../ledger/model/run.js';
import { UserError } from '../../lib/errors.js';
import type { Job } from '../journal/journal.js';
import { LEASE } from '../journal/limits.js';
import type { RunWatch } from '../prepare/figures.js';
import type { Redelivery } from '../redeliver/redelivery.js';
import { mayBeOut, refusedRepeat, repeatOf } from '../redeliver/repeat.js';
import { type ResendRequest, resendOf } from '../redeliver/resend.js';
import { type SendRequest, sendOf } from '../redeliver/send.js';
import { digestOfRun } from '../schedule/run-digest.js';
import { deadlineFor } from '../schedule/timetable.js';
import { execute } from '../work/execute.js';
import type { RunReport, RunTools } from '../work/run-work.js';
import { digestGone } from '../work/unsent-outcome.js';

/** What a person asks for, done in this process at once. */
export interface RequestTools extends RunTools {
  /** Names this process in leases. */
  readonly owner: string;
}

/** Who asks, for the ledger: a user; left out, nobody is named. */
export interface By {
  readonly by?: string | undefined;
}

const asker = (by: string | undefined) => (by === undefined ? {} : { by });

/** A run as it stands now, and what was done about it here: null when nothing was. */
export interface RequestResult {
  readonly story: RunStory;
  readonly report: RunReport | null;
  /** Who could not be told under `notify:` that the digest fails or works again, a sentence each. */
  readonly untold?: readonly string[];
  /** What people should know of what was sent, a sentence each. */
  readonly notes?: readonly string[];
}

/**
 * A digest for an instant, by hand. Days that went out at another instant are refused, unless they are wanted again. The same instant has
 * one run, whoever asks first: one that is there already is gone on with if it is due and nobody has it, made anew when nothing of it was
 * sent, and otherwise left as it is.
 */
export async function runNow(
  tools: RequestTools,
  {
    digest,
    at,
    again = false,
    by,
  }: By & { readonly digest: DigestConfig; readonly at: number; readonly again?: boolean },
  watch: RunWatch,
): Promise<RequestResult> {
  const now = tools.clock.now();
  const repeated = again ? null : await repeatOf(tools.ledger, { digest, at });
  if (repeated) throw refusedRepeat(repeated, digest, now);
  const slot = {
    digest: digest.id,
    scheduledFor: at,
    trigger: 'manual',
    deadline: deadlineFor(digest, now),
    ...asker(by),
  } as const;
  const requested = await tools.ledger.slots.request(slot, claimant(tools), now);
  const { run } = requested;
  if (requested.kind === 'created' && requested.lease)
    return worked(tools, { run, lease: requested.lease, takenOver: false }, watch);
  if (again || (await wasLeftOut(tools, run))) {
    const answered = await resend(tools, { run: run.id, again, ...asker(by) }, watch);
    if (answered) return answered;
  }
  return goOn(tools, { run: run.id, by }, watch);
}

/** Whether a run has ended and nobody has anything of it. */
async function wasLeftOut({ ledger }: WishTools, run: Run): Promise<boolean> {
  if (run.finishedAt === null || run.state === 'completed' || run.reason === 'quarantined') return false;
  return !mayBeOut({ run, deliveries: await ledger.deliveries.of(run.id) });
}

/** Sends what is missing of a run, also to addresses that took the place of gone ones; null when there is nothing to do. */
export async function resend(
  tools: RequestTools,
  { run: id, by, ...wish }: By & { readonly run: string } & ResendRequest,
  watch: RunWatch,
): Promise<RequestResult | null> {
  return reopened(tools, { ...(await resendWish(tools, id, wish)), by }, watch);
}

/** What a run is reopened for by `resend`. */
export async function resendWish(tools: WishTools, id: string, wish: ResendRequest): Promise<Wish> {
  const story = await storyOf(tools, id);
  const digest = digestOf(tools, story);
  if (story.run.plannedAt === null) return wishOf(tools, { story, digest, redelivery: MAKE });
  const redelivery = await resendOf(redeliveryTools(tools), { story, digest }, wish);
  return wishOf(tools, { story, digest, redelivery });
}

/** Sends a digest that was made to people who did not get it, from what was stored. */
export async function send(
  tools: RequestTools,
  { run: id, by, ...wish }: By & { readonly run: string } & SendRequest,
  watch: RunWatch,
): Promise<RequestResult> {
  const answered = await reopened(tools, { ...(await sendWish(tools, id, wish)), by }, watch);
  return answered ?? { story: await storyOf(tools, id), report: null };
}

/** What a run is reopened for by `send`. */
export async function sendWish(tools: WishTools, id: string, wish: SendRequest): Promise<Wish> {
  const story = await storyOf(tools, id);
  const digest = digestOf(tools, story);
  if (story.run.plannedAt === null || story.deliveries.length === 0)
    throw new UserError(
      'not-made',
      `Nothing was made of run ${id} that could be sent. botdigest resend ${id} makes it.`,
    );
  const redelivery = await sendOf(redeliveryTools(tools), { story, digest }, wish);
  return wishOf(tools, { story, digest, redelivery });
}

export type WishTools = Omit<RequestTools, 'owner'>;

/** A run and what it is reopened for, with what people should know of what is sent. */
export interface Wish {
  readonly run: string;
  readonly reopening: Reopening;
  readonly notes: readonly string[];
}

interface Reopen {
  readonly story: RunStory;
  readonly digest: DigestConfig;
  readonly redelivery: Partial<Redelivery>;
}

/** A run of which nothing was stored is made as a whole. */
const MAKE: Partial<Redelivery> = {};

function wishOf(
  { clock }: WishTools,
  { story: { run }, digest, redelivery: { targets = null, addition, notes = [] } }: Reopen,
): Wish {
  const deadline = deadlineFor(digest, clock.now());
  return { run: run.id, reopening: { targets, deadline, ...(addition && { addition }) }, notes };
}

async function reopened(
  tools: RequestTools,
  { run, reopening, notes, by }: Wish & By,
  watch: RunWatch,
): Promise<RequestResult | null> {
  const wish = { ...reopening, ...asker(by) };
  const open = await tools.ledger.runs.reopen(run, wish, claimant(tools), tools.clock.now());
  if (!open?.lease) return null;
  return { ...(await worked(tools, { run: open.run, lease: open.lease, takenOver: false }, watch)), notes };
}

function digestOf({ digests }: WishTools, { run }: RunStory): DigestConfig {
  const digest = digestOfRun(digests, run);
  if (digest) return digest;
  throw new UserError('digest-gone', digestGone(run), { exitCode: 2 });
}

const redeliveryTools = ({ ledger, ...tools }: WishTools) => ({ ...tools, contents: ledger.contents });

/** Records a person's resolution of a delivery whose outcome is unknown; with `resend`, sends it. */
export async function resolve(
  tools: RequestTools,
  { delivery, resolution, by }: By & { readonly delivery: string; readonly resolution: Resolution },
  watch: RunWatch,
): Promise<RequestResult> {
  const { run } = await tools.ledger.deliveries.resolve(delivery, resolution, tools.clock.now(), by);
  // The event of the queued run says who asked.
  if (resolution === 'resend') return goOn(tools, { run, by: undefined }, watch);
  return { story: await storyOf(tools, run), report: null };
}

async function goOn(
  tools: RequestTools,
  { run: id, by }: { readonly run: string; readonly by: string | undefined },
  watch: RunWatch,
): Promise<RequestResult> {
  const claim = await tools.ledger.runs.claim({ ...claimant(tools), ...asker(by) }, tools.clock.now(), id);
  return claim?.kind === 'claimed'
    ? worked(tools, claim, watch)
    : { story: await storyOf(tools, id), report: null };
}

async function worked(tools: RequestTools, job: Job, watch: RunWatch): Promise<RequestResult> {
  const report = await execute(tools, job, watch);
  return { story: await storyOf(tools, job.run.id), report };
}

const claimant = ({ owner, clock }: RequestTools): Claimant => ({ owner, until: clock.now() + LEASE });

export async function storyOf(
  { ledger }: { readonly ledger: Pick<Ledger, 'history'> },
  id: string,
): Promise<RunStory> {
  const story = await ledger.history.run(id);
  if (story) return story;
  throw new UserError('unknown-run', `There is no run ${id}. botdigest runs lists those there are.`, {
    exitCode: 2,
  });
}
