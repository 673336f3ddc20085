import type { Snapshot } from '../chatbot/snapshot.js';
import type { DigestConfig } from '../config/config.js';
import type { Deliverer } from '../deliver/deliverer.js';
import { composeDigest } from '../digest/compose.js';
import type { Digest } from '../digest/digest.js';
import type { Artifact } from '../render/artifact.js';
import type { Slot } from '../schedule/slot.js';
import { type DeliveryOutcome, dispatch } from './dispatch.js';
import { gapMessages, nothingFetched } from './gaps.js';
import { deliveryStem, namesFrom } from './naming.js';
import { planRun, type RunPlan } from './plan.js';
import { createRendering, type RenderTools } from './rendering.js';

/** The concrete parts a run works with; they meet in the composition root. */
export interface RunTools extends RenderTools {
  readonly deliverers: ReadonlyMap<string, Deliverer>;
  fetch(digest: DigestConfig, plan: RunPlan, watch: RunWatch): Promise<Snapshot>;
}

/** Who follows a run: its progress goes there, its end comes from there. */
export interface RunWatch {
  readonly signal: AbortSignal;
  /** Requests answered so far and planned in all. */
  onFetch?(done: number, total: number): void;
}

export type RunReason =
  | 'delivered'
  | 'undelivered'
  | 'no-targets'
  | 'empty-digest'
  | 'incomplete-digest'
  | 'nothing-fetched';

export interface RunResult {
  readonly slot: Slot;
  readonly state: 'completed' | 'partial' | 'failed' | 'skipped';
  readonly reason: RunReason;
  readonly digest: Digest;
  readonly artifacts: readonly Artifact[];
  readonly deliveries: readonly DeliveryOutcome[];
  /** What could not be fetched and why, a sentence each. */
  readonly gaps: readonly string[];
}

/** One run from slot to receipts: fetch, compose, render, deliver. */
export async function execute(
  tools: RunTools,
  digestConfig: DigestConfig,
  slot: Slot,
  watch: RunWatch,
): Promise<RunResult> {
  const plan = planRun(digestConfig, slot);
  const snapshot = await tools.fetch(digestConfig, plan, watch);
  const digest = composeDigest(snapshot, digestConfig);
  const gaps = gapMessages(snapshot);
  const held = heldBack({ snapshot, digest }, digestConfig);
  if (held) return { slot, ...held, digest, gaps, artifacts: [], deliveries: [] };

  const name = namesFrom(deliveryStem(digest.id, digest.window));
  const rendering = createRendering(tools, digest, { theme: digestConfig.theme, name });
  const attachments = await rendering.formats(digestConfig.formats);
  const run = { slot, rendering, attachments, signal: watch.signal };
  const deliveries = await dispatch(run, digestConfig.deliver, tools.deliverers);
  return { slot, ...outcomeOf(deliveries), digest, gaps, artifacts: attachments, deliveries };
}

type Verdict = Pick<RunResult, 'state' | 'reason'>;

function heldBack(
  { snapshot, digest }: { snapshot: Snapshot; digest: Digest },
  config: DigestConfig,
): Verdict | null {
  const { onEmpty, onGap } = config;
  if (nothingFetched(snapshot)) return { state: 'failed', reason: 'nothing-fetched' };
  if (digest.incomplete && onGap === 'hold') return { state: 'failed', reason: 'incomplete-digest' };
  if (digest.empty && !digest.incomplete && onEmpty === 'skip')
    return { state: 'skipped', reason: 'empty-digest' };
  return null;
}

function outcomeOf(deliveries: readonly DeliveryOutcome[]): Verdict {
  if (deliveries.length === 0) return { state: 'completed', reason: 'no-targets' };
  const delivered = deliveries.filter(({ state }) => state === 'delivered').length;
  if (delivered === deliveries.length) return { state: 'completed', reason: 'delivered' };
  return { state: delivered === 0 ? 'failed' : 'partial', reason: 'undelivered' };
}
