import { percent, sum } from '../model/rounding.js';
import type { StoryInteraction } from '../model/story.js';
import type { Account } from '../traffic/account.js';
import type { InteractionsQuery } from './query.js';

interface InteractionUse extends StoryInteraction {
  readonly value: number;
}

/** Every interaction with its uses, most used first; throws an ApiRefusal for an unknown story. */
export function interactionsReport(
  query: InteractionsQuery,
  { account, now }: { readonly account: Account; readonly now: number },
): (InteractionUse & { readonly usage: number })[] {
  const dataSets = account.dataSets(query.storyId === null ? null : [query.storyId]);
  const uses = merge(
    dataSets.flatMap((dataSet) => {
      const counts = dataSet.usesBetween(query.range, now);
      return dataSet.story.interactions.map((interaction, index) => ({
        ...interaction,
        value: counts[index] ?? 0,
      }));
    }),
  );
  const total = sum(uses.map(({ value }) => value));
  return uses
    .sort((a, b) => b.value - a.value)
    .map(({ value, ...interaction }) => ({ ...interaction, usage: percent(value, total), value }));
}

/** The welcome and fallback rows of several stories have no id to tell them apart, so they are merged. */
function merge(uses: readonly InteractionUse[]): InteractionUse[] {
  const merged = new Map<string, InteractionUse>();
  for (const use of uses) {
    const key = JSON.stringify([use.type, use.id, use.parentId]);
    merged.set(key, { ...use, value: use.value + (merged.get(key)?.value ?? 0) });
  }
  return [...merged.values()];
}
