import type { GapReason } from '../../chatbot/snapshot.js';
import type { Context } from '../context.js';
import type { Change, Known, Tile, UsualRange } from '../digest.js';
import { wholeOnly } from '../figures/axis.js';
import {
  addedSteps,
  type BotFigures,
  type LikeWithLike,
  type RatioPair,
  totalOf,
  wholeLikeWithLike,
} from '../figures/figures.js';
import { messagesPerConversation } from '../figures/messages-per-conversation.js';
import { SUMMED, type SummedReport } from '../figures/summed.js';
import { fallbackRate, fallbackRates } from '../interactions/interactions.js';
import { messagesEach, ratioStanding } from '../judgement/ratios.js';
import { type Standing, standingOf } from '../judgement/steady.js';
import { countChange, differenceChange, perDay, pointsChange } from '../language/change.js';
import { rangeText } from '../language/parts.js';
import { interactionsKnown, knownOf, withKnown } from '../missing/known.js';
import { goalOf } from './goals.js';

/** The headline figures whose reports were chosen, in reading order. */
export function tilesOf(context: Context): readonly Tile[] {
  const { chosen } = context;
  return [
    ...SUMMED.filter(chosen).map((report) => countTile(context, report)),
    ...(chosen('conversations') && chosen('messages') ? [messagesEachTile(context)] : []),
    ...(context.interactions ? [fallbackTile(context)] : []),
  ];
}

function countTile(context: Context, report: SummedReport): Tile {
  const { format, words, judgement } = context;
  const figures = context.figures[report];
  const value = totalOf(figures);
  const pair = wholeLikeWithLike(figures);
  const known = knownOf(figures);
  const usual = isWhole(known) ? judgement.counts[report] : { ...judgement.counts[report], range: null };
  const standing = standingOf({ value, compared: pair, usual });
  return {
    id: report,
    label: words.say(`tile.${report}`),
    value,
    unit: 'count',
    text: value === null ? whyMissing(context, figures) : withKnown(format.count(value), known, context),
    known,
    ...against(context, { pair, text: format.count }),
    change: pair && changeOf(context, pair, { standing, known: usual.range !== null }),
    usual: usualTile(context, usual.range, format.count),
    ...goalOf(context, report, { value, text: format.count }),
    spark: wholeOnly(context.axis, addedSteps(figures.map(({ current }) => current))),
  };
}

/** Of steps; a total without some bots is judged against those bots' own past. */
const isWhole = ({ steps, of }: Known) => steps === of;

function changeOf(
  context: Context,
  pair: LikeWithLike,
  { standing, known }: { readonly standing: Standing; readonly known: boolean },
): Change {
  const change = countChange(pair, { alarm: 'down', news: standing !== 'usual', known }, context);
  return context.grid.days === null ? change : perDay(change, context);
}

function usualTile(
  context: Context,
  range: UsualRange | null,
  text: (value: number) => string,
): Tile['usual'] {
  if (range === null) return null;
  const { low, high } = range;
  return { low, high, text: context.words.say('tile.usual', { range: rangeText(range, text, context) }) };
}

function messagesEachTile(context: Context): Tile {
  const { format, words, judgement } = context;
  const { conversations, messages } = context.figures;
  const { value, known, pair, spark } = messagesPerConversation(conversations, messages);
  const missing = known.bots === 0 ? whyMissing(context, messages) : words.say('none.conversations');
  const talk = totalOf(conversations);
  const usual = talk && isWhole(known) ? (judgement.messagesEach?.range(talk) ?? null) : null;
  const stance = { alarm: 'never', news: isOutside(context, value, usual), known: usual !== null } as const;
  return {
    id: 'messagesPerConversation',
    label: words.say('tile.messagesPerConversation'),
    value,
    unit: 'ratio',
    text: value === null ? missing : withKnown(format.ratio(value), known, context),
    known,
    ...against(context, { pair, text: format.ratio }),
    change: pair && differenceChange(pair, stance, context),
    usual: usualTile(context, usual, format.ratio),
    ...goalOf(context, 'messagesPerConversation', { value, text: format.ratio }),
    spark: wholeOnly(context.axis, spark),
  };
}

/** Of what is usual, or of what the comparison and chance explain where that is unknown. */
function isOutside(context: Context, value: number | null, usual: UsualRange | null): boolean {
  if (usual !== null) return value !== null && (value < usual.low || value > usual.high);
  const figure = messagesEach(context);
  return figure !== null && ratioStanding(figure, 1) !== 'usual';
}

function fallbackTile(context: Context): Tile {
  const { format, words, interactions, understanding } = context;
  const value = interactions && fallbackRate(interactions);
  const pair = interactions && fallbackRates(interactions);
  const known = interactionsKnown(context);
  const why = context.missingData.find(
    ({ report, scope }) => report === 'interactions' && scope === 'current',
  );
  const missing = words.say(interactions?.uses === null && why ? `short.${why.reason}` : 'none.interactions');
  const usual = understanding?.usual ?? null;
  const news = understanding !== null && understanding.standing !== 'usual';
  return {
    id: 'fallbackRate',
    label: words.say('tile.fallbackRate'),
    value,
    unit: 'percent',
    text: value === null ? missing : withKnown(format.percent(value), known, context),
    known,
    ...against(context, { pair, text: format.percent }),
    change: pair && pointsChange(pair, { alarm: 'up', news, known: usual !== null }, context),
    usual: usualTile(context, usual, format.percent),
    ...goalOf(context, 'fallbackRate', { value, text: format.percent }),
    spark: [],
  };
}

/** The comparison value and its text, with the number of bots when it does not cover all. */
function against(
  { words, bots }: Context,
  { pair, text }: { pair: RatioPair | null; text: (value: number) => string },
): Pick<Tile, 'previous' | 'previousText' | 'previousOf'> {
  if (pair === null) return { previous: null, previousText: null, previousOf: null };
  const value = text(pair.before);
  const covered = { known: String(pair.bots), all: String(bots.length) };
  const previousOf = pair.bots === bots.length ? null : words.say('label.knownBots', covered);
  const previousText =
    previousOf === null
      ? words.say('tile.from', { value })
      : words.say('tile.fromSome', { value, bots: covered.known, all: covered.all });
  return { previous: pair.before, previousText, previousOf };
}

function whyMissing({ words }: Context, figures: readonly BotFigures[]): string {
  const why = figures
    .map(({ current }) => current.why)
    .find((reason): reason is GapReason => reason !== null);
  return words.say(why ? `short.${why}` : 'short.missing');
}
