import type { AlertItem, AlertStory } from '../../alerts/message/story.js';
import { cleanText } from '../clean.js';
import { sourceName } from '../figures/sources.js';
import type { Language } from '../language/change.js';
import type { SaidItem } from './look.js';
import { saidAfterName } from './sentences.js';

/** Every item in words, the weightiest first. */
export function saidItems(story: AlertStory, language: Language): readonly SaidItem[] {
  const names = botNames(story.items);
  return story.items.map((item) => ({
    item,
    name: nameOf(item, names, language),
    body: saidAfterName(item, story.event, story.day, language),
  }));
}

/** The name of each bot by its id; bots of one name are told apart by their ids. */
export function botNames(items: readonly AlertItem[]): ReadonlyMap<string, string> {
  const names = new Map(items.flatMap(({ bot }) => (bot ? [[bot.id, cleanText(bot.name) || bot.id]] : [])));
  const all = [...names.values()];
  const distinct = (id: string, name: string) =>
    all.filter((other) => other === name).length > 1 ? `${name} (${id})` : name;
  return new Map([...names].map(([id, name]) => [id, distinct(id, name)]));
}

/** The bot, or all of them, with the source that is watched by itself: `Support bot (Messenger)`. */
function nameOf(
  { bot, episode: { source } }: AlertItem,
  names: ReadonlyMap<string, string>,
  { words }: Language,
) {
  const name = bot ? (names.get(bot.id) ?? bot.id) : words.say('label.allBots');
  return source === null ? name : words.say('label.of', { name, of: sourceName(source, words) });
}
