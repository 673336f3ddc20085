import type { DayHistory, IsHoliday } from '../../../../src/alerts/history.js';
import { judge } from '../../../../src/alerts/judge/judge.js';
import type { AlertKind } from '../../../../src/alerts/series.js';
import { type Memory, NO_MEMORY } from '../../../../src/alerts/state.js';
import type { AlertRule } from '../../../../src/config/config.js';
import { inputOf } from '../judge/input.js';
import { BEFORE, dayAt } from './invented.js';

export interface Watching {
  readonly rule: AlertRule;
  readonly kind?: AlertKind;
  readonly alpha: number;
  readonly isHoliday?: IsHoliday;
}

/** Days well inside the limit that end an episode. */
const BACK_DAYS = 2;

/** Judges every day after the first nine weeks, and gives the indexes of the days on which an episode begins. */
export function episodesOf(
  counts: Readonly<Record<string, readonly number[]>>,
  watching: Watching,
): number[] {
  const days = Object.values(counts)[0]?.length ?? 0;
  const all = Object.fromEntries(
    Object.entries(counts).map(([of, values]) => [
      of,
      values.map((value, at) => ({ day: dayAt(at), value })),
    ]),
  );
  const history: DayHistory = { counts: all, goodAt: null, gap: null };
  const begun: number[] = [];
  let memory: Memory = NO_MEMORY;
  let [open, over, back] = [false, 0, 0];
  for (let index = BEFORE; index < days; index += 1) {
    const day = dayAt(index);
    const { reading, cusum } = judge(inputOf(watching.rule, [history], { ...watching, day, memory }));
    if (reading.level === 'unknown') continue;
    memory = { ...memory, judged: day, cusum };
    over = reading.level === 'over' ? over + 1 : 0;
    back = reading.level === 'back' ? back + 1 : 0;
    if (back >= BACK_DAYS) open = false;
    if (open || over < ('days' in watching.rule ? watching.rule.days : 1)) continue;
    open = true;
    begun.push(index);
  }
  return begun;
}
