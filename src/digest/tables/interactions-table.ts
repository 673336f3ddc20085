import type { Context } from '../context.js';
import type { DataColumn, ReportTable } from '../digest.js';
import type { Interaction } from '../interactions/interactions.js';
import { byName, capitalised } from '../language/names.js';

/** All interactions by bot, most used first; `parent` is the step that a context fallback belongs to. */
export function interactionsTable(context: Context): ReportTable {
  const { words, comparison, interactions } = context;
  const whole = interactions?.uses ?? null;
  const rows = (interactions?.bots ?? []).flatMap((bot) => bot.rows.toSorted(mostUsedFirst));
  const columns: DataColumn[] = [
    { id: 'bot', label: words.say('label.bot'), type: 'text', sum: false },
    { id: 'interaction', label: words.say('label.interaction'), type: 'text', sum: false },
    { id: 'type', label: words.say('label.type'), type: 'text', sum: false },
    { id: 'parent', label: words.say('label.parent'), type: 'text', sum: false },
    { id: 'uses', label: words.say('label.uses'), type: 'count', sum: true },
    { id: 'share', label: words.say('label.share'), type: 'percent', sum: false },
  ];
  const label = capitalised(comparison?.name ?? '', context.format.locale);
  return {
    report: 'interactions',
    title: words.say('title.interactionsTable'),
    columns: comparison ? [...columns, { id: 'comparison', label, type: 'count', sum: true }] : columns,
    rows: rows.map((row) => [...cellsOf(row, whole), ...(comparison ? [row.previous] : [])]),
  };
}

function cellsOf(
  { bot, name, type, step, uses }: Interaction,
  whole: number | null,
): (string | number | null)[] {
  return [bot, name, type, step, uses, uses === null || !whole ? null : shareOf(uses, whole)];
}

/** A fraction with four decimals: 26.58% is 0.2658. */
const shareOf = (uses: number, whole: number) => Math.round((uses / whole) * 10_000) / 10_000;

const mostUsedFirst = (a: Interaction, b: Interaction) =>
  (b.uses ?? -1) - (a.uses ?? -1) || byName(a.name, b.name) || byName(a.key, b.key);
