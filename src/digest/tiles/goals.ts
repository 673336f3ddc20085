import type { Goal } from '../../config/config.js';
import { isCut } from '../../schedule/window.js';
import type { Context } from '../context.js';
import type { Tile } from '../digest.js';

/** Whether a value is on the wanted side of its goal. */
export const isMet = ({ side, limit }: Goal, value: number): boolean =>
  side === 'below' ? value < limit : value > limit;

/** A tile's goal; nothing without one. */
export function goalOf(
  context: Context,
  id: Tile['id'],
  { value, text }: { readonly value: number | null; text(value: number): string },
): Pick<Tile, 'goal'> {
  const { words, config, snapshot } = context;
  const goal = config.goals[id];
  if (goal === undefined) return {};
  const met = value === null || isCut(snapshot.window) ? null : isMet(goal, value);
  const state = met === null ? 'goal.open' : met ? 'goal.met' : 'goal.missed';
  const wanted = words.say(`goal.${goal.side}`, { limit: text(goal.limit) });
  return { goal: { ...goal, met, text: words.say(state, { goal: wanted }) } };
}
