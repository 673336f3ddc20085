import type { Context, SummedReport } from '../context.js';
import type { Callout } from '../digest.js';
import { type BotFigures, wholeLikeWithLike } from '../figures.js';
import { APART, asShown, FEWEST, LARGE } from './thresholds.js';

/** Paid conversations or messages, whichever changed more, when they did not just follow conversations. */
export function figureCallout(context: Context): Callout | null {
  const { words, format, figures } = context;
  const trend = changeOf(figures.conversations)?.amount ?? null;
  const [largest] = (['paid', 'messages'] as const)
    .flatMap((report) => {
      const change = changeOf(figures[report]);
      return change ? [{ report, ...change }] : [];
    })
    .filter(
      ({ amount }) =>
        Math.abs(amount) >= LARGE && (trend === null || asShown(Math.abs(amount - trend)) >= APART),
    )
    .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  if (!largest) return null;
  const rising = largest.amount > 0;
  const percent = format.percent(Math.abs(largest.amount));
  return {
    rule: 'figure',
    tone: rising ? 'neutral' : 'attention',
    lead: words.say(leadOf(largest.report, rising), { percent }),
    rest: words.say('callout.figure.rest', {
      value: format.count(largest.now),
      before: format.count(largest.before),
    }),
  };
}

const leadOf = (report: Exclude<SummedReport, 'conversations'>, rising: boolean) =>
  `callout.${report}.${rising ? 'rose' : 'fell'}` as const;

function changeOf(figures: readonly BotFigures[]) {
  const pair = wholeLikeWithLike(figures);
  if (pair === null || Math.min(pair.now, pair.before) < FEWEST) return null;
  return { ...pair, amount: (pair.now - pair.before) / pair.before };
}
