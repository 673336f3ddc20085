import { isAlertStory } from '../../alerts/message/story.js';
import type { Answers } from '../../chatbot/fetch.js';
import { type Snapshot, selectBots } from '../../chatbot/snapshot.js';
import type { BotConfig, DigestConfig } from '../../config/config.js';
import type { Slot } from '../../schedule/slot.js';
import { isCut } from '../../schedule/window.js';
import type { SliceContent } from '../journal/stored.js';
import { traced } from '../journal/trace.js';
import { zonesOf } from '../readers/slices.js';
import { gapMessages } from './gaps.js';
import { planRun, type RunPlan } from './plan.js';
import type { PrepareRequest, RequestedSlice } from './request.js';

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

/** Where figures come from: the API, now, or a snapshot that each slice was made of before. */
export type FigureSource = FetchNow | { readonly kind: 'stored'; readonly snapshots: ContentBySlice };

interface FetchNow {
  readonly kind: 'fetch';
  /** The windows to fetch in a zone; by default those that the configuration names at the slot. */
  readonly windows?: readonly Omit<RunPlan, 'slot'>[];
  /** Answers of an earlier attempt; what comes is added. */
  readonly answers?: Answers;
}

export type ContentBySlice = ReadonlyMap<string, SliceContent>;

/** A slice with what it is made of. */
export interface SliceFigures extends RequestedSlice {
  readonly snapshot: SliceContent;
}

export interface Figures {
  readonly slices: readonly SliceFigures[];
  /** What could not be fetched and why, a sentence each. */
  readonly gaps: readonly string[];
}

/** The figures of each slice; one without any is left out. */
export async function figuresFor(
  tools: FetchTools,
  source: FigureSource,
  request: PrepareRequest,
  watch: RunWatch,
): Promise<Figures> {
  if (source.kind === 'stored') {
    const { snapshots } = source;
    return { slices: withFigures(request, ({ name }) => snapshots.get(name)), gaps: [] };
  }
  const snapshots = await traced('fetch', request.subject, () => fetchFor(tools, source, request, watch));
  const slices = withFigures(request, ({ config }) => {
    const whole = snapshots.find(({ window }) => window.zone === config.timezone);
    return whole && selectBots(whole, config.bots);
  });
  return { slices, gaps: gapMessages(snapshots) };
}

/**
 * Fetches once for all slices: a snapshot for each zone. Of a window that was not over when it was due all is asked for again: counts that go on
 * would not agree with those that were kept.
 */
function fetchFor(
  tools: FetchTools,
  { windows = [], answers }: FetchNow,
  { digest, slices, slot }: PrepareRequest,
  watch: RunWatch,
): Promise<readonly Snapshot[]> {
  const plans = zonesOf(slices).map(({ zone, bots }) => {
    const named = windows.find(({ window }) => window.zone === zone) ?? planRun(digest, slot, zone);
    const { window, comparison, history, bucket } = named;
    return { slot, window, comparison, history, bucket, bots };
  });
  const over = plans.every(({ window }) => !isCut(window));
  return tools.fetch(digest, plans, watch, over ? answers : undefined);
}

function withFigures(
  { slices }: PrepareRequest,
  contentOf: (slice: RequestedSlice) => SliceContent | undefined,
): readonly SliceFigures[] {
  return slices.flatMap((slice) => {
    const content = contentOf(slice);
    if (!content) return [];
    const snapshot = isAlertStory(content) ? content : { ...content, slot: slotFor(slice, content) };
    return [{ ...slice, snapshot }];
  });
}

const slotFor = ({ trigger }: RequestedSlice, { slot }: Snapshot): Slot =>
  trigger === null ? slot : { ...slot, trigger };
