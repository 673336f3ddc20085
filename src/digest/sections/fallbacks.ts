import type { Context } from '../context.js';
import type { TableSection } from '../digest.js';
import { sumKnown } from '../figures/figures.js';
import { fallbackSteps } from '../interactions/fallback-steps.js';
import type { InteractionFigures } from '../interactions/interactions.js';
import { interactionsKnown } from '../missing/known.js';
import { missingIn } from '../missing/missing-by-bot.js';
import { emptyTextFor } from './empty-text.js';
import { type ShareRow, type ShareTable, shareCells, shareColumns, tableAlt } from './share-table.js';

/** Maximum number of steps with their own row. */
export const MAX_FALLBACK_STEPS = 5;

/** Fallbacks by the step before them, most frequent first; steps beyond MAX_FALLBACK_STEPS are summed in one row. */
export function fallbacks(context: Context, figures: InteractionFigures): TableSection {
  const { words } = context;
  const all = fallbackSteps(context);
  const whole = sumKnown(all.map(({ now }) => now)) ?? 0;
  const table: ShareTable = {
    headings: [words.say('label.fallback'), words.say('label.times'), words.say('label.fallbackShare')],
    whole,
    alarm: 'up',
  };
  const known = interactionsKnown(context);
  const rows = folded(context, all).map((row) => ({ ...row, known, compared: comparedUses(context, row) }));
  const title = words.say('title.fallbacks');
  return {
    kind: 'table',
    id: 'fallbacks',
    report: 'interactions',
    chapter: 'interactions',
    title,
    hint: '',
    alt: tableAlt(context, title, rows),
    missing: missingIn(context, 'interactions'),
    emptyText: emptyTextOf(context, figures.uses, rows.length),
    columns: shareColumns(context, table),
    rows: rows.map((row) => shareCells(context, table, row)),
    total: null,
    more: null,
  };
}

const comparedUses = ({ exposure }: Context, { now, before }: ShareRow) =>
  now === null || before === null ? null : { now, before, expected: before * exposure };

function folded({ words }: Context, rows: readonly ShareRow[]): readonly ShareRow[] {
  const rest = rows.slice(MAX_FALLBACK_STEPS);
  if (rest.length === 0) return rows;
  const before = rest.map((row) => row.before);
  const other: ShareRow = {
    label: words.say('fallback.others', { count: rest.length }),
    now: sumKnown(rest.map(({ now }) => now)),
    before: before.includes(null) ? null : sumKnown(before),
  };
  return [...rows.slice(0, MAX_FALLBACK_STEPS), other];
}

function emptyTextOf({ words }: Context, uses: number | null, rows: number): string | null {
  const compared = rows > 0 && uses !== null;
  return compared ? null : (emptyTextFor(uses, 'interactions', words) ?? words.say('empty.fallbacks'));
}
