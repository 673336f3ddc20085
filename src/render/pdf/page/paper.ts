import type { Theme } from '../../../config/config.js';

/** A paper size, in points. */
export interface Paper {
  readonly width: number;
  readonly height: number;
}

export const PAPERS: Readonly<Record<Theme['paper'], Paper>> = {
  A4: { width: 595.28, height: 841.89 },
  Letter: { width: 612, height: 792 },
};
