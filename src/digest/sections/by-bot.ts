import type { Context } from '../context.js';
import type { TableSection } from '../digest.js';
import { type BotFigures, present, totalOf, totalsOf } from '../figures/figures.js';
import { byName } from '../language/names.js';
import { knownOf } from '../missing/known.js';
import { missingIn } from '../missing/missing-by-bot.js';
import { emptyTextFor } from './empty-text.js';
import { type ShareRow, type ShareTable, shareCells, shareColumns, tableAlt } from './share-table.js';

/** Maximum number of bots with their own row. */
export const MAX_BOTS = 12;

/** Conversations by bot, most first; bots beyond MAX_BOTS are summed in one row. */
export function byBot(context: Context): TableSection {
  const { words } = context;
  const figures = context.figures.conversations;
  const whole = totalOf(figures);
  const table: ShareTable = {
    headings: [words.say('label.bot'), words.say('tile.conversations'), words.say('label.share')],
    whole: whole ?? 0,
    alarm: 'down',
  };
  const cells = (row: ShareRow) => shareCells(context, table, row);
  const rows = foldedRows(context, sorted(figures));
  const title = words.say('title.byBot');
  return {
    kind: 'table',
    id: 'by-bot',
    report: 'conversations',
    chapter: 'breakdown',
    title,
    hint: '',
    alt: tableAlt(context, title, rows),
    missing: missingIn(context, 'conversations'),
    emptyText: emptyTextFor(whole, 'conversations', words),
    columns: shareColumns(context, table),
    rows: rows.map(cells),
    total: cells(totalRow(context, figures)),
    more: null,
  };
}

function sorted(figures: readonly BotFigures[]): readonly BotFigures[] {
  return figures.toSorted(
    (a, b) => (b.current.sum ?? -1) - (a.current.sum ?? -1) || byName(a.bot.name, b.bot.name),
  );
}

function foldedRows(context: Context, figures: readonly BotFigures[]): readonly ShareRow[] {
  const rest = figures.slice(MAX_BOTS);
  const shown = figures.slice(0, MAX_BOTS).map((one) => rowOf(context, one));
  if (rest.length === 0) return shown;
  const label = context.words.say('label.moreBots', { count: rest.length });
  return [...shown, { label, ...totalsOf(rest), known: knownOf(rest) }];
}

function rowOf({ words }: Context, one: BotFigures): ShareRow {
  const { bot, current, compared } = one;
  const before = compared?.before ?? null;
  const missing = words.say(current.why ? `short.${current.why}` : 'short.missing');
  return { label: bot.name, now: current.sum, before, compared, missing, known: knownOf([one]) };
}

/** The totals row; its label has the number of bots. */
function totalRow({ words }: Context, figures: readonly BotFigures[]): ShareRow {
  const known = present(figures).length;
  const label =
    known === figures.length
      ? words.say('label.allBots')
      : words.say('label.knownBots', { known: String(known), all: String(figures.length) });
  return { label, ...totalsOf(figures), known: knownOf(present(figures)) };
}
