import type { Context } from '../context.js';
import type { Series, TimeSeriesSection } from '../digest.js';
import { addedSteps, sumKnown, totalOf } from '../figures/figures.js';
import { addSeries } from '../figures/local-series.js';
import { type SourceFigures, sourceName } from '../figures/sources.js';
import { missingIn } from '../missing/missing-by-bot.js';
import { axisSteps } from './axis-steps.js';
import { isSplitMissing, overlap } from './by-source.js';

/** Maximum number of sources with their own part. */
export const MAX_PARTS = 5;

type Values = readonly (number | null)[];
type Part = Pick<Series, 'id' | 'label' | 'values'>;

/**
 * Conversations by step, stacked by source, the largest first; null with fewer than two sources that have any, or with a single step.
 * Small sources, incomplete sources and conversations without a source are combined in one part, so that the parts of a step add up to
 * its conversations. A step whose conversations are unknown has no parts.
 */
export function sourcesOverTime(context: Context): TimeSeriesSection | null {
  const { words, format, axis, window, comparison, sources } = context;
  const known = sources.filter(({ now }) => now !== null);
  const used = known.filter(({ now }) => (now ?? 0) > 0).toSorted((a, b) => (b.now ?? 0) - (a.now ?? 0));
  if (used.length < 2 || axis.current.length < 2) return null;
  const whole = addedSteps(context.figures.conversations.map(({ current }) => current));
  const parts = withShares(context, partsOf(context, used, whole));
  const title = words.say('title.sourcesOverTime');
  const lastDays = { current: window.lastDay, comparison: comparison?.lastDay ?? null };
  return {
    kind: 'timeSeries',
    id: 'conversations-by-source',
    report: 'conversations',
    chapter: 'trend',
    title,
    hint: words.say('hint.sourcesOverTime'),
    alt: words.say('alt.sourcesOverTime', { title, window: window.text, parts: sharesOf(context, parts) }),
    missing: [
      ...missingIn(context, 'conversations', ['current', 'split']),
      ...overlap(context, sumKnown(known.map(({ now }) => now)) ?? 0, totalOf(context.figures.conversations)),
    ],
    emptyText: null,
    bucket: axis.bucket,
    unit: 'count',
    axis: axisSteps(axis, lastDays, context),
    series: parts.map((part) => ({
      ...part,
      role: 'part',
      texts: part.values.map((value) => (value === null ? '' : format.count(value))),
    })),
    peak: null,
  };
}

function partsOf(context: Context, used: readonly SourceFigures[], whole: Values): readonly Part[] {
  const { words } = context;
  const named = used.length > MAX_PARTS + 1 ? used.slice(0, MAX_PARTS) : used;
  const stacked = addSeries(named.map(({ values }) => values));
  const rest = whole.map((all, step) => restOf(all, stacked[step] ?? null));
  const parts = named.map(({ source, values }): Part => {
    const shown = values.map((value, step) => (rest[step] === null ? null : value));
    return { id: source, label: sourceName(source, words), values: shown };
  });
  if ((sumKnown(rest) ?? 0) === 0) return parts;
  const incomplete = context.sources.some(({ now }) => now === null) || isSplitMissing(context, 'split');
  const label = words.say(incomplete ? 'label.restWithMissing' : 'label.restOfSources');
  return [...parts, { id: 'other', label, values: rest }];
}

/** The conversations of a step beyond the named sources; null when the sources exceed its total. */
function restOf(whole: number | null, named: number | null): number | null {
  return whole === null || named === null ? null : Math.max(0, whole - named);
}

function withShares({ format }: Context, parts: readonly Part[]) {
  const sums = parts.map(({ values }) => sumKnown(values) ?? 0);
  const whole = sumKnown(sums) ?? 0;
  return parts.map((part, index) => {
    const share = whole === 0 ? 0 : (sums[index] ?? 0) / whole;
    return { ...part, share, shareText: format.roundPercent(share) };
  });
}

/** `Chat widget 56%, LiveChat 23%`. */
function sharesOf({ words }: Context, parts: ReturnType<typeof withShares>): string {
  return parts.map(({ label, shareText }) => `${label} ${shareText}`).join(words.say('list.comma'));
}
