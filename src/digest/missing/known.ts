import type { Context } from '../context.js';
import type { Known } from '../digest.js';
import { type BotFigures, present } from '../figures/figures.js';
import { answered } from '../interactions/interactions.js';

/** The coverage of a total, in steps and bots; a step counts if every bot present has it. */
export function knownOf(figures: readonly BotFigures[]): Known {
  const counted = present(figures);
  const of = figures[0]?.current.values.length ?? 0;
  const whole = (step: number) => counted.every(({ current }) => (current.values[step] ?? null) !== null);
  const steps = counted.length === 0 ? 0 : Array.from({ length: of }, (_, step) => step).filter(whole).length;
  return { steps, of, bots: counted.length, ofBots: figures.length };
}

/** Coverage of data that each bot has completely or not at all. */
export function botsKnown({ axis, bots }: Context, known: number, complete = true): Known {
  const of = axis.current.length;
  return { steps: known > 0 && complete ? of : 0, of, bots: known, ofBots: bots.length };
}

/** Coverage of interactions, over the bots that answered. */
export function interactionsKnown(context: Context): Known {
  const bots = context.interactions ? answered(context.interactions) : [];
  return botsKnown(
    context,
    bots.length,
    bots.every(({ current }) => current),
  );
}

/** `4 of 7 days`, `1 of 2 bots` or both; empty for a complete or absent figure. */
export function knownText({ steps, of, bots, ofBots }: Known, { words, axis }: Context): string {
  if (bots === 0) return '';
  const ofSteps = { known: String(steps), all: String(of) };
  const parts = [
    ...(bots < ofBots ? [words.say('label.knownBots', { known: String(bots), all: String(ofBots) })] : []),
    ...(steps < of
      ? [steps === 0 ? words.say('known.part') : words.say(`known.${axis.bucket}`, ofSteps)]
      : []),
  ];
  return parts.join(words.say('list.comma'));
}

/** A figure with its coverage: `1,032 · 4 of 7 days`. */
export function withKnown(figure: string, known: Known, context: Context): string {
  return [figure, knownText(known, context)].filter((part) => part !== '').join(KNOWN_MARK);
}

const KNOWN_MARK = ' · ';

/** Splits the text of `withKnown`; the coverage is empty for a complete figure. */
export function splitKnown(text: string): readonly [figure: string, known: string] {
  const [figure = '', ...known] = text.split(KNOWN_MARK);
  return [figure, known.join(KNOWN_MARK)];
}
