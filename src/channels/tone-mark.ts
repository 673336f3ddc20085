import type { AxisStep, ChangeTone, Tile } from '../digest/digest.js';
import type { Words } from '../digest/language/words.js';

const MARKS = { attention: '◆', good: '■', neutral: '■', muted: '□' } as const satisfies Record<
  ChangeTone,
  string
>;

/** Tells tones apart by shape, where there is no colour. */
export const toneMark = (tone: ChangeTone): string => MARKS[tone];

/** The label of a step, with a mark on a day that an alert is about. */
export const markedStep = ({ beyond }: Pick<AxisStep, 'beyond'>, label: string): string =>
  beyond ? `${MARKS.attention} ${label}` : label;

/** A missed goal is to be looked at. */
export const goalTone = ({ met }: NonNullable<Tile['goal']>): ChangeTone =>
  met === false ? 'attention' : 'muted';

/** What the marks of a message mean, those that it has: `◆ needs a look · ■ a change`. */
export function markLegend(tones: readonly ChangeTone[], words: Words): string {
  const meanings = [
    ['◆', 'mark.attention'],
    ['■', 'mark.change'],
    ['□', 'mark.information'],
  ] as const;
  const used = new Set(tones.map(toneMark));
  return meanings
    .filter(([mark]) => used.has(mark))
    .map(([mark, key]) => `${mark}\u00a0${words.say(key)}`)
    .join(' · ');
}
