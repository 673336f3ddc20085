import type { GapReason } from '../chatbot/snapshot.js';
import type { Day } from '../lib/time/zone.js';

/** What judging a series on one day gives. Plain JSON; rates are fractions, counts are whole. */
export interface DayReading {
  /** The judged local day: for a gap the day of the check. */
  readonly day: Day;
  /**
   * `over`: beyond the limit. `back`: well inside it, so that two such days end an episode. `between`: neither. `learning`: too few days are known.
   * `unknown`: the day is missing, or too small to be judged; it changes nothing.
   */
  readonly level: 'over' | 'between' | 'back' | 'learning' | 'unknown';
  /** What is compared with the range or limit; null where it is not known. */
  readonly value: number | null;
  /** The usual range, or the side of the limit on which it is well; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
  /** Standard normal deviate of the value; null where none is computed. */
  readonly z: number | null;
  /** Conversations concerned, by which messages put the weightiest first: how many are missing, too many, or not understood. */
  readonly weight: number;
  /** What the sentence states besides, by name. */
  readonly facts: Facts;
}

export interface Facts {
  /** Silence: the first empty day, its empty days, and the count to expect over them. Of a change `days` are those on either side. */
  readonly since?: Day;
  readonly days?: number;
  readonly expected?: number;
  /** The limit of a level, in the unit of the value. */
  readonly limit?: number;
  /** A count within a period: what is allowed in all, the count by the period's end, and the day on which the limit is reached. */
  readonly allowance?: number;
  readonly projected?: number;
  readonly reached?: Day;
  /** First and last day of that period. */
  readonly from?: Day;
  readonly to?: Day;
  /** A change: the count or rate before, and the change as a fraction of it. */
  readonly before?: number;
  readonly change?: number;
  /** Drift: the first day of it, and its mean relative to what is usual, as a fraction. */
  readonly drift?: number;
  /** A rate: its uses. */
  readonly uses?: number;
  /** A gap: when the last good answer came, epoch ms, and why the last check has none. */
  readonly goodAt?: number;
  readonly reason?: GapReason;
}
