import type { Digest } from '../../../digest/digest.js';
import { cellText } from './values.js';

/** `16 – 22 November 2026 · Europe/Warsaw`, the second row of every sheet. */
export function windowLine({ window }: Digest): string {
  return cellText(`${window.text} · ${window.zone}`);
}
