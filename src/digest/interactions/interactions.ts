import type { Rate } from '../../baseline/guard.js';
import { interactionKey } from '../../chatbot/read/interaction-key.js';
import type {
  BotSnapshot,
  InteractionRow,
  InteractionsResult,
  ReportAnswer,
  Snapshot,
  WindowRole,
} from '../../chatbot/snapshot.js';
import { answersOf, gapReasonOf, type RatioPair, sumKnown } from '../figures/figures.js';
import { plus } from '../figures/local-series.js';
import type { Words } from '../language/words.js';

/** One interaction of one bot. */
export interface Interaction {
  /** Unique in the digest. */
  readonly key: string;
  readonly bot: string;
  readonly botId: string;
  /** `interaction` for ordinary ones, else the API's word: `fallback`, `contextFallback`, `welcome`, … */
  readonly type: string;
  readonly name: string;
  /** The step that a context fallback belongs to; null for other types or when unknown. */
  readonly step: string | null;
  /** The key of that step; null where `step` is. */
  readonly parentKey: string | null;
  /** null when missing. */
  readonly uses: number | null;
  readonly previous: number | null;
  /** What `uses` would be without a change: `previous`, or what that gives for the conversations of the window's weekdays. */
  readonly expected: number | null;
  /** True when the bot still has it; false when only the comparison window has it. */
  readonly listed: boolean;
}

/** The interactions of one bot. */
export interface BotInteractions {
  readonly bot: string;
  /** Whether the current window, and the comparison window, are complete. */
  readonly current: boolean;
  readonly comparison: boolean;
  readonly rows: readonly Interaction[];
}

export interface InteractionFigures {
  readonly bots: readonly BotInteractions[];
  /** All rows of the bots present, in the order of the digest's bots. */
  readonly rows: readonly Interaction[];
  /** The sum of known uses; null when all bots are absent, 0 when a bot answered that it has no interactions. */
  readonly uses: number | null;
}

export const isFallback = ({ type }: Pick<InteractionRow, 'type'>) =>
  type === 'fallback' || type === 'contextFallback';

/** True for interactions that users chose; not for fallbacks and the welcome, which opens every conversation. */
export const isChosen = (row: Interaction) => !isFallback(row) && row.type !== 'welcome';

/**
 * The interactions of every bot; what tells them apart is their key, because many share a name. `exposure` of a bot's id multiplies its
 * comparison window's counts; null where it is not known.
 */
export function interactionFigures(
  snapshot: Snapshot,
  words: Words,
  exposure: (bot: string) => number | null,
): InteractionFigures {
  const bots = snapshot.bots.map((bot) => botInteractions(bot, words, exposure(bot.id)));
  const rows = bots.flatMap((bot) => bot.rows);
  const nothingUsed = bots.some(({ current }) => current) ? 0 : null;
  return { bots, rows, uses: sumKnown(rows.map((row) => row.uses)) ?? nothingUsed };
}

/** The share of fallbacks in all uses, over all bots present; null without uses. */
export function fallbackRate(figures: InteractionFigures): number | null {
  return rate(figures.rows, 'uses');
}

/** The bots with data in the window. */
export function answered({ bots }: InteractionFigures): readonly BotInteractions[] {
  return bots.filter(({ current, rows }) => current || rows.length > 0);
}

/** Uses and fallbacks of one bot in one range; null where anything is missing. */
export function ratePartsOf(answers: readonly ReportAnswer[]): Rate | null {
  if (answers.length === 0 || gapReasonOf(answers) !== null) return null;
  const rows = answers.flatMap(rowsOf);
  if (rows.some(({ value }) => value === null)) return null;
  const sum = (of: InteractionsResult['rows']) => sumKnown(of.map(({ value }) => value)) ?? 0;
  return { uses: sum(rows), hits: sum(rows.filter(isFallback)) };
}

/** The fallback rates of both windows, where they cover in full every bot that answered; else null, as without any uses. */
export function fallbackRates(figures: InteractionFigures): RatioPair | null {
  const bots = answered(figures);
  if (bots.some(({ current, comparison }) => !current || !comparison)) return null;
  const now = rate(figures.rows, 'uses');
  const before = rate(figures.rows, 'previous');
  return now === null || before === null ? null : { now, before, bots: bots.length };
}

function rate(rows: readonly Interaction[], field: 'uses' | 'previous'): number | null {
  const all = sumKnown(rows.map((row) => row[field]));
  if (all === null || all === 0) return null;
  return (sumKnown(rows.filter(isFallback).map((row) => row[field])) ?? 0) / all;
}

function botInteractions(bot: BotSnapshot, words: Words, exposure: number | null): BotInteractions {
  const current = windowRows(bot, 'current');
  const comparison = windowRows(bot, 'comparison');
  const keys = current ? new Set([...current.keys(), ...(comparison?.keys() ?? [])]) : [];
  const steps = new Map([...stepsById(comparison), ...stepsById(current)]);
  const rows = [...keys].flatMap((key): Interaction[] => {
    const row = current?.get(key) ?? comparison?.get(key);
    if (!row) return [];
    const parent = row.type === 'contextFallback' ? steps.get(row.parentId) : undefined;
    const previous = usesIn(comparison, key);
    return [
      {
        key: `${bot.id} ${key}`,
        bot: bot.name,
        botId: bot.id,
        type: row.type ?? 'interaction',
        name: row.name || words.say('name.none'),
        step: parent?.name ?? null,
        parentKey: parent ? `${bot.id} ${interactionKey(parent)}` : null,
        uses: usesIn(current, key),
        previous,
        expected: previous === null || exposure === null ? null : previous * exposure,
        listed: current?.has(key) ?? false,
      },
    ];
  });
  return { bot: bot.name, current: isComplete(current), comparison: isComplete(comparison), rows };
}

type Rows = ReadonlyMap<string, InteractionRow>;

/** The rows of one window by key, summed over its requests; null when any request failed. */
function windowRows(bot: BotSnapshot, window: WindowRole): Rows | null {
  const answers = answersOf(bot, 'interactions', window);
  if (answers.length === 0 || gapReasonOf(answers) !== null) return null;
  const rows = new Map<string, InteractionRow>();
  for (const row of answers.flatMap(rowsOf)) {
    const key = interactionKey(row);
    const before = rows.get(key);
    rows.set(key, before ? { ...before, value: plus(before.value, row.value) } : row);
  }
  return rows;
}

const rowsOf = ({ result }: ReportAnswer): InteractionsResult['rows'] =>
  result.kind === 'interactions' ? result.rows : [];

/** The uses of an interaction: 0 if the answers do not list it, null without answers. */
function usesIn(rows: Rows | null, key: string): number | null {
  const row = rows?.get(key);
  if (row) return row.value;
  return rows === null ? null : 0;
}

const isComplete = (rows: Rows | null) =>
  rows !== null && [...rows.values()].every(({ value }) => value !== null);

function stepsById(rows: Rows | null): ReadonlyMap<string | null, InteractionRow> {
  return new Map([...(rows?.values() ?? [])].flatMap((row) => (row.id === null ? [] : [[row.id, row]])));
}
