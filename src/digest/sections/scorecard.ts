import { linkOf } from '../bots/links.js';
import { scorecardOf } from '../bots/scorecard.js';
import type { Context } from '../context.js';
import type { Change, ScorecardRow, TableCell, TableColumn, TableSection } from '../digest.js';
import { present, sumKnown, totalOf, wholeLikeWithLike } from '../figures/figures.js';
import { standingOf } from '../judgement/steady.js';
import { countChange } from '../language/change.js';
import { knownOf, withKnown } from '../missing/known.js';
import { missingIn } from '../missing/missing-by-bot.js';
import { emptyTextFor } from './empty-text.js';
import { tableAlt } from './share-table.js';

/** Bots with a row of their own, and more where they need a look; the others share one. */
export const MAX_BOTS = 12;

/** A column, and its cell for a bot. */
interface Column extends TableColumn {
  cell(row: ScorecardRow): TableCell;
}

/** A row for each bot, those that need a look first; the bots beyond MAX_BOTS that are as usual share one. */
export function scorecard(context: Context): TableSection {
  const { words, comparison, figures } = context;
  const rows = scorecardOf(context);
  const columns = columnsOf(context, rows);
  const shown = rows.filter(({ state }, place) => state !== 'usual' || place < MAX_BOTS);
  const rest = rows.filter((row) => !shown.includes(row));
  const title = words.say('title.scorecard');
  return {
    kind: 'table',
    id: 'by-bot',
    report: 'conversations',
    chapter: 'breakdown',
    title,
    hint: comparison ? words.say('hint.scorecard', { comparison: comparison.name }) : '',
    alt: tableAlt(context, title, rows),
    missing: missingIn(context, 'conversations'),
    emptyText: emptyTextFor(totalOf(figures.conversations), 'conversations', words),
    columns: columns.map(({ cell: _cell, ...column }) => column),
    rows: [
      ...shown.map((row) => columns.map(({ cell }) => cell(row))),
      ...(rest.length > 0 ? [restRow(context, columns, rest)] : []),
    ],
    total: totalRow(context, columns),
    more: null,
  };
}

function columnsOf(context: Context, rows: readonly ScorecardRow[]): readonly Column[] {
  const { words, chosen, comparison, interactions } = context;
  const hasWeeks = rows.some(({ weeks }) => weeks.some((value) => value !== null));
  return [
    nameColumn(context),
    ...(hasWeeks ? [lineColumn(context)] : []),
    countColumn(context),
    ...(comparison ? [changeColumn('change', words.say('label.change'), ({ change }) => change)] : []),
    ...(chosen('paid') ? [shareColumn(context, 'paidShare', words.say('label.paidShare'))] : []),
    ...(chosen('messages') ? [eachColumn(context)] : []),
    ...(interactions ? [shareColumn(context, 'fallbackRate', words.say('label.fallbackRate'))] : []),
    ...(interactions && comparison
      ? [changeColumn('points', words.say('label.points'), ({ fallbackChange }) => fallbackChange)]
      : []),
    ...(interactions
      ? [textColumn('step', words.say('label.worstStep'), ({ worstStep }) => worstStep ?? '')]
      : []),
  ];
}

const textColumn = (id: string, label: string, textOf: (row: ScorecardRow) => string): Column => ({
  id,
  label,
  type: 'text',
  cell: (row) => ({ value: textOf(row), text: textOf(row) }),
});

function nameColumn(context: Context): Column {
  const column = textColumn('name', context.words.say('label.bot'), ({ name }) => name);
  const storyOf = (id: string) => context.bots.find((bot) => bot.id === id)?.storyId ?? '';
  return { ...column, cell: (row) => ({ ...column.cell(row), ...linkOf(context.config, storyOf(row.bot)) }) };
}

const lineColumn = ({ words }: Context): Column => ({
  id: 'weeks',
  label: words.say('label.weeks'),
  type: 'line',
  cell: ({ weeks, usual }) => ({ value: null, text: '', line: weeks, usual }),
});

function countColumn(context: Context): Column {
  const { words, format, figures } = context;
  const missing = (bot: string) => {
    const own = figures.conversations.find((one) => one.bot.id === bot)?.current;
    return words.say(own?.why ? `short.${own.why}` : 'short.missing');
  };
  return {
    id: 'value',
    label: words.say('tile.conversations'),
    type: 'count',
    cell: ({ bot, conversations, state }) => {
      if (conversations === null) return { value: null, text: missing(bot) };
      const known = knownOf(figures.conversations.filter((one) => one.bot.id === bot));
      const text = format.count(conversations);
      const said = withKnown(text, known, context);
      return {
        value: conversations,
        text: said,
        ...(said === text ? {} : { known }),
        ...(state === 'silent' ? { tone: 'attention' as const } : {}),
      };
    },
  };
}

const changeColumn = (id: string, label: string, changeOf: (row: ScorecardRow) => Change | null): Column => ({
  id,
  label,
  type: 'change',
  cell: (row) => {
    const change = changeOf(row);
    return { value: change?.amount ?? null, text: change?.text ?? '', change };
  },
});

const shareColumn = ({ format }: Context, id: 'paidShare' | 'fallbackRate', label: string): Column => ({
  id,
  label,
  type: 'percent',
  cell: (row) => {
    const value = row[id];
    const alarming = id === 'fallbackRate' && row.fallbackChange?.tone === 'attention';
    return {
      value,
      text: value === null ? '' : format.percent(value),
      ...(alarming ? { tone: 'attention' as const } : {}),
    };
  },
});

const eachColumn = ({ words, format }: Context): Column => ({
  id: 'each',
  label: words.say('label.each'),
  type: 'ratio',
  cell: ({ messagesPerConversation: value }) => ({ value, text: value === null ? '' : format.ratio(value) }),
});

/** Bots that are as usual, together; nothing is drawn for them. */
function restRow(
  { words, format }: Context,
  columns: readonly Column[],
  rest: readonly ScorecardRow[],
): TableCell[] {
  const total = sumKnown(rest.map(({ conversations }) => conversations)) ?? 0;
  const label = words.say('label.asUsual', { count: String(rest.length) });
  return columns.map(({ id }) => {
    if (id === 'name') return { value: label, text: label };
    return id === 'value' ? { value: total, text: format.count(total) } : { value: null, text: '' };
  });
}

/** Its label says how many bots it has. */
function totalRow(context: Context, columns: readonly Column[]): TableCell[] {
  const { words, figures, judgement, format } = context;
  const all = figures.conversations;
  const known = present(all).length;
  const label =
    known === all.length
      ? words.say('label.allBots')
      : words.say('label.knownBots', { known: String(known), all: String(all.length) });
  const value = totalOf(all);
  const compared = wholeLikeWithLike(all);
  const usual = judgement.counts.conversations;
  const stance = {
    alarm: 'down',
    news: standingOf({ value, compared, usual }) !== 'usual',
    known: usual.range !== null,
  } as const;
  const change = compared && countChange(compared, stance, context);
  return columns.map(({ id }): TableCell => {
    if (id === 'name') return { value: label, text: label };
    if (id === 'change') return { value: change?.amount ?? null, text: change?.text ?? '', change };
    if (id !== 'value') return { value: null, text: '' };
    const text = value === null ? '' : withKnown(format.count(value), knownOf(present(all)), context);
    return { value, text };
  });
}
