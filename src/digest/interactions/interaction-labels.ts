import { byName } from '../language/names.js';
import type { Words } from '../language/words.js';
import { type Interaction, type InteractionFigures, isChosen } from './interactions.js';

/** What labels are made from. */
export interface Labelled {
  readonly interactions: InteractionFigures | null;
  readonly words: Words;
}

/** Labels rows; a name that several bots share is followed by the bot's name. */
export function createLabels({ interactions, words }: Labelled): (row: Interaction) => string {
  const bots = new Map<string, Set<string>>();
  const plain = (row: Interaction) => plainLabel(row, words);
  for (const row of interactions?.rows ?? []) {
    const label = plain(row);
    bots.set(label, (bots.get(label) ?? new Set()).add(row.bot));
  }
  return (row) => {
    const label = plain(row);
    return (bots.get(label)?.size ?? 0) > 1 ? words.say('label.of', { name: label, of: row.bot }) : label;
  };
}

const TYPES = ['interaction', 'fallback', 'contextFallback', 'welcome'] as const;

/** The name of an interaction type in the digest's language; an unknown type stays as the API returns it. */
export function typeName(type: string, words: Words): string {
  const known = TYPES.find((one) => one === type);
  return known === undefined ? type : words.say(`type.${known}`);
}

/** The names of existing interactions that no bot used; a name that several bots share is listed once. */
export function unusedNames({ interactions }: Labelled): readonly string[] {
  const rows = (interactions?.rows ?? []).filter(isChosen);
  const used = new Set(rows.filter(({ uses }) => uses !== 0).map(({ name }) => name));
  const unused = new Set(rows.filter(({ listed, uses }) => listed && uses === 0).map(({ name }) => name));
  return [...unused].filter((name) => !used.has(name)).toSorted(byName);
}

/** A fallback is named after its step, because most fallbacks share one name. */
export function plainLabel({ type, step, name }: Interaction, words: Words): string {
  if (type === 'fallback') return words.say('fallback.default');
  if (type !== 'contextFallback') return name;
  return step === null ? words.say('fallback.afterUnknown') : words.say('fallback.after', { step });
}
