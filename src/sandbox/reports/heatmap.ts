import type { Account, SandboxVariant } from '../model/account.js';
import { DAY, HOUR, utcWeekdayOf } from '../model/calendar.js';
import { percent, sum } from '../model/rounding.js';
import type { HeatmapQuery } from './query.js';

interface HeatmapCell {
  readonly day: number;
  readonly hour: number;
  readonly value: number;
  /** Percent of all conversations. */
  readonly usage: number;
}

/** Seven arrays of 24 cells, in the local hours that `offset` defines; throws an ApiRefusal for an unknown story. */
export function heatmapReport(
  query: HeatmapQuery,
  {
    account,
    variant,
    now,
  }: { readonly account: Account; readonly variant: SandboxVariant; readonly now: number },
): HeatmapCell[][] {
  const shift = query.offset * 60_000 * variant.offsetSign;
  const firstDay = variant.dayZero === 'sunday' ? 6 : 0;
  const counts = new Array<number>(7 * 24).fill(0);
  const past = { from: query.range.from, to: Math.min(query.range.to, now) };
  for (const dataSet of account.dataSets(query.storyId === null ? null : [query.storyId]))
    for (const { start, source } of dataSet.between(past)) {
      if (query.source !== null && query.source !== source) continue;
      const local = start + shift;
      const cell = ((utcWeekdayOf(local) - firstDay + 7) % 7) * 24 + Math.floor((local % DAY) / HOUR);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  return grid(counts);
}

function grid(counts: readonly number[]): HeatmapCell[][] {
  const total = sum(counts);
  return Array.from({ length: 7 }, (_, day) =>
    counts
      .slice(day * 24, day * 24 + 24)
      .map((value, hour) => ({ day, hour, value, usage: percent(value, total) })),
  );
}
