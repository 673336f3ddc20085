import type { FigureName } from '../../config/config.js';
import type { Day } from '../../lib/time/zone.js';
import { fractionOf, ratesUntil } from '../days/day-rates.js';
import { countsUntil, watchedDays } from '../days/watched-days.js';
import type { DayHistory } from '../history.js';
import type { DayReading } from '../reading.js';
import { judgeChange } from './change.js';
import { judgeDrift } from './drift.js';
import { judgeGap } from './gap.js';
import type { JudgeInput, JudgeResult } from './input.js';
import { judgeLevel } from './level.js';
import { judgePeriod } from './period.js';
import { unknownReading } from './readings.js';
import { judgeSilence } from './silence.js';
import { judgeDay } from './unusual.js';

/** What a series is on one day. Takes no clock and remembers nothing. */
export function judge(input: JudgeInput): JudgeResult {
  const { rule, series, day, histories, memory, alpha, isHoliday } = input;
  const [history = NO_HISTORY] = histories;
  const still = (reading: DayReading): JudgeResult => ({ reading, cusum: memory.cusum });
  if (rule.kind === 'gap') return still(judgeGap(rule, input));
  if ('within' in rule && rule.within !== null)
    return still(judgePeriod({ ...input, rule, within: rule.within }));
  if (isHoliday(day)) return still(unknownReading(day, valueOn(day, history, rule.of)));
  switch (rule.kind) {
    case 'silence':
    case 'unusual': {
      const watched = watchedDays(countsUntil(day, history, rule.of), isHoliday);
      if (series.kind === 'drift') return judgeDrift({ day, watched, memory, alpha });
      const reading = rule.kind === 'silence' ? judgeSilence : judgeDay;
      return still(reading(day, watched, alpha));
    }
    case 'above':
    case 'below':
      return still(judgeLevel({ day, history, rule, isHoliday }));
    case 'up':
    case 'down':
      return still(judgeChange({ day, history, rule, alpha, isHoliday }));
  }
}

function valueOn(day: Day, history: DayHistory, of: FigureName): number | null {
  if (of !== 'fallbackRate') return countsUntil(day, history, of).at(-1)?.value ?? null;
  const rate = ratesUntil(day, history).at(-1)?.value ?? null;
  return rate && fractionOf(rate);
}

const NO_HISTORY: DayHistory = { counts: {}, goodAt: null, gap: null };
