import type { Change, ChangeTone, Tone } from '../digest.js';
import { MIN_COUNT } from '../thresholds.js';
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

/** Relative to `before`, as a fraction; from nothing, the plain difference under the word for what is new. */
export function countChange(pair: CountPair, alarm: Alarm, language: Language): Change {
  const { now, before } = pair;
  const change = fractionChange(pair, alarm, language);
  if (change) return change;
  const text = language.words.say('change.new');
  return {
    direction: 'up',
    amount: now - before,
    unit: 'difference',
    tone: countTone(pair, 'up', alarm),
    text,
  };
}

/** Relative to `expected`, or to `before` without one, as a fraction; null when there was nothing to be relative to. */
export function fractionChange(pair: CountPair, alarm: Alarm, { format, words }: Language): Change | null {
  const { now, before, expected = before } = pair;
  if (expected === 0) return now === 0 ? unchanged('fraction', words) : null;
  const amount = (now - expected) / expected;
  if (asShown(amount, 'percent') === 0) return unchanged('fraction', words);
  const direction = amount > 0 ? 'up' : 'down';
  return {
    direction,
    amount,
    unit: 'fraction',
    tone: countTone(pair, direction, alarm),
    text: format.percent(Math.abs(amount)),
  };
}

/** Says that a change is by the day, where windows compare at equal weekdays. */
export function perDay(change: Change, { words }: Language): Change {
  if (change.unit !== 'fraction' || change.direction === 'same') return change;
  return { ...change, text: words.say('change.perDay', { percent: change.text }) };
}

/** The difference of two fractions as shown, in percentage points. */
export function pointsChange({ now, before }: Pair, alarm: Alarm, { format, words }: Language): Change {
  const amount = shownDifference(now, before, 'percent');
  const points = format.ratio(Math.abs(shownSteps(amount, 'percent')) / 10);
  const text = words.say('change.points', { points });
  return amount === 0 ? unchanged('points', words) : differing(amount, 'points', { alarm, text });
}

/** The absolute difference of two ratios, computed from the shown values. */
export function differenceChange({ now, before }: Pair, alarm: Alarm, { format, words }: Language): Change {
  const amount = shownDifference(now, before, 'ratio');
  const text = format.ratio(Math.abs(amount));
  return amount === 0 ? unchanged('difference', words) : differing(amount, 'difference', { alarm, text });
}

function differing(
  amount: number,
  unit: Change['unit'],
  { alarm, text }: { readonly alarm: Alarm; readonly text: string },
): Change {
  const direction = amount > 0 ? 'up' : 'down';
  return { direction, amount, unit, tone: toneOf(direction, alarm), text };
}

const toneOf = (direction: Direction, alarm: Alarm): Tone => (direction === alarm ? 'attention' : 'neutral');

/** Small counts fluctuate: a change between them is muted unless it is itself at least MIN_COUNT. */
function countTone({ now, before }: Pair, direction: Direction, alarm: Alarm): ChangeTone {
  const small = Math.min(now, before) < MIN_COUNT && Math.abs(now - before) < MIN_COUNT;
  return small ? 'muted' : toneOf(direction, alarm);
}

/** For a difference below one shown step. */
const unchanged = (unit: Change['unit'], words: Words): Change => ({
  direction: 'same',
  amount: 0,
  unit,
  tone: 'muted',
  text: words.say('change.none'),
});
