import { fresh, stepSeries } from '../../../../src/alerts/episodes/step.js';
import type { DayHistory, IsHoliday } from '../../../../src/alerts/history.js';
import { judge } from '../../../../src/alerts/judge/judge.js';
import type { AlertKind } from '../../../../src/alerts/series.js';
import type { AlertRule } from '../../../../src/config/config.js';
import { inputOf } from '../judge/input.js';
import { BEFORE, dayAt } from './invented.js';

export interface Watching {
  readonly rule: AlertRule;
  readonly kind?: AlertKind;
  readonly alpha: number;
  readonly isHoliday?: IsHoliday;
}

/** Judges every day after the first nine weeks, and gives the indexes of the days on which an episode opens. */
export function episodesOf(
  counts: Readonly<Record<string, readonly number[]>>,
  watching: Watching,
): readonly number[] {
  const days = Object.values(counts)[0]?.length ?? 0;
  const all = Object.fromEntries(
    Object.entries(counts).map(([of, values]) => [
      of,
      values.map((value, at) => ({ day: dayAt(at), value })),
    ]),
  );
  const history: DayHistory = { counts: all, goodAt: null, gap: null };
  const opened = new Set<number>();
  const ruled = inputOf(watching.rule, [history], watching);
  let standing = fresh(ruled, dayAt(BEFORE));
  for (let index = BEFORE; index < days; index += 1) {
    const result = judge({ ...ruled, day: dayAt(index), memory: standing.series.memory });
    standing = stepSeries(standing, { ...ruled, ...result }, { alert: 'simulated', at: index });
    if (standing.episode !== null) opened.add(standing.episode.openedAt);
  }
  return [...opened];
}
