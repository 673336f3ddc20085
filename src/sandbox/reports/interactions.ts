import type { Account } from '../model/account.js';
import type { Range } from '../model/calendar.js';
import type { DataSet } from '../model/data-set.js';
import { percent, sum } from '../model/rounding.js';
import type { StoryInteraction } from '../model/story.js';
import type { InteractionsQuery } from './query.js';

interface InteractionUse extends StoryInteraction {
  readonly value: number;
}

/** Every interaction with its uses, most used first; throws an ApiRefusal for an unknown story. */
export function interactionsReport(
  query: InteractionsQuery,
  { account, now }: { readonly account: Account; readonly now: number },
): (InteractionUse & { readonly usage: number })[] {
  const past = { from: query.range.from, to: Math.min(query.range.to, now) };
  const dataSets = account.dataSets(query.storyId === null ? null : [query.storyId]);
  const uses = merge(dataSets.flatMap((dataSet) => usesIn(dataSet, past)));
  const total = sum(uses.map(({ value }) => value));
  return uses
    .sort((a, b) => b.value - a.value)
    .map(({ value, ...interaction }) => ({ ...interaction, usage: percent(value, total), value }));
}

function usesIn(dataSet: DataSet, range: Range): InteractionUse[] {
  const { interactions } = dataSet.story;
  const counts = interactions.map(() => 0);
  for (const { path } of dataSet.between(range))
    for (const index of path) counts[index] = (counts[index] ?? 0) + 1;
  return interactions.map((interaction, index) => ({ ...interaction, value: counts[index] ?? 0 }));
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
