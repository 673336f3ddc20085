import type { Context } from '../context.js';
import type { Digest } from '../digest.js';
import type { BotFigures } from '../figures/figures.js';
import { partsOf } from '../judgement/understanding.js';

/** Each bot's totals, by its id. */
export function botTotals({ bots, figures, interactions }: Context): Digest['totals'] {
  const sumOf = (all: readonly BotFigures[], id: string) =>
    all.find(({ bot }) => bot.id === id)?.current.sum ?? null;
  return Object.fromEntries(
    bots.map(({ id, name }) => {
      const rows = interactions?.bots.find(({ bot }) => bot === name)?.rows ?? [];
      const rate = partsOf(rows, 'uses');
      return [
        id,
        {
          conversations: sumOf(figures.conversations, id),
          paid: sumOf(figures.paid, id),
          messages: sumOf(figures.messages, id),
          fallbackRate: rate && rate.hits / rate.uses,
        },
      ];
    }),
  );
}
