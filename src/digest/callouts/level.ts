import { newsLimit } from '../../baseline/guard.js';
import { usualRange, zOf } from '../../baseline/negative-binomial.js';
import { addDays, type Day, weekdayOf } from '../../lib/time/zone.js';
import type { Context } from '../context.js';
import type { Callout, UsualRange } from '../digest.js';
import { type LikeWithLike, present, totalOf, wholeLikeWithLike } from '../figures/figures.js';
import { noteOn } from '../figures/notes.js';
import { changeOf, type Standing, standingOf } from '../judgement/steady.js';
import { fractionChange } from '../language/change.js';
import { againstText, changeWithArrow, dayText } from '../language/parts.js';
import { shownFraction } from '../language/shown.js';
import { knownOf, withKnown } from '../missing/known.js';
import { DAY_LIMIT, MANY_TIMES } from '../thresholds.js';
import { ALL, type Finding, finding } from './finding.js';

/** A day outside its usual range. */
interface UnusualDay {
  readonly day: Day;
  readonly value: number;
  readonly range: UsualRange;
  readonly z: number;
}

/** All conversations against what is usual, or against the comparison where that is unknown; else a day that stands out. */
export function levelFinding(context: Context): Finding | null {
  if (allSilent(context)) return null;
  const standing = volumeOf(context);
  return standing === null || standing === 'usual' ? dayFinding(context) : wholeFinding(context, standing);
}

/** Whether every bot of which figures came is silent for the whole window: that is told already. */
function allSilent({ figures, silent }: Context): boolean {
  const dead = new Set(silent.map(({ bot }) => bot?.id));
  const counted = present(figures.conversations);
  return totalOf(counted) === 0 && counted.every(({ bot }) => dead.has(bot.id));
}

/** How all conversations stand; null where that cannot be told. */
export function volumeOf({ figures, judgement }: Context): Standing | null {
  const compared = wholeLikeWithLike(figures.conversations);
  const { range } = judgement.counts.conversations;
  if (!complete(figures.conversations) || (range === null && compared === null)) return null;
  return standingOf({
    value: totalOf(figures.conversations),
    compared,
    usual: judgement.counts.conversations,
  });
}

const complete = (figures: Context['figures']['conversations']) =>
  figures.every(({ current }) => current.sum === null || current.complete);

function wholeFinding(context: Context, standing: Exclude<Standing, 'usual'>): Finding | null {
  const { words, format, figures, judgement, grid } = context;
  const value = totalOf(figures.conversations);
  if (value === null) return null;
  const pair = wholeLikeWithLike(figures.conversations);
  const usual = judgement.counts.conversations.range;
  const amount = pair && shownFraction(pair.now, pair.expected);
  const text = withKnown(format.count(value), knownOf(figures.conversations), context);
  const against = againstText({ usual, before: pair?.before ?? null, text: format.count }, context);
  const days = grid.axis.bucket === 'day' ? daysTold(context, standing, pair) : NOT_TOLD;
  return finding({
    rule: 'level',
    section: 'conversations',
    tone: standing === 'below' ? 'attention' : 'neutral',
    about: ALL,
    values: {
      value,
      before: pair?.before ?? null,
      change: amount,
      low: usual?.low ?? null,
      high: usual?.high ?? null,
      ...days.values,
    },
    heading: headingOf(context, standing, pair, amount),
    body: `${words.say(
      agrees(standing, amount) && !isMany(pair) ? 'callout.change.rest' : 'callout.level.rest',
      {
        value: text,
      },
    )}${against}${days.text}`,
  });
}

const agrees = (standing: Standing, amount: number | null): amount is number =>
  amount !== null && amount !== 0 && amount > 0 === (standing === 'above');

const isMany = (pair: LikeWithLike | null) =>
  pair !== null && pair.expected > 0 && pair.now / pair.expected >= MANY_TIMES;

function headingOf(
  { words, format, grid }: Context,
  standing: Exclude<Standing, 'usual'>,
  pair: LikeWithLike | null,
  amount: number | null,
): string {
  if (pair && standing === 'above' && isMany(pair))
    return words.say('callout.level.times', { times: format.ratio(pair.now / pair.expected) });
  if (!agrees(standing, amount))
    return words.say(standing === 'above' ? 'callout.level.more' : 'callout.level.fewer');
  const percent = format.percent(Math.abs(amount));
  const shown = grid.days === null ? percent : words.say('change.perDay', { percent });
  return words.say(amount > 0 ? 'callout.conversations.rose' : 'callout.conversations.fell', {
    percent: shown,
  });
}

