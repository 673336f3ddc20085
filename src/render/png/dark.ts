import type { Palette } from '../../chart/frame.js';
import { shade } from '../../chart/shade.js';
import { contrast } from '../../lib/contrast.js';

/** The dark ground of the mail's template and of dark pictures. */
export const DARK_GROUND = '#12171e';
/** Well above the 4.5 that WCAG AA asks of text: readers chose the dark for their eyes' sake. */
const CONTRAST = 7;
const STEPS = 20;

/** A colour that reads on the dark ground: itself, or as little lighter as it takes. */
export function onDark(color: string): string {
  const lighter = Array.from({ length: STEPS }, (_, step) => shade([color, '#ffffff'], step / STEPS));
  return lighter.find((one) => contrast(one, DARK_GROUND) >= CONTRAST) ?? '#ffffff';
}

/** How far the least of a scale stands out from the dark ground, as a part of the way to the theme's darkest colour. */
const FAINTEST = 0.55;

/** How far the bars that are not looked at stand out from the dark ground, as a part of the way to the accent. */
const BAR = 0.4;

/** A theme's colours for a dark ground: more is lighter, and lines are darker than text. */
export function darkPalette<Colors extends Omit<Palette, 'paper'>>(theme: Colors): Colors {
  const [darkest = DARK_GROUND, ...lighter] = theme.scale.toReversed();
  return {
    ...theme,
    accent: onDark(theme.accent),
    attention: onDark(theme.attention),
    text: '#e6ebf1',
    secondary: '#a3afbd',
    rule: '#3a4654',
    hairline: '#262f3a',
    comparison: '#8592a3',
    bar: shade([DARK_GROUND, onDark(theme.accent)], BAR),
    scale: [shade([DARK_GROUND, darkest], FAINTEST), ...lighter],
  };
}
