import type { Digest } from '../../digest/digest.js';
import { figureWords } from '../words/alerts.js';

/** A figure of a run beside that of the run before, as readers saw both. */
export interface ComparedFigure {
  readonly label: string;
  readonly now: string;
  readonly before: string;
}

/** The figures of one form of a digest; its name is empty where there is one. */
export interface ComparedForm {
  readonly name: string;
  /** The windows, in words; the one before is empty where that run had no such form. */
  readonly window: string;
  readonly windowBefore: string;
  readonly figures: readonly ComparedFigure[];
}

/** The digest data that a run made, by the name of the form. */
export type MadeData = ReadonlyMap<string, Pick<Digest, 'window' | 'tiles' | 'scorecard'>>;

/** The figures of both, form by form: the totals, then conversations of each bot. */
export function comparedForms(now: MadeData, before: MadeData): readonly ComparedForm[] {
  return [...now].map(([name, digest]) => {
    const other = before.get(name) ?? (now.size === 1 ? [...before.values()][0] : undefined);
    const known = new Map(other ? figuresOf(other).map(({ key, text }) => [key, text]) : []);
    return {
      name,
      window: digest.window.text,
      windowBefore: other?.window.text ?? '',
      figures: figuresOf(digest).map(({ key, label, text }) => ({
        ...{ label, now: text, before: known.get(key) ?? 'none' },
      })),
    };
  });
}

function figuresOf({ tiles, scorecard }: Pick<Digest, 'tiles' | 'scorecard'>) {
  const totals = tiles.map(({ id, label, text }) => ({ key: id as string, label, text }));
  const bots = scorecard.map(({ bot, name, conversations }) => ({
    key: `bot ${bot}`,
    label: `${name}, conversations`,
    text: conversations === null ? 'missing' : figureWords(conversations, 'conversations'),
  }));
  return bots.length > 1 ? [...totals, ...bots] : totals;
}
