import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { likeWithLike, wholeLikeWithLike } from '../figures.js';
import { byName } from '../names.js';
import { FEWEST, LARGE, STEADY } from './thresholds.js';

/** The bot that moved most of those that did not simply move with the whole. */
export function moverCallout(context: Context): Callout | null {
  const { words, format } = context;
  const figures = context.figures.conversations;
  const whole = wholeLikeWithLike(figures);
  if (whole === null || whole.bots < 2 || whole.before === 0) return null;
  const trend = (whole.now - whole.before) / whole.before;
  const [mover] = figures
    .flatMap((one) => {
      const pair = likeWithLike([one]);
      if (pair === null || Math.min(pair.now, pair.before) < FEWEST) return [];
      return [{ name: one.bot.name, now: pair.now, amount: (pair.now - pair.before) / pair.before }];
    })
    .filter(({ amount }) => Math.abs(amount) >= LARGE && isAgainst(amount, trend))
    .toSorted((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || byName(a.name, b.name));
  if (!mover) return null;
  const rising = mover.amount > 0;
  const percent = format.percent(Math.abs(mover.amount));
  return {
    rule: 'mover',
    tone: rising ? 'neutral' : 'attention',
    lead: words.say(rising ? 'callout.bot.rose' : 'callout.bot.fell', { bot: mover.name, percent }),
    rest: words.say('callout.bot.rest', { figure: words.say('count.conversations', { count: mover.now }) }),
  };
}

const isAgainst = (amount: number, trend: number) =>
  Math.abs(trend) < STEADY || Math.sign(amount) !== Math.sign(trend);
