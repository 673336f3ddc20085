import type { Theme } from '../config/config.js';
import type { ChangeTone } from '../digest/digest.js';

/** The theme's colour for a tone, `#rrggbb`. */
export function toneColor(tone: ChangeTone, { accent, attention, secondary }: Theme): string {
  if (tone === 'muted') return secondary;
  return tone === 'attention' ? attention : accent;
}
