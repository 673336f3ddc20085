import type { DayCount } from '../baseline/days.js';
import type { GapReason } from '../chatbot/snapshot.js';
import type { CountName } from '../config/config.js';
import type { Day } from '../lib/time/zone.js';

/** Days before the judged day that a history covers: eight weeks, and a week between, so that a fall does not become its own baseline. */
export const HISTORY_DAYS = 63;

/** Counts by local day of one bot or one source of it, the judged day last. A day that is not known is null, never 0. */
export interface DayHistory {
  /** In order, each day once, without a day left out; absent for a count that no rule needs. `uses` is what fallbacks are a part of. */
  readonly counts: Readonly<Partial<Record<CountName | 'uses', readonly DayCount[]>>>;
  /** When (epoch ms) the last good answer for the bot came; null for never. */
  readonly goodAt: number | null;
  /** Why the last request failed; null when it did not. */
  readonly gap: GapReason | null;
}

/** Days that are neither judged nor learnt from. */
export type IsHoliday = (day: Day) => boolean;
