import type { Change, ChangeTone } from '../digest.js';
import type { Format } from './format.js';
import { asShown, shownDifference, shownSteps } from './shown.js';
import type { Words } from './words.js';

const ARROWS: Readonly<Record<Change['direction'], string>> = { up: '▲ ', down: '▼ ', same: '' };

/** The arrow that every format prints before the text of a change; empty for `same`. */
export const arrowOf = ({ direction }: Change): string => ARROWS[direction];

/** The direction of a change that gets tone `attention`. */
export type Alarm = 'up' | 'down' | 'never';

/** Formats and messages for the text of a change. */
export interface Language {
  readonly format: Format;
  readonly words: Words;
}

type Direction = Change['direction'];

interface Pair {
  readonly now: number;
  readonly before: number;
}

/** A count, and what it would be without a change where that is not `before`: at equal weekdays. */
interface CountPair extends Pair {
  readonly expected?: number;
}

/** How a figure stands, and what that means. */
export interface Stance {
  readonly alarm: Alarm;
  /** False where chance explains the difference: it is shown in grey. */
  readonly news: boolean;
  /** True where the weeks before tell what is usual: a difference that is no news is not shown then. */
  readonly known?: boolean;
}

/** Relative to `before`, as a fraction; from nothing, the plain difference under the word for what is new. */
export function countChange(pair: CountPair, stance: Stance, language: Language): Change {
  const { now, before } = pair;
  const change = fractionChange(pair, stance, language);
  if (change) return change;
  const text = language.words.say('change.new');
  return {
    direction: 'up',
    amount: now - before,
    unit: 'difference',
    tone: toneOf('up', stance),
    text,
  };
}

/** Relative to `expected`, or to `before` without one, as a fraction; null when there was nothing to be relative to. */
export function fractionChange(pair: CountPair, stance: Stance, { format, words }: Language): Change | null {
  const { now, before, expected = before } = pair;
  if (stance.known && !stance.news) return asUsual('fraction', words);
  if (expected === 0) return now === 0 ? unchanged('fraction', words) : null;
  const amount = (now - expected) / expected;
  if (asShown(amount, 'percent') === 0) return unchanged('fraction', words);
  const direction = amount > 0 ? 'up' : 'down';
  return {
    direction,
    amount,
    unit: 'fraction',
    tone: toneOf(direction, stance),
    text: format.percent(Math.abs(amount)),
  };
}

/** Says that a change is by the day, where windows compare at equal weekdays. */
export function perDay(change: Change, { words }: Language): Change {
  if (change.unit !== 'fraction' || change.direction === 'same') return change;
  return { ...change, text: words.say('change.perDay', { percent: change.text }) };
}

/** The difference of two fractions as shown, in percentage points. */
export function pointsChange(pair: Pair, stance: Stance, { format, words }: Language): Change {
  if (stance.known && !stance.news) return asUsual('points', words);
  const amount = shownDifference(pair.now, pair.before, 'percent');
  const points = format.ratio(Math.abs(shownSteps(amount, 'percent')) / 10);
  const text = words.say('change.points', { points });
  return amount === 0 ? unchanged('points', words) : differing(amount, 'points', { stance, text });
}

/** The plain difference of two ratios as shown. */
export function differenceChange(pair: Pair, stance: Stance, { format, words }: Language): Change {
  if (stance.known && !stance.news) return asUsual('difference', words);
  const amount = shownDifference(pair.now, pair.before, 'ratio');
  const text = format.ratio(Math.abs(amount));
  return amount === 0 ? unchanged('difference', words) : differing(amount, 'difference', { stance, text });
}

function differing(
  amount: number,
  unit: Change['unit'],
  { stance, text }: { readonly stance: Stance; readonly text: string },
): Change {
  const direction = amount > 0 ? 'up' : 'down';
  return { direction, amount, unit, tone: toneOf(direction, stance), text };
}

/** A fall of what alarms when it rises is good; a rise of what alarms when it falls is neither. */
function toneOf(direction: Direction, { alarm, news }: Stance): ChangeTone {
  if (!news) return 'muted';
  if (direction === alarm) return 'attention';
  return alarm === 'up' ? 'good' : 'neutral';
}

const still = (unit: Change['unit'], text: string): Change => ({
  direction: 'same',
  amount: 0,
  unit,
  tone: 'muted',
  text,
});

const asUsual = (unit: Change['unit'], words: Words) => still(unit, words.say('change.usual'));

/** A difference below one shown step is no change. */
const unchanged = (unit: Change['unit'], words: Words) => still(unit, words.say('change.none'));
