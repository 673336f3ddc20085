import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { type BotFigures, type LikeWithLike, likeWithLike, wholeLikeWithLike } from '../figures/figures.js';
import { byName } from '../language/names.js';
import { shownChange } from '../language/shown.js';
import { knownOf, withKnown } from '../missing/known.js';
import { MIN_COUNT, MIN_LEADER_SHARE, STEADY_CHANGE } from '../thresholds.js';

/** The change of all conversations, and the bot that contributed most to it. */
export function changeCallout(context: Context): Callout | null {
  const { words, format } = context;
  const figures = context.figures.conversations;
  const pair = wholeLikeWithLike(figures);
  if (pair === null || Math.min(pair.now, pair.before) < MIN_COUNT) return null;
  const difference = pair.now - pair.expected;
  const amount = shownChange(pair.now, pair.expected, 'count') ?? 0;
  const values = {
    value: withKnown(format.count(pair.now), knownOf(figures), context),
    before: format.count(pair.before),
  };
  if (Math.abs(amount) < STEADY_CHANGE)
    return {
      rule: 'change',
      section: 'conversations',
      tone: 'neutral',
      heading: words.say('callout.steady'),
      body: words.say('callout.steady.rest', values),
    };
  const percent = format.percent(Math.abs(amount));
  const direction = amount > 0 ? 'rose' : 'fell';
  const leader = mainBot(figures, difference);
  const rest = words.say('callout.change.rest', values);
  return {
    rule: 'change',
    section: 'conversations',
    tone: amount > 0 ? 'neutral' : 'attention',
    heading: words.say(`callout.conversations.${direction}`, { percent }),
    body: `${rest}${leader ? broughtMost(context, leader, pair) : words.say('callout.end')}`,
  };
}

/** What one bot contributed. */
interface Contribution {
  readonly name: string;
  readonly difference: number;
}

/** The bot that brought at least MIN_LEADER_SHARE of the difference, among two or more that are comparable. */
export function mainBot(figures: readonly BotFigures[], difference: number): Contribution | null {
  const moves = figures.flatMap((one): Contribution[] => {
    const pair = likeWithLike([one]);
    return pair ? [{ name: one.bot.name, difference: pair.now - pair.expected }] : [];
  });
  if (moves.length < 2 || difference === 0) return null;
  const share = (move: Contribution) => move.difference / difference;
  const [leader] = moves.toSorted((a, b) => share(b) - share(a) || byName(a.name, b.name));
  return leader && share(leader) >= MIN_LEADER_SHARE ? leader : null;
}

function broughtMost(
  { words, format }: Context,
  { name, difference }: Contribution,
  pair: LikeWithLike,
): string {
  const whole = pair.now - pair.expected;
  const values = { bot: name, part: format.signed(difference), whole: format.signed(whole) };
  return Math.abs(difference) > Math.abs(whole)
    ? words.say('callout.change.leaderAlone', { ...values, rest: format.signed(whole - difference) })
    : words.say('callout.change.leader', values);
}