/** A sentence about days, and the numbers that it states. */
interface Told {
  readonly text: string;
  readonly values: Callout['values'];
}

const NOT_TOLD: Told = { text: '', values: {} };

/** That every day is to blame, or a single one. */
function daysTold(context: Context, standing: Standing, pair: LikeWithLike | null): Told {
  const { words } = context;
  const days = context.judgement.counts.conversations.judged;
  const unusual = unusualDays(context, newsLimit(1)).filter(({ z }) => z > 0 === (standing === 'above'));
  if (days.length > 1 && unusual.length === days.length)
    return {
      text: words.say(standing === 'above' ? 'callout.everyDay.above' : 'callout.everyDay.below'),
      values: {},
    };
  const [outlier, another] = unusual;
  return outlier && !another && days.length > 2 ? withoutDay(context, outlier, pair) : NOT_TOLD;
}

/** What the other days come to against the comparison's same weekdays, unless they changed as well. */
function withoutDay(context: Context, outlier: UnusualDay, pair: LikeWithLike | null): Told {
  const { words, format, judgement, grid } = context;
  const { dispersion, timeline } = judgement.counts.conversations;
  const compared = new Map(timeline.before.map(({ day, value }) => [day, value]));
  const other = compared.get(addDays(outlier.day, -7)) ?? null;
  const rest = pair && pair.now - outlier.value;
  const before = pair && other !== null && grid.days === null ? pair.before - other : null;
  if (rest === null || before === null || before <= 0) return NOT_TOLD;
  if (changeOf({ now: rest, before, expected: before, basis: before }, dispersion, 1) !== 'usual')
    return NOT_TOLD;
  const change = fractionChange({ now: rest, before }, { alarm: 'down', news: false }, context);
  const text = words.say('callout.withoutDay', {
    day: dayText(outlier.day, context),
    figure: format.count(outlier.value),
    value: format.count(rest),
    change: change ? changeWithArrow(change) : '',
  });
  return {
    text: `${text}${noteText(context, outlier.day)}`,
    values: { day: outlier.day, dayValue: outlier.value, otherDays: rest },
  };
}

/** The day farthest from what is usual, the earlier of equals, beyond what one of so many days is by chance. */
function dayFinding(context: Context): Finding | null {
  const { words, format } = context;
  const days = context.judgement.counts.conversations.judged;
  if (days.length < 2) return null;
  const [farthest] = unusualDays(context, DAY_LIMIT).toSorted((a, b) => Math.abs(b.z) - Math.abs(a.z));
  if (!farthest) return null;
  const { day, value, range, z } = farthest;
  const names = { weekday: format.weekday(weekdayOf(day)), day: format.daysOfYear(day, day) };
  const callout: Callout = {
    rule: 'level',
    section: 'conversations',
    tone: z > 0 ? 'neutral' : 'attention',
    about: ALL,
    values: { day, value, low: range.low, high: range.high },
    heading: words.say(z > 0 ? 'callout.unusual.busy' : 'callout.unusual.quiet', names),
    body: words.say('callout.unusual.rest', {
      figure: words.say('count.conversations', { count: value }),
      low: format.count(range.low),
      high: format.count(range.high),
    }),
  };
  return finding({ ...callout, body: `${callout.body}${noteText(context, day)}` });
}

function unusualDays({ judgement }: Context, limit: number): readonly UnusualDay[] {
  const { baseline, judged } = judgement.counts.conversations;
  if (baseline === null) return [];
  return judged.flatMap(({ day, value }): UnusualDay[] => {
    if (value === null) return [];
    const expectation = baseline.expected(day);
    const z = zOf(value, expectation);
    return Math.abs(z) > limit ? [{ day, value, z, range: usualRange(expectation) }] : [];
  });
}

/** What the configuration says happened on a day. */
function noteText(context: Context, day: Day): string {
  const text = noteOn(context, day);
  return text === '' ? '' : context.words.say('callout.note', { text });
}
