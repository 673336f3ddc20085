import type { WeekStart } from '../../config/config.js';
import type { Day } from '../../lib/time/zone.js';
import type { Cusum, Memory } from '../episodes/state.js';
import type { DayHistory, IsHoliday } from '../history.js';
import type { DayReading } from '../reading.js';
import type { RuledSeries } from '../series.js';

/** A series on one day, with all that it is judged by. */
export interface JudgeInput extends RuledSeries {
  /** Of the bot, or one for each bot of a series of all together. Days after the judged one are ignored. */
  readonly histories: readonly DayHistory[];
  /** The judged local day. */
  readonly day: Day;
  readonly memory: Memory;
  /** Probability of a false alarm a day, from `alphaOf`. */
  readonly alpha: number;
  readonly isHoliday: IsHoliday;
  readonly weekStart: WeekStart;
  /** When the check is made, epoch ms. */
  readonly now: number;
}

export interface JudgeResult {
  readonly reading: DayReading;
  /** Of a drift, after this day; of any other kind as it was. */
  readonly cusum: Cusum;
}
