import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { type BotFigures, type RatioPair, wholeLikeWithLike } from '../figures/figures.js';
import { messagesPerConversation } from '../figures/messages-per-conversation.js';
import { asShown, shownChange } from '../language/shown.js';
import { knownOf, withKnown } from '../missing/known.js';
import { LARGE_CHANGE, MIN_COUNT, MIN_DIFFERENCE } from '../thresholds.js';

interface Move extends RatioPair {
  readonly figure: 'paid' | 'messages' | 'messagesEach';
  readonly amount: number;
}

/**
 * Paid conversations, messages or messages each, whichever changed most (the first of equals), when it is news of its own:
 * a count that did not just follow conversations, or a ratio. Conversations and the fallback rate have rules of their own.
 */
export function figureCallout(context: Context): Callout | null {
  const { words, format, figures } = context;
  const trend = changeOf(figures.conversations)?.amount ?? null;
  const counts = (['paid', 'messages'] as const).flatMap((figure): Move[] => {
    const change = changeOf(figures[figure]);
    if (
      change === null ||
      (trend !== null && asShown(Math.abs(change.amount - trend), 'percent') < MIN_DIFFERENCE)
    )
      return [];
    return [{ figure, ...change }];
  });
  const [largest] = [...counts, ...eachMoved(context)]
    .filter(({ amount }) => Math.abs(amount) >= LARGE_CHANGE)
    .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  if (!largest) return null;
  const { figure, amount } = largest;
  const text = figure === 'messagesEach' ? format.ratio : format.count;
  return {
    rule: 'figure',
    section: figure === 'paid' ? 'paid' : 'messages',
    tone: amount < 0 && figure !== 'messagesEach' ? 'attention' : 'neutral',
    heading: words.say(`callout.${figure}.${amount > 0 ? 'rose' : 'fell'}`, {
      percent: format.percent(Math.abs(amount)),
    }),
    body: words.say('callout.figure.rest', {
      value: withKnown(text(largest.now), knownOf(figures[figure === 'paid' ? 'paid' : 'messages']), context),
      before: text(largest.before),
    }),
  };
}

function changeOf(figures: readonly BotFigures[]) {
  const pair = wholeLikeWithLike(figures);
  if (pair === null || Math.min(pair.now, pair.before) < MIN_COUNT) return null;
  const amount = shownChange(pair.now, pair.expected, 'count');
  return amount === null ? null : { ...pair, amount };
}

/** Messages each, where every bot counts in both windows and there are conversations enough to divide by. */
function eachMoved({ figures: { conversations, messages } }: Context): readonly Move[] {
  const talk = changeOf(conversations);
  const { pair } = messagesPerConversation(conversations, messages);
  if (talk === null || pair === null || pair.bots < talk.bots) return [];
  const amount = shownChange(pair.now, pair.before, 'ratio');
  return amount === null ? [] : [{ figure: 'messagesEach', ...pair, amount }];
}
