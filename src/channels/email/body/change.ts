import type { Theme } from '../../../config/config.js';
import type { Change, ChangeTone } from '../../../digest/digest.js';
import { oneLine } from '../../../render/line.js';

const ARROWS = { up: '▲ ', down: '▼ ', same: '' } as const;

/** `▲ 11.3%`. */
export const changeText = ({ direction, text }: Change) => `${ARROWS[direction]}${oneLine(text)}`;

export function mailToneColor(tone: ChangeTone, { attention, accent, secondary }: Theme): string {
  if (tone === 'slight') return secondary;
  return tone === 'attention' ? attention : accent;
}
