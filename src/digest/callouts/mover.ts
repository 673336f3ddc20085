import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { likeWithLike, present, wholeLikeWithLike } from '../figures/figures.js';
import { sourceName } from '../figures/sources.js';
import { shownChange } from '../language/shown.js';
import { botsKnown, withKnown } from '../missing/known.js';
import { LARGE_CHANGE, MIN_COUNT, STEADY_CHANGE } from '../thresholds.js';

/** A bot's or a source's conversations in both windows. */
interface Part {
  readonly of: 'bot' | 'source';
  readonly name: string;
  /** `35`, or `35 · 1 of 2 bots`. */
  readonly text: string;
  readonly now: number;
  readonly before: number;
}

/** The bot or source with the largest change among those that did not follow the total; the first of equals. */
export function moverCallout(context: Context): Callout | null {
  const { words, format } = context;
  const whole = wholeLikeWithLike(context.figures.conversations);
  if (whole === null || whole.before === 0) return null;
  const trend = amountOf(whole);
  const [mover] = [...bots(context), ...sources(context)]
    .filter((part) => Math.min(part.now, part.before) >= MIN_COUNT)
    .map((part) => ({ ...part, amount: amountOf(part) }))
    .filter(({ amount }) => Math.abs(amount) >= LARGE_CHANGE && isAgainst(amount, trend))
    .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  if (!mover) return null;
  const rising = mover.amount > 0;
  const percent = format.percent(Math.abs(mover.amount));
  return {
    rule: 'mover',
    section: `by-${mover.of}`,
    tone: rising ? 'neutral' : 'attention',
    heading: words.say(`callout.${mover.of}.${rising ? 'rose' : 'fell'}`, { name: mover.name, percent }),
    body: words.say('callout.mover.rest', {
      value: mover.text,
      before: format.count(mover.before),
    }),
  };
}

/** The bots that can be compared. */
function bots({ figures, format }: Context): readonly Part[] {
  return figures.conversations.flatMap((one): Part[] => {
    const pair = likeWithLike([one]);
    if (pair === null) return [];
    const { now, before } = pair;
    return [{ of: 'bot', name: one.bot.name, text: format.count(now), now, before }];
  });
}

/** The sources that can be compared. */
function sources(context: Context): readonly Part[] {
  const { sources: figures, words, format } = context;
  const known = botsKnown(context, present(context.figures.conversations).length);
  return figures.flatMap(({ source, now, before }): Part[] => {
    if (now === null || before === null) return [];
    const text = withKnown(format.count(now), known, context);
    return [{ of: 'source', name: sourceName(source, words), text, now, before }];
  });
}

const amountOf = ({ now, before }: Pick<Part, 'now' | 'before'>) => shownChange(now, before, 'count') ?? 0;

/** A part that is the whole cannot move against it. */
const isAgainst = (amount: number, trend: number) =>
  Math.abs(trend) < STEADY_CHANGE || Math.sign(amount) !== Math.sign(trend);
