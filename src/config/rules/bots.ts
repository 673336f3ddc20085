import type { Issue } from '../problem.js';
import { children, list, type Untyped, word } from '../read/untyped.js';
import { type Rule, repeated } from './rule.js';

export const distinctSources: Rule = (root) =>
  children(root.bots).flatMap(([id, bot]) => repeated(list(bot.sources), ['bots', id, 'sources']));

/** Two bots with the same story and sources would count conversations twice. */
export const distinctBots: Rule = (root) => {
  const first = new Map<string, string>();
  return children(root.bots).flatMap(([id, bot]): Issue[] => {
    const counted = conversationsOf(bot);
    const twin = counted === null ? undefined : first.get(counted);
    if (counted !== null && twin === undefined) first.set(counted, id);
    return twin === undefined
      ? []
      : [
          {
            path: ['bots', id, 'storyId'],
            message: `counts the same conversations as bots.${twin}: same story, same sources`,
          },
        ];
  });
};

function conversationsOf(bot: Untyped): string | null {
  const story = word(bot.storyId);
  return story === null ? null : JSON.stringify([story, list(bot.sources).map(String).toSorted()]);
}
