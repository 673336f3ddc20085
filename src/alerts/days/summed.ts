import type { DayCount } from '../../baseline/days.js';
import type { DayHistory } from '../history.js';

type Counted = keyof DayHistory['counts'];

/** Several bots together: a day that any of them lacks is missing. The days of the shortest history, which end together. */
export function summedHistory(histories: readonly DayHistory[]): DayHistory {
  const [first, ...others] = histories;
  if (!first) return { counts: {}, goodAt: null, gap: null };
  if (others.length === 0) return first;
  const names = Object.keys(first.counts) as Counted[];
  const counts = names.map((name) => [name, summed(histories.map((one) => one.counts[name] ?? []))] as const);
  return { counts: Object.fromEntries(counts), goodAt: first.goodAt, gap: first.gap };
}

function summed(series: readonly (readonly DayCount[])[]): readonly DayCount[] {
  const sums = new Map<string, number | null>();
  const days = (series[0] ?? []).filter(({ day }) =>
    series.every((one) => one.some((each) => each.day === day)),
  );
  for (const { day } of days) sums.set(day, 0);
  for (const { day, value } of series.flat()) {
    const before = sums.get(day);
    if (before !== undefined) sums.set(day, before === null || value === null ? null : before + value);
  }
  return [...sums].map(([day, value]) => ({ day, value }));
}
