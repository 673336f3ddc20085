import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { sumKnown } from '../figures/figures.js';
import { answered } from '../interactions/interactions.js';
import { lostSteps, rateOf } from '../interactions/lost-steps.js';
import { partsOf, type StepToMend, stepToMend, type Understanding } from '../judgement/understanding.js';
import { againstText } from '../language/parts.js';
import { interactionsKnown, withKnown } from '../missing/known.js';
import { MIN_COUNT, MIN_FALLBACKS, MIN_LEADER_SHARE } from '../thresholds.js';
import { type Finding, finding } from './finding.js';

/** The fallback rate, and the step whose mending would help most. */
export function understoodFinding(context: Context): Finding | null {
  const { understanding } = context;
  if (understanding === null || understanding.now.uses < MIN_COUNT) return null;
  const { standing, now, before, usual } = understanding;
  const mend = stepToMend(context, MIN_FALLBACKS);
  if (standing === 'usual' && mend === null) return null;
  const head = headOf(context, understanding);
  const step = mend ? stepSentence(context, mend) : '';
  const leader = standing === 'above' ? leaderOf(context) : null;
  const tone = standing === 'above' || mend?.grew ? 'attention' : standing === 'below' ? 'good' : 'muted';
  const { callout } = finding({
    rule: 'understood',
    section: 'fallbacks',
    tone,
    about: {
      bots: leader ? [leader.id] : [],
      sources: [],
      steps: mend ? [mend.step.name] : [],
    },
    values: {
      rate: now.hits / now.uses,
      before: before && before.hits / before.uses,
      low: usual?.low ?? null,
      high: usual?.high ?? null,
      uses: now.uses,
      fallbacks: now.hits,
      ...(mend ? stepValues(context, mend) : {}),
    },
    heading: head.heading,
    body: `${head.body}${step}${leader ? leaderSentence(context, leader) : ''}`,
  });
  const summary = standing === 'usual' && mend?.grew ? step.trim() : `${head.heading}${head.body}`;
  return { callout, summary };
}

function headOf(
  context: Context,
  { standing, now, before, usual }: Understanding,
): Pick<Callout, 'heading' | 'body'> {
  const { words, format } = context;
  const rate = withKnown(format.percent(now.hits / now.uses), interactionsKnown(context), context);
  const count = context.bots.length;
  const body = againstText(
    { usual, before: before && before.hits / before.uses, text: format.percent },
    context,
  );
  switch (standing) {
    case 'above':
      return { heading: words.say('callout.understood.less', { count, rate }), body };
    case 'below':
      return { heading: words.say('callout.understood.more', { count, rate }), body };
    case 'usual':
      return { heading: words.say('callout.fallback.is', { percent: rate }), body };
  }
}

function stepSentence(context: Context, { step, grew }: StepToMend): string {
  const { words, format } = context;
  const rate = rateOf(step.fallbacks, step.uses);
  const before = rateOf(step.fallbacksBefore, step.usesBefore);
  const values = {
    step: step.name,
    part: format.count(step.fallbacks ?? 0),
    uses: format.count(step.uses ?? 0),
    rate: format.percent(rate ?? 0),
    share: format.roundPercent(shareOf(context, step.fallbacks)),
  };
  if (rate === null) return words.say('callout.step.share', values);
  if (grew) return words.say('callout.step.grew', { ...values, before: format.percent(before ?? 0) });
  return before === null
    ? words.say('callout.step.most', values)
    : words.say('callout.step.mostBefore', { ...values, before: format.percent(before) });
}

function stepValues(context: Context, { step }: StepToMend) {
  return {
    stepFallbacks: step.fallbacks,
    stepUses: step.uses,
    stepRate: rateOf(step.fallbacks, step.uses),
    stepBefore: rateOf(step.fallbacksBefore, step.usesBefore),
    share: shareOf(context, step.fallbacks),
  };
}

/** Of all fallbacks. */
function shareOf(context: Pick<Context, 'interactions' | 'words'>, fallbacks: number | null): number {
  const all = sumKnown(lostSteps(context).map((step) => step.fallbacks)) ?? 0;
  return all === 0 ? 0 : (fallbacks ?? 0) / all;
}

interface Leader {
  readonly id: string;
  readonly name: string;
  readonly fallbacks: number;
  readonly all: number;
}

/** The bot with most of the fallbacks, among two or more. */
function leaderOf({ interactions }: Context): Leader | null {
  const bots = interactions ? answered(interactions) : [];
  if (bots.length < 2) return null;
  const parts = bots.map(({ bot, rows }) => ({
    id: rows[0]?.botId ?? '',
    name: bot,
    fallbacks: partsOf(rows, 'uses')?.hits ?? 0,
  }));
  const all = parts.reduce((sum, { fallbacks }) => sum + fallbacks, 0);
  const [most] = parts.toSorted((a, b) => b.fallbacks - a.fallbacks);
  return most && all > 0 && most.fallbacks / all >= MIN_LEADER_SHARE ? { ...most, all } : null;
}

const leaderSentence = ({ words, format }: Context, { name, fallbacks, all }: Leader) =>
  words.say('callout.leader', { bot: name, part: format.count(fallbacks), whole: format.count(all) });
