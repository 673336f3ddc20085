import type { Theme } from '../../../config/config.js';
import type { Change, ChangeTone } from '../../../digest/digest.js';
import { oneLine } from '../../../render/line.js';
import type { MailTone } from './view.js';

const ARROWS = { up: '▲ ', down: '▼ ', same: '' } as const;

/** `▲ 11.3%`. */
export const changeText = ({ direction, text }: Change) => `${ARROWS[direction]}${oneLine(text)}`;

/** Templates name the tone `slight` in their stylesheets, where a digest says `muted`. */
export const mailTone = (tone: ChangeTone): MailTone => (tone === 'muted' ? 'slight' : tone);

export function mailToneColor(tone: ChangeTone, { attention, accent, secondary }: Theme): string {
  if (tone === 'muted') return secondary;
  return tone === 'attention' ? attention : accent;
}
