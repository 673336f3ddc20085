import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Answers } from '../../chatbot/fetch.js';
import { type Snapshot, selectBots } from '../../chatbot/snapshot.js';
import type { BotConfig, DigestConfig } from '../../config/config.js';
import { composeDigest } from '../../digest/compose.js';
import type { Digest } from '../../digest/digest.js';
import type { Slot } from '../../schedule/slot.js';
import { type DigestSlice, zonesOf } from '../readers/slices.js';
import { planRun, type RunPlan } from './plan.js';

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
  fetch(
    digest: DigestConfig,
    plans: readonly FetchPlan[],
    watch: RunWatch,
    answers?: Answers,
  ): Promise<readonly Snapshot[]>;
}

/** A slice with the digest that its readers get. */
export interface PreparedSlice extends DigestSlice {
  readonly snapshot: Snapshot;
  readonly digest: Digest;
}

interface FetchFor {
  readonly digest: DigestConfig;
  readonly slices: readonly DigestSlice[];
  readonly slot: Slot;
  /** What was fetched of it before. */
  readonly answers?: Answers;
}

/**
 * Fetches once for all slices: a snapshot for each zone. Of a window that was not over when it was due all is asked for again: counts that go on
 * would not agree with those that were kept.
 */
export async function fetchFor(
  tools: FetchTools,
  { digest, slices, slot, answers }: FetchFor,
  watch: RunWatch,
): Promise<readonly Snapshot[]> {
  const plans = zonesOf(slices).map(({ zone, bots }) => ({ ...planRun(digest, slot, zone), bots }));
  const over = plans.every(({ window }) => window.to <= slot.scheduledFor);
  return tools.fetch(digest, plans, watch, over ? answers : undefined);
}

/** Fetches what slices were made of once more, in the windows that they had then: the configuration may name others by now. */
export async function fetchAgain(
  tools: FetchTools,
  { digest, slices, slot, stored }: Omit<FetchFor, 'answers'> & { readonly stored: readonly Snapshot[] },
  watch: RunWatch,
): Promise<readonly Snapshot[]> {
  const plans = zonesOf(slices).map(({ zone, bots }) => {
    const before = stored.find(({ window }) => window.zone === zone) ?? planRun(digest, slot, zone);
    const { window, comparison, history, bucket } = before;
    return { slot, window, comparison, history, bucket, bots };
  });
  return tools.fetch(digest, plans, watch);
}

/** Composes the digest of each slice, with room for others between. */
export async function compose(
  slices: readonly DigestSlice[],
  snapshots: readonly Snapshot[],
  slotFor = (_slice: DigestSlice, { slot }: Snapshot): Slot => slot,
): Promise<readonly PreparedSlice[]> {
  const composed: PreparedSlice[] = [];
  for (const slice of slices) {
    const whole = snapshots.find(({ window }) => window.zone === slice.config.timezone);
    if (!whole) continue;
    const snapshot = { ...selectBots(whole, slice.config.bots), slot: slotFor(slice, whole) };
    composed.push({ ...slice, snapshot, digest: composeDigest(snapshot, slice.config) });
    await nextTurn();
  }
  return composed;
}
