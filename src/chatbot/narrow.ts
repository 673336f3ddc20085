import type { Snapshot } from './snapshot.js';

/** The snapshot of some of its bots, in the order of `bots`. */
export function narrow(snapshot: Snapshot, bots: readonly { readonly id: string }[]): Snapshot {
  const chosen = bots.flatMap(({ id }) => snapshot.bots.find((bot) => bot.id === id) ?? []);
  return { ...snapshot, bots: chosen };
}
