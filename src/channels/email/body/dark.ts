import { shade } from '../../../chart/shade.js';
import { contrast } from '../../../lib/contrast.js';

/** The dark ground of the mail's template. */
const GROUND = '#12171e';
/** Well above the 4.5 that WCAG AA asks of text: readers chose the dark for their eyes' sake. */
const CONTRAST = 7;
const STEPS = 20;

/** A colour that reads on the dark ground: itself, or as little lighter as it takes. */
export function onDark(color: string): string {
  const lighter = Array.from({ length: STEPS }, (_, step) => shade([color, '#ffffff'], step / STEPS));
  return lighter.find((one) => contrast(one, GROUND) >= CONTRAST) ?? '#ffffff';
}
