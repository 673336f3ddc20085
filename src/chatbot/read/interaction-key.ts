import type { InteractionRow } from '../snapshot.js';

/** A bot has one interaction of each, which needs no id. */
const ONE_PER_BOT: ReadonlySet<string | null> = new Set(['fallback', 'welcome']);

/**
 * Identifies an interaction of one bot: by type, id and parent, and by name only where it has neither id nor parent. A renamed
 * interaction with an id stays the same.
 */
export function interactionKey({ type, id, parentId, name }: Omit<InteractionRow, 'value'>): string {
  const byName = id === null && parentId === null && !ONE_PER_BOT.has(type);
  return JSON.stringify([type, id, parentId, ...(byName ? [name] : [])]);
}
