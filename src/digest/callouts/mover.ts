import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { likeWithLike, wholeLikeWithLike } from '../figures.js';
import { shownChange } from '../shown.js';
import { sourceName } from '../sources.js';
import { FEWEST, LARGE, STEADY } from './thresholds.js';

/** A bot's or a source's conversations in both windows. */
interface Part {
  readonly of: 'bot' | 'source';
  readonly name: string;
  readonly now: number;
  readonly before: number;
}

/** The bot or source that moved most of those that did not simply move with the whole; the first of equals. */
export function moverCallout(context: Context): Callout | null {
  const { words, format } = context;
  const whole = wholeLikeWithLike(context.figures.conversations);
  if (whole === null || whole.before === 0) return null;
  const trend = amountOf(whole);
  const [mover] = [...bots(context), ...sources(context)]
    .filter((part) => Math.min(part.now, part.before) >= FEWEST)
    .map((part) => ({ ...part, amount: amountOf(part) }))
    .filter(({ amount }) => Math.abs(amount) >= LARGE && isAgainst(amount, trend))
    .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  if (!mover) return null;
  const rising = mover.amount > 0;
  const percent = format.percent(Math.abs(mover.amount));
  return {
    rule: 'mover',
    section: `by-${mover.of}`,
    tone: rising ? 'neutral' : 'attention',
    lead: words.say(`callout.${mover.of}.${rising ? 'rose' : 'fell'}`, { name: mover.name, percent }),
    rest: words.say('callout.mover.rest', {
      value: format.count(mover.now),
      before: format.count(mover.before),
    }),
  };
}

/** The bots that can be compared. */
function bots({ figures }: Context): readonly Part[] {
  return figures.conversations.flatMap((one): Part[] => {
    const pair = likeWithLike([one]);
    return pair ? [{ of: 'bot', name: one.bot.name, now: pair.now, before: pair.before }] : [];
  });
}

/** The sources that can be compared. */
function sources({ sources: figures, words }: Context): readonly Part[] {
  return figures.flatMap(({ source, now, before }): Part[] =>
    now === null || before === null ? [] : [{ of: 'source', name: sourceName(source, words), now, before }],
  );
}

const amountOf = ({ now, before }: Pick<Part, 'now' | 'before'>) => shownChange(now, before, 'count') ?? 0;

/** What is all of the whole never moves against it. */
const isAgainst = (amount: number, trend: number) =>
  Math.abs(trend) < STEADY || Math.sign(amount) !== Math.sign(trend);
