import type { Known } from '../digest.js';
import type { BotFigures, RatioPair, Steps } from './figures.js';

/** Messages per conversation over all bots. */
export interface MessagesPerConversation {
  /** null without conversations. */
  readonly value: number | null;
  /** The bots covered, and the steps for which they have both figures. */
  readonly known: Known;
  /** Where both windows cover in full every bot that `value` covers; else null. */
  readonly pair: RatioPair | null;
  /** One ratio a step; null where there was no conversation or something is missing. */
  readonly spark: readonly (number | null)[];
}

interface Sums {
  readonly messages: number;
  readonly conversations: number;
}

/** Takes both figures of each bot, in the same order. Only steps with both count, so that a missing step does not distort the ratio. */
export function messagesPerConversation(
  conversations: readonly BotFigures[],
  messages: readonly BotFigures[],
): MessagesPerConversation {
  const bots = conversations.flatMap((one, index) => {
    const other = messages[index];
    return other && one.current.sum !== null && other.current.sum !== null ? [{ one, other }] : [];
  });
  const current = bots.map(({ one, other }) => stepwise(one.current, other.current));
  const steps = conversations[0]?.current.values.length ?? 0;
  const whole = places(steps).filter((step) => current.every((sums) => sums[step])).length;
  return {
    value: ratio(current.flat()),
    known: {
      steps: bots.length === 0 ? 0 : whole,
      of: steps,
      bots: bots.length,
      ofBots: conversations.length,
    },
    pair: pairOf(bots),
    spark: places(current.length === 0 ? 0 : steps).map((step) =>
      ratioOfAll(current.map((sums) => sums[step] ?? null)),
    ),
  };
}

const places = (length: number) => Array.from({ length }, (_, place) => place);

function pairOf(bots: readonly { one: BotFigures; other: BotFigures }[]): RatioPair | null {
  const complete = bots.every(
    ({ one, other }) =>
      one.current.complete &&
      other.current.complete &&
      one.comparison?.complete &&
      other.comparison?.complete,
  );
  if (!complete) return null;
  const now = ratio(bots.flatMap(({ one, other }) => stepwise(one.current, other.current)));
  const before = ratio(
    bots.flatMap(({ one, other }) =>
      one.comparison && other.comparison ? stepwise(one.comparison, other.comparison) : [],
    ),
  );
  return now === null || before === null ? null : { now, before, bots: bots.length };
}

function stepwise(conversations: Steps, messages: Steps): readonly (Sums | null)[] {
  return conversations.values.map((count, step) => {
    const sent = messages.values[step] ?? null;
    return count === null || sent === null ? null : { conversations: count, messages: sent };
  });
}

const ratioOfAll = (sums: readonly (Sums | null)[]) => (sums.includes(null) ? null : ratio(sums));

function ratio(sums: readonly (Sums | null)[]): number | null {
  const known = sums.filter((sum) => sum !== null);
  const conversations = known.reduce((total, sum) => total + sum.conversations, 0);
  const messages = known.reduce((total, sum) => total + sum.messages, 0);
  return conversations === 0 ? null : messages / conversations;
}
