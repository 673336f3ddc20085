import { FEWEST } from './callouts/thresholds.js';
import type { Change, ChangeTone, Tone } from './digest.js';
import type { Format } from './format.js';
import type { Words } from './words.js';

/** The direction in which a figure needs a look. */
export type Alarm = 'up' | 'down' | 'never';

/** What a change is put into words with. */
export interface Language {
  readonly format: Format;
  readonly words: Words;
}

type Direction = Change['direction'];

interface Pair {
  readonly now: number;
  readonly before: number;
}

/** Shown amounts have one decimal; what rounds to nothing has no direction. */
const SMALLEST_SHOWN = 0.05;

/** Relative to `before`, as a fraction; from nothing, the plain difference under the word for what is new. */
export function countChange(pair: Pair, alarm: Alarm, language: Language): Change {
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

/** Relative to `before`, as a fraction; null when there was nothing to be relative to. */
export function fractionChange(pair: Pair, alarm: Alarm, { format, words }: Language): Change | null {
  const { now, before } = pair;
  if (before === 0) return now === 0 ? unchanged('fraction', words) : null;
  const amount = (now - before) / before;
  if (amount === 0) return unchanged('fraction', words);
  const direction = directionOf(amount * 100);
  return {
    direction,
    amount,
    unit: 'fraction',
    tone: countTone(pair, direction, alarm),
    text: format.percent(Math.abs(amount)),
  };
}

/** The difference of two fractions in percentage points. */
export function pointsChange({ now, before }: Pair, alarm: Alarm, { format, words }: Language): Change {
  const amount = now - before;
  if (amount === 0) return unchanged('points', words);
  const direction = directionOf(amount * 100);
  const points = format.ratio(Math.abs(amount * 100));
  return {
    direction,
    amount,
    unit: 'points',
    tone: toneOf(direction, alarm),
    text: words.say('change.points', { points }),
  };
}

/** The plain difference, with one decimal. */
export function differenceChange({ now, before }: Pair, alarm: Alarm, { format, words }: Language): Change {
  const amount = now - before;
  if (amount === 0) return unchanged('difference', words);
  const direction = directionOf(amount);
  const text = format.ratio(Math.abs(amount));
  return { direction, amount, unit: 'difference', tone: toneOf(direction, alarm), text };
}

function directionOf(shown: number): Direction {
  if (Math.abs(shown) < SMALLEST_SHOWN) return 'same';
  return shown > 0 ? 'up' : 'down';
}

const toneOf = (direction: Direction, alarm: Alarm): Tone => (direction === alarm ? 'attention' : 'neutral');

/** Small numbers move by themselves: only a change that is no small number itself gets a colour there. */
function countTone({ now, before }: Pair, direction: Direction, alarm: Alarm): ChangeTone {
  const small = Math.min(now, before) < FEWEST && Math.abs(now - before) < FEWEST;
  return small && direction !== 'same' ? 'slight' : toneOf(direction, alarm);
}

const unchanged = (unit: Change['unit'], words: Words): Change => ({
  direction: 'same',
  amount: 0,
  unit,
  tone: 'neutral',
  text: words.say('change.none'),
});
