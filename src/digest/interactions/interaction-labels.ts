import type { Context } from '../context.js';
import { byName } from '../language/names.js';
import type { Words } from '../language/words.js';
import { type Interaction, isChosen } from './interactions.js';

/** Labels rows; a name that two bots share gets the bot's name. */
export function createLabels({ interactions, words }: Context): (row: Interaction) => string {
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

/** The API's word for a kind of interaction in the reader's; one that nobody knows stays as it is. */
export function typeName(type: string, words: Words): string {
  const known = TYPES.find((one) => one === type);
  return known === undefined ? type : words.say(`type.${known}`);
}

/** The labels of existing interactions without use, without labels that another, used interaction has. */
export function unusedNames(context: Context): readonly string[] {
  const label = createLabels(context);
  const rows = (context.interactions?.rows ?? []).filter(isChosen);
  const chosen = new Set(rows.filter(({ uses }) => uses !== 0).map(label));
  const unused = new Set(rows.filter(({ listed, uses }) => listed && uses === 0).map(label));
  return [...unused].filter((name) => !chosen.has(name)).toSorted(byName);
}

/** A fallback is named after the step it serves, because most share one name. */
export function plainLabel({ type, step, name }: Interaction, words: Context['words']): string {
  if (type === 'fallback') return words.say('fallback.default');
  if (type !== 'contextFallback') return name;
  return step === null ? words.say('fallback.afterUnknown') : words.say('fallback.after', { step });
}
