import type { Day } from '../lib/zone.js';

/** Whole local days of a zone. Instants are epoch ms; `to` is exclusive. */
export interface Window {
  readonly zone: string;
  readonly firstDay: Day;
  /** Inclusive. */
  readonly lastDay: Day;
  readonly from: number;
  readonly to: number;
}
