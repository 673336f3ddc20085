import { DAY, HOUR, utcWeekdayOf } from '../model/calendar.js';
import { percent, sum } from '../model/rounding.js';
import type { Account } from '../traffic/account.js';
import type { HeatmapQuery } from './query.js';
import type { SandboxVariant } from './variant.js';

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
  for (const dataSet of account.dataSets(query.storyId === null ? null : [query.storyId]))
    for (const { start, source, conversations } of dataSet.between(query.range, now)) {
      if (query.source !== null && query.source !== source) continue;
      const local = start + shift;
      const cell = ((utcWeekdayOf(local) - firstDay + 7) % 7) * 24 + Math.floor((local % DAY) / HOUR);
      counts[cell] = (counts[cell] ?? 0) + conversations;
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
