import type { Context } from '../context.js';
import type { CalloutRule, Verdict, WindowView } from '../digest.js';
import { totalOf, wholeLikeWithLike } from '../figures/figures.js';
import { rangeText } from '../language/parts.js';
import { knownOf, withKnown } from '../missing/known.js';
import type { Finding } from './finding.js';
import { volumeOf } from './level.js';

/** Rules that a verdict is taken from; the others are not worth the first sentence. */
const SEVERE: ReadonlySet<CalloutRule> = new Set([
  'silent',
  'missing',
  'understood',
  'level',
  'mover',
  'figure',
]);

/** The most severe finding, then the volume. */
export function verdictOf(context: Context, findings: readonly Finding[]): Verdict {
  const [worst] = findings.filter(({ callout }) => callout.tone !== 'muted' && SEVERE.has(callout.rule));
  if (!worst) return { rule: 'usual', tone: 'muted', text: calmText(context) };
  const { rule, tone } = worst.callout;
  const level = findings.find(({ callout }) => callout.rule === 'level');
  const volume = rule === 'level' ? '' : (level?.summary ?? volumeText(context));
  return { rule, tone, text: [worst.summary, volume].filter((part) => part !== '').join(' ') };
}

/** `A usual week: 2,389 conversations (2,290 – 2,480).` */
function calmText(context: Context): string {
  const { words, format, figures, judgement, comparison } = context;
  const total = totalOf(figures.conversations);
  if (!context.chosen('conversations')) return words.say('callout.quiet');
  if (total === null || total === 0) return words.say('empty.conversations');
  const figure = figureText(context, total);
  const { range } = judgement.counts.conversations;
  if (range && volumeOf(context) === 'usual') {
    const shown = rangeText(range, format.count, context);
    return words.say(USUAL[unitOf(context.window)], { figure, range: shown });
  }
  const pair = wholeLikeWithLike(figures.conversations);
  if (pair === null || comparison === null) return words.say('verdict.only', { figure });
  return words.say('verdict.steady', {
    figure,
    comparison: comparison.name,
    before: format.count(pair.before),
  });
}

const USUAL = {
  day: 'verdict.usual.day',
  week: 'verdict.usual.week',
  other: 'verdict.usual.other',
} as const;

const unitOf = ({ days }: WindowView): keyof typeof USUAL =>
  days === 1 ? 'day' : days === 7 ? 'week' : 'other';

/** How many conversations there were, where that is not the news; empty where it is unknown. */
function volumeText(context: Context): string {
  const { words, figures } = context;
  const total = totalOf(figures.conversations);
  if (total === null || total === 0) return '';
  const value = withKnown(context.format.count(total), knownOf(figures.conversations), context);
  if (volumeOf(context) !== 'usual') return words.say('verdict.only', { figure: figureText(context, total) });
  return words.say('verdict.volume', { value });
}

const figureText = (context: Context, total: number): string =>
  withKnown(
    context.words.say('count.conversations', { count: total }),
    knownOf(context.figures.conversations),
    context,
  );
