import { ratesDiffer } from '../../baseline/guard.js';
import type { Context } from '../context.js';
import type { LostStep, TableCell, TableColumn, TableSection } from '../digest.js';
import { sumKnown } from '../figures/figures.js';
import type { InteractionFigures } from '../interactions/interactions.js';
import { lostStepsOf } from '../interactions/steps.js';
import { interactionsKnown, withKnown } from '../missing/known.js';
import { missingIn } from '../missing/missing-by-bot.js';
import { emptyTextFor } from './empty-text.js';
import { tableAlt } from './share-table.js';

/** Steps with a row of their own; the rest share one. */
export const MAX_LOST_STEPS = 5;

/** After which steps the bots did not understand, most fallbacks first. */
export function lostStepsTable(context: Context, figures: InteractionFigures): TableSection {
  const { words, comparison } = context;
  const steps = lostStepsOf(context);
  const title = words.say('title.fallbacks');
  const rows = [
    ...steps.slice(0, MAX_LOST_STEPS).map((step) => rowOf(context, step, steps.length)),
    ...restRow(context, steps.slice(MAX_LOST_STEPS)),
  ];
  return {
    kind: 'table',
    id: 'fallbacks',
    report: 'interactions',
    chapter: 'interactions',
    title,
    hint: rows.length > 0 ? words.say('hint.steps') : '',
    alt: tableAlt(context, title, rows),
    missing: missingIn(context, 'interactions'),
    emptyText: emptyTextOf(context, figures.uses, rows.length),
    columns: columnsOf(context),
    rows: comparison ? rows : rows.map((row) => row.filter((_cell, place) => place !== BEFORE)),
    total: null,
    more: null,
  };
}

/** The place of the rate before. */
const BEFORE = 4;

function columnsOf({ words, comparison }: Context): TableColumn[] {
  const columns: TableColumn[] = [
    { id: 'name', label: words.say('label.step'), type: 'text' },
    { id: 'uses', label: words.say('label.uses'), type: 'count' },
    { id: 'value', label: words.say('label.fallbacks'), type: 'count' },
    { id: 'rate', label: words.say('label.rate'), type: 'percent' },
    { id: 'before', label: words.say('label.previous'), type: 'percent' },
    { id: 'share', label: words.say('label.fallbackShare'), type: 'share' },
  ];
  return columns.filter(({ id }) => comparison !== null || id !== 'before');
}

function rowOf(context: Context, step: LostStep, candidates: number): TableCell[] {
  const { format } = context;
  const { name, uses, fallbacks, rate, before, share } = step;
  const percent = (value: number | null): TableCell => ({
    value,
    text: value === null ? '' : format.percent(value),
  });
  return [
    { value: name, text: name },
    { value: uses, text: uses === null ? '' : format.count(uses) },
    countCell(context, fallbacks),
    { ...percent(rate), ...(grew(step, candidates) ? { tone: 'attention' as const } : {}) },
    percent(before),
    percent(share),
  ];
}

/** By more than chance explains among so many steps; the uses before stand in for by those now. */
function grew({ uses, fallbacks, rate, before }: LostStep, candidates: number): boolean {
  if (rate === null || before === null || uses === null || rate <= before) return false;
  const then = { uses, hits: before * uses };
  return ratesDiffer({ uses, hits: fallbacks ?? 0 }, then, { dispersion: 1, candidates }).news;
}

function countCell(context: Context, fallbacks: number | null): TableCell {
  const { format, words } = context;
  if (fallbacks === null) return { value: null, text: words.say('short.missing') };
  const known = interactionsKnown(context);
  const text = format.count(fallbacks);
  const said = withKnown(text, known, context);
  return said === text ? { value: fallbacks, text } : { value: fallbacks, text: said, known };
}

function restRow(context: Context, rest: readonly LostStep[]): TableCell[][] {
  if (rest.length === 0) return [];
  const { words, format } = context;
  const label = words.say('fallback.others', { count: rest.length });
  const share = sumKnown(rest.map((step) => step.share));
  const none = { value: null, text: '' };
  return [
    [
      { value: label, text: label },
      none,
      countCell(context, sumKnown(rest.map(({ fallbacks }) => fallbacks))),
      none,
      none,
      { value: share, text: share === null ? '' : format.percent(share) },
    ],
  ];
}

function emptyTextOf({ words }: Context, uses: number | null, rows: number): string | null {
  const compared = rows > 0 && uses !== null;
  return compared ? null : (emptyTextFor(uses, 'interactions', words) ?? words.say('empty.fallbacks'));
}
