import type { InteractionRow } from '../snapshot.js';

/** A bot has one of each, so neither needs an id. */
const ONE_PER_BOT: ReadonlySet<string | null> = new Set(['fallback', 'welcome']);

/**
 * What an interaction of one bot is known by: type, id and parent, and its name as well where it has neither id nor parent.
 * With an id, a new name is still the same interaction.
 */
export function interactionKey({ type, id, parentId, name }: Omit<InteractionRow, 'value'>): string {
  const byName = id === null && parentId === null && !ONE_PER_BOT.has(type);
  return JSON.stringify([type, id, parentId, ...(byName ? [name] : [])]);
}
