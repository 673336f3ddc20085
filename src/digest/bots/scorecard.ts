import type { Context } from '../context.js';
import type { ScorecardRow } from '../digest.js';
import type { BotFigures } from '../figures/figures.js';
import { lostSteps } from '../interactions/lost-steps.js';
import { type Standing, standingOf } from '../judgement/steady.js';
import { sameDaysByWeek, type Timeline } from '../judgement/timeline.js';
import { partsOf, rateStanding } from '../judgement/understanding.js';
import { countChange, pointsChange } from '../language/change.js';
import { byName } from '../language/names.js';

/** Weeks of a small line, the window's own included. */
export const LINE_WEEKS = 13;
/** Longer windows have no line of weeks. */
export const MAX_LINE_DAYS = 7;

const STATES: readonly ScorecardRow['state'][] = ['silent', 'missing', 'attention', 'news', 'usual'];

/** A row for each bot, those that need a look first. */
export function scorecardOf(context: Context): readonly ScorecardRow[] {
  if (!context.chosen('conversations')) return [];
  const rank = ({ state }: ScorecardRow) => STATES.indexOf(state);
  return context.figures.conversations
    .map((figures) => rowOf(context, figures))
    .toSorted(
      (a, b) =>
        rank(a) - rank(b) || (b.conversations ?? -1) - (a.conversations ?? -1) || byName(a.name, b.name),
    );
}

function rowOf(context: Context, figures: BotFigures): ScorecardRow {
  const { judgement, silent } = context;
  const { bot, current, compared } = figures;
  const candidates = Math.max(1, context.bots.length);
  const usual = judgement.byBot.get(bot.id);
  const whole = current.complete;
  const standing = standingOf({
    value: whole ? current.sum : null,
    compared,
    usual: usual ?? { expectation: null, range: null, dispersion: 1 },
    candidates,
  });
  const known = Boolean(usual?.range);
  const fallback = fallbackOf(context, bot, candidates);
  const sumOf = (all: readonly BotFigures[]) => {
    const own = all.find((one) => one.bot.id === bot.id)?.current;
    return own?.complete && whole && current.sum ? (own.sum ?? 0) / current.sum : null;
  };
  const isSilent = silent.some((one) => one.bot?.id === bot.id);
  return {
    bot: bot.id,
    name: bot.name,
    state: stateOf({ isSilent, whole, standing, fallback: fallback.standing }),
    conversations: current.sum,
    usual: usual?.range ?? null,
    change: compared && countChange(compared, { alarm: 'down', news: standing !== 'usual', known }, context),
    paidShare: sumOf(context.figures.paid),
    messagesPerConversation: sumOf(context.figures.messages),
    fallbackRate: fallback.rate,
    fallbackChange: fallback.change,
    worstStep: worstStep(context, bot.id),
    weeks: usual ? weeksOf(context, usual.timeline) : [],
  };
}

/** Fewer known weeks are no line. */
const MIN_WEEKS = 6;

function weeksOf({ window }: Context, timeline: Timeline): readonly (number | null)[] {
  if (window.days > MAX_LINE_DAYS) return [];
  const values = sameDaysByWeek(timeline, LINE_WEEKS);
  return values.filter((value) => value !== null).length < MIN_WEEKS ? [] : values;
}

interface Signs {
  readonly isSilent: boolean;
  readonly whole: boolean;
  readonly standing: Standing;
  readonly fallback: Standing;
}

function stateOf({ isSilent, whole, standing, fallback }: Signs): ScorecardRow['state'] {
  if (isSilent) return 'silent';
  if (!whole) return 'missing';
  if (standing === 'below' || fallback === 'above') return 'attention';
  return standing === 'above' || fallback === 'below' ? 'news' : 'usual';
}

function fallbackOf(context: Context, bot: BotFigures['bot'], candidates: number) {
  const own = context.interactions?.bots.find((one) => one.bot === bot.name);
  const now = own ? partsOf(own.rows, 'uses') : null;
  if (!own || now === null) return { rate: null, change: null, standing: 'usual' as const };
  const before = own.current && own.comparison ? partsOf(own.rows, 'previous') : null;
  const usual = own.current ? (context.judgement.fallbackByBot.get(bot.id)?.range(now.uses) ?? null) : null;
  const standing = rateStanding(now, { before, usual, candidates });
  const pair = before && { now: now.hits / now.uses, before: before.hits / before.uses };
  const stance = { alarm: 'up', news: standing !== 'usual', known: usual !== null } as const;
  return { rate: now.hits / now.uses, change: pair && pointsChange(pair, stance, context), standing };
}

/** The step of one bot with most fallbacks. */
function worstStep({ interactions, words }: Context, id: string): string | null {
  if (interactions === null) return null;
  const own = { ...interactions, rows: interactions.rows.filter(({ botId }) => botId === id) };
  const [worst] = lostSteps({ interactions: own, words }).filter(
    ({ named, fallbacks }) => named && fallbacks,
  );
  return worst?.name ?? null;
}
