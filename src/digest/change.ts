import type { Change, Tone } from './digest.js';
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

/** Shown amounts have one decimal; what rounds to nothing has no direction. */
const SMALLEST_SHOWN = 0.05;

/** Relative to `before`, as a fraction; null when there was nothing to be relative to. */
export function fractionChange(
  { now, before }: { readonly now: number; readonly before: number },
  alarm: Alarm,
  { format, words }: Language,
): Change | null {
  if (before === 0) return now === 0 ? unchanged('fraction', words) : null;
  const amount = (now - before) / before;
  if (amount === 0) return unchanged('fraction', words);
  const direction = directionOf(amount * 100);
  return {
    direction,
    amount,
    unit: 'fraction',
    tone: toneOf(direction, alarm),
    text: format.percent(Math.abs(amount)),
  };
}

/** The difference of two fractions in percentage points. */
export function pointsChange(
  { now, before }: { readonly now: number; readonly before: number },
  alarm: Alarm,
  { format, words }: Language,
): Change {
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
export function differenceChange(
  { now, before }: { readonly now: number; readonly before: number },
  alarm: Alarm,
  { format, words }: Language,
): Change {
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

const unchanged = (unit: Change['unit'], words: Words): Change => ({
  direction: 'same',
  amount: 0,
  unit,
  tone: 'neutral',
  text: words.say('change.none'),
});
