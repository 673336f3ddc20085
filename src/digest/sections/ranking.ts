import { countsDiffer } from '../../baseline/guard.js';
import type { Context } from '../context.js';
import type { RankingRow, RankingSection } from '../digest.js';
import { totalOf } from '../figures/figures.js';
import { createLabels } from '../interactions/interaction-labels.js';
import { type Interaction, type InteractionFigures, isChosen } from '../interactions/interactions.js';
import { countChange } from '../language/change.js';
import { byName } from '../language/names.js';
import { missingIn } from '../missing/missing-by-bot.js';
import { USES_DISPERSION } from '../thresholds.js';
import { emptyTextFor } from './empty-text.js';

interface Used extends Interaction {
  readonly label: string;
  readonly uses: number;
}

/** The most chosen interactions, up to the configured number. */
export function ranking(context: Context, figures: InteractionFigures): RankingSection {
  const { words, config, window } = context;
  const used = usedRows(context);
  const top = used.slice(0, config.reports.interactions.top);
  const [leader] = top;
  const title = words.say('title.interactions');
  return {
    kind: 'ranking',
    id: 'interactions',
    report: 'interactions',
    chapter: 'interactions',
    title,
    hint: leader ? [hintOf(context), markedText(context)].filter(Boolean).join(' ') : '',
    alt: leader
      ? words.say('alt.ranking', {
          count: top.length,
          name: leader.label,
          uses: words.say('count.interactions', { count: leader.uses }),
        })
      : words.say('alt.nothing', { title, window: window.text }),
    missing: missingIn(context, 'interactions'),
    emptyText: leader
      ? null
      : (emptyTextFor(figures.uses, 'interactions', words) ?? words.say('empty.ranking')),
    rows: top.map((row) => rankingRow(context, row)),
    more: moreOf(context, used.slice(top.length)),
  };
}

function hintOf({ words, window, comparison }: Context): string {
  if (comparison === null) return words.say('hint.rankingAlone', { window: window.name });
  return words.say('hint.ranking', { window: window.name, comparison: comparison.name });
}

function usedRows(context: Context): readonly Used[] {
  const label = createLabels(context);
  return (context.interactions?.rows ?? [])
    .filter(isChosen)
    .flatMap((row) =>
      row.uses === null || row.uses === 0 ? [] : [{ ...row, uses: row.uses, label: label(row) }],
    )
    .toSorted((a, b) => b.uses - a.uses || byName(a.label, b.label) || byName(a.key, b.key));
}

function rankingRow(context: Context, row: Used): RankingRow {
  const { format, interactions } = context;
  const { key, label, uses, previous, expected } = row;
  const pair = previous === null || expected === null ? null : { now: uses, before: previous, expected };
  const share = interactions?.uses ? uses / interactions.uses : null;
  return {
    key,
    label,
    value: uses,
    text: format.count(uses),
    previous,
    change: pair && countChange(pair, { alarm: 'down', news: isNews(context, pair) }, context),
    share,
    shareText: share === null ? '' : format.percent(share),
    ...markOf(context, row),
  };
}

/** Beyond chance among all interactions in use. */
function isNews(
  { interactions, exposure }: Context,
  { now, before }: { now: number; before: number },
): boolean {
  const candidates = (interactions?.rows ?? []).filter(isChosen).length;
  return countsDiffer(now, before, { dispersion: USES_DISPERSION, ratio: exposure || 1, candidates }).news;
}

/** What the configuration says of an interaction of this name. */
function markOf({ config }: Context, { name }: Used): Pick<RankingRow, 'mark'> {
  const { handover, goals, problems } = config.marked;
  if (handover.includes(name)) return { mark: 'handover' };
  if (goals.includes(name)) return { mark: 'goal' };
  return problems.includes(name) ? { mark: 'problem' } : {};
}

/** `Asked for a person: at most 39 of 100 conversations.`; empty where no interaction is named so. */
function markedText(context: Context): string {
  const { config, words, format, figures } = context;
  const conversations = totalOf(figures.conversations);
  if (!conversations) return '';
  return (['handover', 'goals', 'problems'] as const)
    .map((kind) => {
      const uses = usedRows(context)
        .filter(({ name }) => config.marked[kind].includes(name))
        .reduce((sum, row) => sum + row.uses, 0);
      const value = format.ratio(Math.min(100, (uses / conversations) * 100));
      return uses === 0 ? '' : words.say(`marked.${kind}`, { value });
    })
    .filter((part) => part !== '')
    .join(' ');
}

function moreOf({ words }: Context, rest: readonly Used[]): string | null {
  if (rest.length === 0) return null;
  const uses = words.say('count.interactions', { count: rest.reduce((sum, row) => sum + row.uses, 0) });
  return words.say('more.interactions', { count: rest.length, uses });
}
