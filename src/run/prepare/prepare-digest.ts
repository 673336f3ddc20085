import type { Answers } from '../../chatbot/fetch.js';
import type { Snapshot } from '../../chatbot/snapshot.js';
import type { DigestConfig } from '../../config/config.js';
import type { Slot } from '../../schedule/slot.js';
import { traced } from '../journal/trace.js';
import { type Correcting, slicesToCorrect } from '../readers/correcting.js';
import { slicesOf } from '../readers/slices.js';
import { type FetchTools, fetchAgain, fetchFor, type RunWatch } from './composition.js';
import { gapMessages } from './gaps.js';
import type { PreparedDeliveries } from './prepare-deliveries.js';
import type { RenderWorker } from './render-worker.js';

export interface PrepareDigestTools extends FetchTools {
  readonly renderWorker: RenderWorker;
}

interface Making {
  readonly digest: DigestConfig;
  readonly slot: Slot;
  readonly subject: string;
  /** Whether it rather waits for missing figures than goes without. */
  readonly patient: boolean;
  /** What was fetched of it before; what comes is added. */
  readonly answers: Answers;
}

/** What came of fetching and rendering. `gaps` are sentences about what could not be fetched. */
export type PreparedDigest = PreparedDeliveries & { readonly gaps: readonly string[] };

/** Fetches, composes and renders: everything that will be sent, before anything is. */
export async function prepareDigest(
  tools: PrepareDigestTools,
  { subject, patient, answers, ...asked }: Making,
  watch: RunWatch,
): Promise<PreparedDigest> {
  const { digest } = asked;
  const fetching = { ...asked, slices: slicesOf(digest), answers };
  const snapshots = await traced('fetch', subject, () => fetchFor(tools, fetching, watch));
  const job = { ...asked, snapshots, patient, correcting: null };
  const prepared = await traced('render', subject, () => tools.renderWorker.prepare(job, watch.signal));
  return { ...prepared, gaps: gapMessages(snapshots) };
}

interface Remaking extends Omit<Making, 'patient' | 'answers'> {
  readonly correcting: Correcting;
  /** What was sent was made of these. */
  readonly stored: readonly Snapshot[];
}

/** Fetches anew what was sent incomplete, and makes what is whole now. */
export async function makeCorrection(
  tools: PrepareDigestTools,
  { subject, stored, ...asked }: Remaking,
  watch: RunWatch,
): Promise<PreparedDigest> {
  const { digest, correcting } = asked;
  const slices = slicesToCorrect(digest, correcting);
  const fetching = { ...asked, slices, stored };
  const snapshots = await traced('fetch', subject, () => fetchAgain(tools, fetching, watch));
  const job = { ...asked, snapshots, patient: false };
  const prepared = await traced('render', subject, () => tools.renderWorker.prepare(job, watch.signal));
  return { ...prepared, gaps: gapMessages(snapshots) };
}
