import { AA, contrast } from '../../lib/contrast.js';
import type { Issue } from '../problem.js';
import type { Path } from '../read/tree.js';
import type { ThemeInput } from '../schema/theme.js';

const PAPER = '#ffffff';

/** Minimum contrast of each colour to white; bars and rules are decorative. */
const MIN_VALUES = {
  text: AA.text,
  secondary: AA.text,
  accent: AA.text,
  attention: AA.text,
  comparison: AA.graphic,
} as const;

/** Colours below the WCAG AA contrast on white. */
export function faintColours(theme: ThemeInput, path: Path): Issue[] {
  return Object.entries(MIN_VALUES).flatMap(([key, least]) => {
    const color = theme[key as keyof typeof MIN_VALUES];
    const has = color === undefined ? least : contrast(color, PAPER);
    if (has >= least) return [];
    const use = least === AA.text ? 'text' : 'lines';
    const message = `{value} is faint on white: its contrast is ${Math.floor(has * 10) / 10}, and ${use} should have ${least} (WCAG AA)`;
    return [{ path: [...path, key], message }];
  });
}
