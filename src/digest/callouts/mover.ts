import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { type Compared, totalOf, wholeLikeWithLike } from '../figures/figures.js';
import { sourceName } from '../figures/sources.js';
import { changeOf, type Standing } from '../judgement/steady.js';
import { shownFraction } from '../language/shown.js';
import { knownOf, withKnown } from '../missing/known.js';
import { AHEAD, LEAST_PART, MANY_TIMES, MIN_COUNT, MIN_LEADER_SHARE } from '../thresholds.js';
import { type Finding, finding } from './finding.js';
import { volumeOf } from './level.js';

/** A bot's or a source's conversations in both windows. */
interface Part extends Compared {
  readonly of: 'bot' | 'source';
  /** A bot's id, or a source in the API's words. */
  readonly id: string;
  readonly name: string;
  readonly dispersion: number;
}

interface Move extends Part {
  readonly difference: number;
  readonly standing: Exclude<Standing, 'usual'>;
}

/** The bot or source that accounts for most of a change of the whole, or that changed while the whole did not. */
export function moverFinding(context: Context): Finding | null {
  const whole = wholeLikeWithLike(context.figures.conversations);
  if (whole === null) return null;
  const volume = volumeOf(context);
  const difference = whole.now - whole.expected;
  const [mover] = movesOf(context)
    .filter((move) => Math.max(move.now, move.expected) >= MIN_COUNT)
    .filter((move) => Math.abs(move.difference) >= LEAST_PART * whole.expected)
    .filter(
      (move) =>
        volume === null ||
        volume === 'usual' ||
        (move.difference / difference >= MIN_LEADER_SHARE && isAhead(move, whole, difference)),
    )
    .toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  return mover ? findingOf(context, mover, volume === null || volume === 'usual' ? null : difference) : null;
}

/** Whether a part accounts for more of a change than its size does: else it just followed the whole. */
const isAhead = (move: Move, whole: Compared, difference: number): boolean =>
  move.difference / difference >= AHEAD * (move.expected / whole.expected);

/**
 * The parts that changed by more than chance explains among so many. Silent ones are told of already, and so is what the silence of a bot
 * does to sources, and of a source to bots.
 */
function movesOf(context: Context): readonly Move[] {
  const silent = new Set(context.silent.flatMap(({ bot, source }) => source ?? bot?.id ?? []));
  const hasSilent = (of: Part['of']) =>
    context.silent.some(({ source }) => (source === null) === (of === 'bot'));
  const bots = hasSilent('source') ? [] : botParts(context);
  const sources = hasSilent('bot') ? [] : sourceParts(context);
  const parts = [...(bots.length > 1 ? bots : []), ...(sources.length > 1 ? sources : [])];
  return parts
    .filter(({ id }) => !silent.has(id))
    .flatMap((part): Move[] => {
      const standing = changeOf(part, part.dispersion, parts.length);
      return standing === 'usual' ? [] : [{ ...part, standing, difference: part.now - part.expected }];
    });
}

function botParts({ figures, judgement }: Context): readonly Part[] {
  return figures.conversations.flatMap(({ bot, compared }): Part[] =>
    compared
      ? [{ of: 'bot', ...bot, ...compared, dispersion: judgement.byBot.get(bot.id)?.dispersion ?? 1 }]
      : [],
  );
}

function sourceParts({ sources, words, judgement }: Context): readonly Part[] {
  const { dispersion } = judgement.counts.conversations;
  return sources.flatMap(({ source, compared }): Part[] =>
    compared && compared.now + compared.before > 0
      ? [{ of: 'source', id: source, name: sourceName(source, words), ...compared, dispersion }]
      : [],
  );
}

function findingOf(context: Context, mover: Move, whole: number | null): Finding {
  const { words, format, figures } = context;
  const amount = shownFraction(mover.now, mover.expected);
  const own = figures.conversations.filter(({ bot }) => mover.of === 'source' || bot.id === mover.id);
  const total = mover.of === 'bot' ? (totalOf(own) ?? mover.now) : mover.now;
  const share = words.say('callout.mover.share', {
    part: format.signed(Math.round(mover.difference)),
    whole: format.signed(Math.round(whole ?? 0)),
  });
  return finding({
    rule: 'mover',
    section: `by-${mover.of}`,
    tone: mover.standing === 'below' ? 'attention' : 'neutral',
    about: {
      bots: mover.of === 'bot' ? [mover.id] : [],
      sources: mover.of === 'source' ? [mover.id] : [],
      steps: [],
    },
    values: {
      value: total,
      before: mover.before,
      change: amount,
      difference: Math.round(mover.difference),
      whole: whole === null ? null : Math.round(whole),
    },
    heading: headingOf(context, mover, amount),
    body: `${bodyOf(context, mover, withKnown(format.count(total), knownOf(own), context))}${whole === null ? '' : share}`,
  });
}

const isMany = ({ now, expected }: Move) => expected === 0 || now / expected >= MANY_TIMES;

function bodyOf({ words, format }: Context, mover: Move, value: string): string {
  const before = format.count(mover.before);
  if (!isMany(mover)) return words.say('callout.mover.rest', { value, before });
  return `${words.say('callout.level.rest', { value })}${words.say('callout.from', { before })}`;
}

function headingOf(context: Context, mover: Move, amount: number | null): Callout['heading'] {
  const { words, format, grid } = context;
  const { name, of, now, expected } = mover;
  if (amount === null) return words.say('callout.part.began', { name });
  if (isMany(mover)) return words.say('callout.part.times', { name, times: format.ratio(now / expected) });
  const text = format.percent(Math.abs(amount));
  const percent = grid.days === null ? text : words.say('change.perDay', { percent: text });
  return words.say(`callout.${of}.${amount > 0 ? 'rose' : 'fell'}`, { name, percent });
}
