import { sumOf } from '../../baseline/robust.js';
import type { AlertConfig, CountName } from '../../config/config.js';
import { groupedBy } from '../../lib/grouped.js';
import { type Random, randomOf } from '../../lib/random.js';
import type { Day } from '../../lib/time/zone.js';
import { holidaysOf } from '../check.js';
import { countsUntil, watchedDays } from '../days/watched-days.js';
import { BACK_DAYS } from '../episodes/step.js';
import type { DayHistory } from '../history.js';
import { alphaOf, BY_CHANCE } from '../judge/budget.js';
import { type RuledSeries, type SeriesId, watchedBy } from '../series.js';
import { type CountModel, countModel, inventedDays, inventYear, YEAR_DAYS } from './invented-year.js';
import { watcherOf } from './watchers.js';

export interface FalseAlarmOptions {
  /** Invented years of each bot. */
  readonly years?: number;
  /** The same seed invents the same years. */
  readonly seed?: number;
}

/** Days that tell how a bot goes on. */
const MODEL_DAYS = 56;

/**
 * False alarms to expect of an alert in 365 days, from years that are invented after what its series were in the eight weeks up to `day`: the same means
 * by weekday and the same φ, and nothing changes. Counts what follows from the budget: silence, unusual days, drifts, and changes of counts. null where
 * the alert has no such series, or too little is known of each.
 */
export function falseAlarmsPerYear(
  alert: AlertConfig,
  historiesOf: (series: SeriesId) => readonly DayHistory[],
  day: Day,
  { years = 200, seed = 1 }: FalseAlarmOptions = {},
): number | null {
  const [alpha, isHoliday, days] = [alphaOf(alert), holidaysOf(alert), inventedDays()];
  const courses = groupedBy(watchedBy(alert).flatMap(countedSeries), ({ series, of }) =>
    [series.bot, series.source, of].join(' '),
  );
  const alarms = [...courses].flatMap(([key, together]) => {
    const [{ series, of }] = together;
    const [history] = historiesOf(series);
    const known = history ? watchedDays(countsUntil(day, history, of), isHoliday) : [];
    const model = countModel(known.slice(-MODEL_DAYS));
    if (model === null) return [];
    const random = randomOf('false alarms', seed, key);
    return Array.from({ length: years }, () => alarmsOf(together, { model, days, alpha, random }));
  });
  return alarms.length === 0 ? null : (sumOf(alarms) / years / YEAR_DAYS) * 365;
}

interface CountedSeries extends RuledSeries {
  readonly of: CountName;
}

/** A series of counts whose limit follows from the budget. */
function countedSeries({ series, rule }: RuledSeries): readonly CountedSeries[] {
  const { kind, of } = series;
  return BY_CHANCE.has(kind) && of !== null && of !== 'fallbackRate' ? [{ series, rule, of }] : [];
}

interface Trial {
  readonly model: CountModel;
  readonly days: readonly Day[];
  readonly alpha: number;
  readonly random: Random;
}

/** Episodes of a year of series that watch the same counts. */
function alarmsOf(together: readonly RuledSeries[], { model, days, alpha, random }: Trial): number {
  const series = together.map((one) => ({ watch: watcherOf(one, alpha), isOpen: false, back: 0 }));
  let alarms = 0;
  for (const day of inventYear(model, days, random))
    for (const one of series) {
      const level = one.watch(day);
      one.back = level === 'back' ? one.back + 1 : 0;
      if (one.back >= BACK_DAYS) one.isOpen = false;
      if (level === 'over' && !one.isOpen) {
        one.isOpen = true;
        alarms += 1;
      }
    }
  return alarms;
}
