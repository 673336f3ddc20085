import type { Digest } from '../../../digest/digest.js';
import { cellText } from './values.js';

/** The second row of every sheet: `16 – 22 November 2026 · Europe/Warsaw`. */
export function windowLine({ window }: Digest): string {
  return cellText(`${window.text} · ${window.zone}`);
}
