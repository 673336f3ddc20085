import type { Context } from '../context.js';
import type { TableSection } from '../digest.js';
import { unusedNames } from '../interactions/interaction-labels.js';
import type { InteractionFigures } from '../interactions/interactions.js';
import { missingIn } from '../missing/missing-by-bot.js';
import { emptyTextFor } from './empty-text.js';

/** Maximum number of names listed; the rest are counted. */
export const MAX_UNUSED = 30;

/** The interactions without any use. */
export function unused(context: Context, figures: InteractionFigures): TableSection {
  const { words, window } = context;
  const names = unusedNames(context);
  const rest = names.length - MAX_UNUSED;
  const nothing = emptyTextFor(figures.uses, 'interactions', words);
  const title = words.say('title.unused');
  return {
    kind: 'table',
    id: 'unused',
    report: 'interactions',
    chapter: 'interactions',
    title,
    hint: '',
    alt:
      names.length > 0
        ? words.say('alt.unused', { count: names.length })
        : words.say('alt.nothing', { title, window: window.text }),
    missing: missingIn(context, 'interactions', ['current']),
    emptyText: nothing ?? (names.length === 0 ? words.say('empty.unused') : null),
    columns: [{ id: 'name', label: words.say('label.interaction'), type: 'text' }],
    rows: names.slice(0, MAX_UNUSED).map((name) => [{ value: name, text: name }]),
    total: null,
    more: rest > 0 ? words.say('more.unused', { count: rest }) : null,
  };
}
