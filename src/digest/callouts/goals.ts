import type { Goal } from '../../config/config.js';
import { addMonths, daysBetween, startOfMonth, startOfYear } from '../../lib/time/zone.js';
import { isCut } from '../../schedule/window.js';
import type { Context } from '../context.js';
import type { Tile } from '../digest.js';
import { isMet } from '../tiles/goals.js';
import { tilesOf } from '../tiles/tiles.js';
import { ALL, type Finding, finding } from './finding.js';

/** A figure with its goal. */
interface Aim {
  readonly tile: Tile;
  readonly goal: Goal;
}

/** Each goal that was missed, or that a period up to today is about to miss; in grey each that was met. */
export function goalFindings(context: Context): readonly Finding[] {
  const aims = tilesOf(context).flatMap((tile): Aim[] => {
    const goal = context.config.goals[tile.id];
    return goal && tile.value !== null ? [{ tile, goal }] : [];
  });
  return aims.flatMap((aim) => findingOf(context, aim) ?? []);
}

function findingOf(context: Context, { tile, goal }: Aim): Finding | null {
  const { words } = context;
  const value = tile.value ?? 0;
  const projected = isCut(context.snapshot.window) ? paceOf(context, tile) : value;
  if (projected === null) return null;
  const met = isMet(goal, projected);
  const running = projected !== value;
  const text = textOf(context, tile);
  const values = { figure: tile.label, goal: words.say(`goal.${goal.side}`, { limit: text(goal.limit) }) };
  const state = running ? (met ? 'pace' : 'paceMiss') : met ? 'met' : 'missed';
  return finding({
    rule: 'goals',
    section: tile.id === 'fallbackRate' ? 'fallbacks' : 'conversations',
    tone: met ? 'muted' : 'attention',
    about: ALL,
    values: { figure: tile.id, value, limit: goal.limit, projected: running ? projected : null },
    heading: words.say(`callout.goal.${state}`, values),
    body: running
      ? words.say('callout.goal.projected', { value: text(value), projected: text(projected) })
      : words.say('callout.goal.value', { value: text(value) }),
  });
}

function textOf({ format }: Context, { unit }: Tile): (value: number) => string {
  return { count: format.count, ratio: format.ratio, percent: format.percent }[unit];
}

/** A count at the end of a month or year at its pace so far; a ratio as it is. null for other periods that are not over. */
function paceOf({ config, snapshot }: Context, { value, unit }: Tile): number | null {
  if (unit !== 'count') return value;
  const { firstDay, from, to } = snapshot.window;
  const end =
    config.period === 'thisMonth'
      ? addMonths(startOfMonth(firstDay), 1)
      : config.period === 'thisYear'
        ? addMonths(startOfYear(firstDay), 12)
        : null;
  if (end === null || value === null) return null;
  const elapsed = (to - from) / 86_400_000;
  return elapsed < 1 ? null : Math.round((value / elapsed) * daysBetween(firstDay, end));
}
