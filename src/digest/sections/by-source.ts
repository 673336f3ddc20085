import type { Context } from '../context.js';
import type { Known, TableSection } from '../digest.js';
import { type Compared, likeWithLike, sumKnown, type Totals, totalsOf } from '../figures/figures.js';
import { type SourceFigures, sourceFigures, sourceName } from '../figures/sources.js';
import { byName } from '../language/names.js';
import { knownOf } from '../missing/known.js';
import { missingIn } from '../missing/missing-by-bot.js';
import type { MissingData } from '../missing/missing-data.js';
import { emptyTextFor } from './empty-text.js';
import { type ShareRow, type ShareTable, shareCells, shareColumns, tableAlt } from './share-table.js';

/**
 * Conversations by source over the bots whose total is known; null if nothing was requested by source. The remainder of the total has
 * its own row, so that the rows add up.
 */
export function bySource(context: Context): TableSection | null {
  const { words, bots, grid, sources: figures } = context;
  if (sourceFigures(bots, grid).length === 0 && !isSplitMissing(context, 'split')) return null;
  const total = totalsOf(context.figures.conversations);
  const split = sumKnown(figures.map(({ now }) => now)) ?? 0;
  const table: ShareTable = {
    headings: [words.say('label.source'), words.say('tile.conversations'), words.say('label.share')],
    whole: total.now ?? 0,
    alarm: 'down',
    guard: {
      dispersion: context.judgement.counts.conversations.dispersion,
      candidates: Math.max(1, figures.length),
    },
  };
  const known = knownOf(context.figures.conversations);
  const rows = [...sourceRows(context, figures, known), ...remainder(context, figures, total)];
  const title = words.say('title.bySource');
  return {
    kind: 'table',
    id: 'by-source',
    report: 'conversations',
    chapter: 'breakdown',
    title,
    hint: '',
    alt: tableAlt(context, title, rows),
    missing: [
      ...missingIn(context, 'conversations', ['current', 'split', 'splitBefore']),
      ...overlap(context, split, total.now),
    ],
    emptyText: emptyTextFor(total.now, 'conversations', words),
    columns: shareColumns(context, table),
    rows: rows.map((row) => shareCells(context, table, row)),
    total: shareCells(context, table, { label: words.say('label.allSources'), ...total, known }),
    more: null,
  };
}

/** Sources with conversations in either window, in descending order; each is complete over the bots present, or missing. */
function sourceRows(
  { words }: Context,
  figures: readonly SourceFigures[],
  { of, bots, ofBots }: Known,
): readonly ShareRow[] {
  const known = { steps: of, of, bots, ofBots };
  return figures
    .filter(({ now, before }) => now === null || now > 0 || (before ?? 0) > 0)
    .map(({ source, now, before, compared }) => ({
      label: sourceName(source, words),
      now,
      before,
      compared,
      known,
    }))
    .toSorted((a, b) => (b.now ?? -1) - (a.now ?? -1) || byName(a.label, b.label));
}

function remainder(context: Context, figures: readonly SourceFigures[], total: Totals): readonly ShareRow[] {
  const { words } = context;
  const known = knownOf(context.figures.conversations);
  const now = restOf(total.now, sumKnown(figures.map((figure) => figure.now)) ?? 0);
  if (now === null || now === 0) return [];
  if (isSplitMissing(context, 'split') || figures.some((figure) => figure.now === null))
    return [{ label: words.say('label.restWithMissing'), now, before: null, known }];
  const before = figures.map((figure) => figure.before);
  const restBefore =
    before.includes(null) || isSplitMissing(context, 'splitBefore')
      ? null
      : restOf(total.before, sumKnown(before) ?? 0);
  const compared = restBefore === null ? null : restCompared(total, figures);
  return [{ label: words.say('label.restOfSources'), now, before: restBefore, compared, known }];
}

/** The whole minus the split, at equal weekdays. */
function restCompared(total: Totals, figures: readonly SourceFigures[]): Compared | null {
  const split = likeWithLike(figures);
  if (total.compared === null || split?.bots !== figures.length) return null;
  const { now, before, expected, basis } = total.compared;
  return {
    now: now - split.now,
    before: before - split.before,
    expected: expected - split.expected,
    basis: basis - split.basis,
  };
}

/** True when any bot's split by source is missing or incomplete. */
export const isSplitMissing = ({ missingData }: Context, of: MissingData['scope']) =>
  missingData.some(({ report, scope }) => report === 'conversations' && scope === of);

/** The whole minus the split; null when negative. */
function restOf(whole: number | null, split: number): number | null {
  return whole === null || split > whole ? null : whole - split;
}

/** A sentence for sources that add up to more than the total. */
export function overlap({ words, format }: Context, split: number, total: number | null): readonly string[] {
  if (total === null || split <= total) return [];
  return [words.say('missing.overlap', { split: format.count(split), total: format.count(total) })];
}
