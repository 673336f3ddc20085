import type { WeekStart } from '../../config/config.js';
import type { HeatmapResult } from '../snapshot.js';
import { heatmapAnswer } from '../wire.js';
import { type Reading, unexpected } from './reading.js';
import { createTally, type Tally } from './tally.js';
import { readCount, shownValue } from './value.js';

export interface HeatmapScope {
  /** Weekday of the API's day 0. */
  readonly dayZero: WeekStart;
  /** UTC offset of the heatmap's hours, in minutes. */
  readonly offset: number;
}

interface Cell {
  readonly day?: unknown;
  readonly hour?: unknown;
  readonly value?: unknown;
}

/**
 * Reads arrays of `{ day, hour, value }` into seven rows, Monday first, of 24 hours. Cells are placed by their own day
 * and hour, whatever their row and order; absent ones are 0, contradictory ones missing.
 */
export function readHeatmap(body: unknown, { dayZero, offset }: HeatmapScope): Reading<HeatmapResult> {
  const answer = heatmapAnswer.safeParse(body);
  if (!answer.success) return unexpected(answer.error);
  const tally = createTally();
  const cells: readonly Cell[] = answer.data.flat();
  const values = bySlot(cells, dayZero, tally);
  if (cells.length > 0 && values.size === 0) return unexpected('no cell names its day and hour');
  const rows = Array.from({ length: 7 }, (_row, row) =>
    Array.from({ length: 24 }, (_cell, hour) => {
      const value = values.get(row * 24 + hour);
      return value === undefined ? 0 : value;
    }),
  );
  return { result: { kind: 'heatmap', offset, cells: rows }, notes: tally.notes() };
}

function bySlot(cells: readonly Cell[], dayZero: WeekStart, tally: Tally): Map<number, number | null> {
  const values = new Map<number, number | null>();
  for (const cell of cells) {
    const slot = slotOf(cell, dayZero);
    const value = readCount(cell.value);
    if (slot === null || value === null) tally.add('bad-values', shownValue(cell));
    if (slot === null) continue;
    const known = values.get(slot);
    if (known !== undefined) tally.add('duplicates', shownValue(cell));
    values.set(slot, known === undefined || known === value ? value : null);
  }
  return values;
}

/** Hours since Monday 00:00. */
function slotOf({ day, hour }: Cell, dayZero: WeekStart): number | null {
  const dayNumber = readCount(day);
  const hourNumber = readCount(hour);
  if (dayNumber === null || dayNumber > 6 || hourNumber === null || hourNumber > 23) return null;
  const row = dayZero === 'sunday' ? (dayNumber + 6) % 7 : dayNumber;
  return row * 24 + hourNumber;
}
