import type { DayCount } from '../../baseline/days.js';
import { silenceOf } from '../../baseline/silence.js';
import type { BotSnapshot, Snapshot } from '../../chatbot/snapshot.js';
import { addDays, type Day } from '../../lib/time/zone.js';
import { isCut } from '../../schedule/window.js';
import { SOURCES, type Source } from '../../vocabulary/chatbot.js';
import { answersOf, type BotFigures, present } from '../figures/figures.js';
import { type HolidayNames, withoutHolidays } from '../figures/holidays.js';
import { splitOf } from '../figures/sources.js';
import type { Judgement } from './judgement.js';
import { type SnapshotDays, type Timeline, timelineOf } from './timeline.js';

/** A bot, or a source, with nothing until the end of the window, which chance does not explain. */
export interface Silent {
  readonly bot: { readonly id: string; readonly name: string } | null;
  readonly source: Source | null;
  /** The first empty day; it may lie before the window. */
  readonly since: Day;
  /** Conversations of the comparison window; null without one. */
  readonly before: number | null;
  /** Conversations to be expected since. */
  readonly expected: number;
}

/** Nothing where there was this much in the comparison is silence whatever the history says. */
const MIN_BEFORE = 10;

/** The probability by chance up to which that is so. */
const MAX_CHANCE = 1 / 1000;
/** The same of fewer, as for a history that tells φ itself. */
const MAX_CHANCE_OF_FEW = 1 / 3650;

/** What silence is looked for in. */
interface Watched {
  readonly judgement: Pick<Judgement, 'byBot' | 'counts'>;
  readonly snapshot: Snapshot;
  readonly days: SnapshotDays;
  readonly holidays: HolidayNames;
  readonly bots: readonly BotSnapshot[];
  readonly figures: { readonly conversations: readonly BotFigures[] };
}

/** Bots first, then the sources that are silent over all other bots. */
export function silentOnes(context: Watched): readonly Silent[] {
  const { days, figures } = context;
  const known = new Set(present(figures.conversations).map(({ bot }) => bot.id));
  const talking = context.bots.filter(({ id }) => known.has(id));
  const bots = talking.flatMap((bot): Silent[] => {
    const timeline = timelineOf([bot], days, (one, window) => answersOf(one, 'conversations', window));
    const silence = silenceIn(context, timeline, dispersionOf(context, bot));
    return silence ? [{ bot: { id: bot.id, name: bot.name }, source: null, ...silence }] : [];
  });
  const dead = new Set(bots.map(({ bot }) => bot?.id));
  const alive = talking.filter(({ id }) => !dead.has(id));
  return [...bots, ...SOURCES.flatMap((source) => silentSource(context, alive, source))];
}

function silentSource(context: Watched, bots: readonly BotSnapshot[], source: Source): readonly Silent[] {
  const own = bots.filter((bot) => splitOf(bot, 'current').some((answer) => answer.source === source));
  if (own.length === 0) return [];
  const timeline = timelineOf(own, context.days, (bot, window) =>
    splitOf(bot, window).filter((answer) => answer.source === source),
  );
  const silence = silenceIn(context, timeline, context.judgement.counts.conversations.dispersion);
  return silence ? [{ bot: null, source, ...silence }] : [];
}

/** At least one whole day of the window is empty, and so is what there is of a day that was not over. */
function silenceIn(
  { snapshot, holidays }: Pick<Watched, 'snapshot' | 'holidays'>,
  timeline: Timeline,
  dispersion: number,
): Omit<Silent, 'bot' | 'source'> | null {
  const { comparison, window } = snapshot;
  const all = [...timeline.before, ...timeline.window];
  const days = withoutHolidays(all, holidays);
  const last = days.findLast(({ day }) => !holidays.has(day));
  const yesterday = isCut(window) ? addDays(window.lastDay, -1) : window.lastDay;
  const onlyHolidays = holidays.has(yesterday) && (last?.day ?? '') < window.firstDay;
  if (last?.value !== 0 || all.at(-1)?.day !== yesterday || onlyHolidays) return null;
  const before = comparison && sumOf(all, comparison);
  const silence = silenceOf(days);
  const since = silence?.since ?? window.firstDay;
  if (all.some(({ day, value }) => day >= since && holidays.has(day) && (value ?? 0) > 0)) return null;
  if (silence && !isChance(silence.expected, dispersion))
    return { since: silence.since, before, expected: silence.expected };
  const empty = timeline.window.length > 0 && timeline.window.every(({ value }) => value === 0);
  if (!empty || before === null || before < MIN_BEFORE || isChance(before, dispersion)) return null;
  return { since: sinceOf(all), before, expected: before };
}

/** φ of a bot, or of all where that is more: few counts tell too little of it. */
function dispersionOf({ judgement }: Pick<Watched, 'judgement'>, { id }: BotSnapshot): number {
  return Math.max(judgement.byBot.get(id)?.dispersion ?? 1, judgement.counts.conversations.dispersion);
}

/** The chance of nothing where so much is expected, at a φ that few days of a source would not tell. */
function isChance(expected: number, dispersion: number): boolean {
  const chance = dispersion <= 1 ? Math.exp(-expected) : dispersion ** (-expected / (dispersion - 1));
  return chance > (expected < MIN_BEFORE ? MAX_CHANCE_OF_FEW : MAX_CHANCE);
}

function sumOf(days: readonly DayCount[], window: { readonly firstDay: Day; readonly lastDay: Day }) {
  const own = days.filter(({ day }) => window.firstDay <= day && day <= window.lastDay);
  return own.reduce<number | null>(
    (sum, { value }) => (sum === null || value === null ? null : sum + value),
    own.length === 0 ? null : 0,
  );
}

/** The first day of the empty ones at the end. */
function sinceOf(days: readonly DayCount[]): Day {
  const busy = days.findLastIndex(({ value }) => value !== null && value > 0);
  return days.slice(busy + 1).find(({ value }) => value === 0)?.day ?? '';
}
