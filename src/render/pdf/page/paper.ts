import type { Theme } from '../../../config/config.js';

/** A sheet of paper in points. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
}

export const SHEETS: Readonly<Record<Theme['paper'], Sheet>> = {
  A4: { width: 595.28, height: 841.89 },
  Letter: { width: 612, height: 792 },
};
