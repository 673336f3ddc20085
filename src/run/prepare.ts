import { setImmediate as nextTurn } from 'node:timers/promises';
import { narrow } from '../chatbot/narrow.js';
import type { Snapshot } from '../chatbot/snapshot.js';
import type { BotConfig, DigestConfig } from '../config/config.js';
import { composeDigest } from '../digest/compose.js';
import type { Digest } from '../digest/digest.js';
import type { Slot } from '../schedule/slot.js';
import { planRun, type RunPlan } from './plan.js';
import { type DigestSlice, zonesOf } from './slices.js';

/** What is asked of the API for readers who see the same clocks. */
export interface FetchPlan extends RunPlan {
  readonly bots: readonly BotConfig[];
}

/** Who follows a run: its progress goes there, its end comes from there. */
export interface RunWatch {
  readonly signal: AbortSignal;
  /** Requests answered so far and planned in all. */
  onFetch?(done: number, total: number): void;
}

export interface FetchTools {
  /** One snapshot a plan, in order; what plans have in common is asked for once. */
  fetch(digest: DigestConfig, plans: readonly FetchPlan[], watch: RunWatch): Promise<readonly Snapshot[]>;
}

/** A slice with the digest that its readers get. */
export interface PreparedSlice extends DigestSlice {
  readonly snapshot: Snapshot;
  readonly digest: Digest;
}

/** Fetches once for all slices: a snapshot for each zone. */
export async function fetchFor(
  tools: FetchTools,
  { digest, slices, slot }: { digest: DigestConfig; slices: readonly DigestSlice[]; slot: Slot },
  watch: RunWatch,
): Promise<readonly Snapshot[]> {
  const plans = zonesOf(slices).map(({ zone, bots }) => ({ ...planRun(digest, slot, zone), bots }));
  return tools.fetch(digest, plans, watch);
}

/** Composes the digest of each slice, with room for others between. */
export async function compose(
  slices: readonly DigestSlice[],
  snapshots: readonly Snapshot[],
): Promise<readonly PreparedSlice[]> {
  const composed: PreparedSlice[] = [];
  for (const slice of slices) {
    const whole = snapshots.find(({ window }) => window.zone === slice.config.timezone);
    if (!whole) continue;
    const snapshot = narrow(whole, slice.config.bots);
    composed.push({ ...slice, snapshot, digest: composeDigest(snapshot, slice.config) });
    await nextTurn();
  }
  return composed;
}
