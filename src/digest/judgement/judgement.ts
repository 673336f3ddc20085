import { type RateBaseline, rateBaselineOf } from '../../baseline/rate-baseline.js';
import { type RatioBaseline, ratioBaselineOf } from '../../baseline/ratio-baseline.js';
import type { BotSnapshot, Snapshot } from '../../chatbot/snapshot.js';
import type { SummedReport } from '../figures/summed.js';
import { type Past, type Usual, usualOf } from './usual.js';
import { fallbackWeeks, type WeekRate, weeklyRatios } from './weeks.js';

/** What is usual of every figure, over the bots whose figures are known. */
export interface Judgement {
  readonly counts: Readonly<Record<SummedReport, Usual>>;
  /** Conversations by bot id. */
  readonly byBot: ReadonlyMap<string, Usual>;
  /** The weeks before the window, in order. */
  readonly fallbackWeeks: readonly WeekRate[];
  /** Each null with fewer than six known weeks. */
  readonly fallbackRate: RateBaseline | null;
  readonly fallbackByBot: ReadonlyMap<string, RateBaseline | null>;
  readonly paidShare: RateBaseline | null;
  readonly messagesEach: RatioBaseline | null;
}

/** The bots with figures, by report. */
export type Present = Readonly<Record<SummedReport | 'interactions', readonly BotSnapshot[]>>;

export function judgementOf(past: Past & { readonly snapshot: Snapshot }, present: Present): Judgement {
  const { snapshot } = past;
  const counts = {
    conversations: usualOf(present.conversations, 'conversations', past),
    paid: usualOf(present.paid, 'paid', past),
    messages: usualOf(present.messages, 'messages', past),
  };
  const weeks = fallbackWeeks(present.interactions, snapshot);
  const { conversations, paid, messages } = counts;
  const ratios = (of: Usual) =>
    snapshot.history === null ? [] : weeklyRatios(of.timeline, conversations.timeline);
  return {
    counts,
    byBot: new Map(present.conversations.map((bot) => [bot.id, usualOf([bot], 'conversations', past)])),
    fallbackWeeks: weeks,
    fallbackRate: rateBaselineOf(weeks.map(({ rate }) => rate)),
    fallbackByBot: new Map(
      present.interactions.map((bot) => [
        bot.id,
        rateBaselineOf(fallbackWeeks([bot], snapshot).map(({ rate }) => rate)),
      ]),
    ),
    paidShare: rateBaselineOf(
      ratios(paid).map((week) => week && { uses: week.units, hits: Math.min(week.total, week.units) }),
    ),
    messagesEach: ratioBaselineOf(ratios(messages)),
  };
}
