import { z } from 'zod';
import type { ReportName } from '../vocabulary/chatbot.js';

/** The path of each report below the base URL. */
export const REPORT_PATHS = {
  conversations: '/reports/conversations',
  paid: '/reports/conversations.paid',
  messages: '/reports/conversations.messages',
  average: '/reports/conversations.avg',
  heatmap: '/reports/conversations.heatmap',
  interactions: '/reports/conversations.interactions',
} as const satisfies Record<ReportName, string>;

export const WIRE_DIMENSIONS = ['auto', 'year', 'month', 'day', 'hour'] as const;
export const WIRE_GROUPS = ['storyId', 'source'] as const;
/** Largest documented heatmap offset, in minutes, positive or negative. */
export const MAX_OFFSET = 720;

type Row<Key extends string> = Readonly<Partial<Record<Key, unknown>>>;

/** A list of objects, not copied. Only the first other element is reported: a million zod issues would fill the memory. */
const rowsOf = <Key extends string>() =>
  z.array(z.unknown()).transform((list, context): readonly Row<Key>[] => {
    const index = list.findIndex((element) => kindOf(element) !== 'object');
    if (index < 0) return list as readonly Row<Key>[];
    const message = `Invalid input: expected object, received ${kindOf(list[index])}`;
    context.addIssue({ code: 'custom', path: [index], message });
    return z.NEVER;
  });

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** `{ data: [{ date, value }], summary }`. Values are validated one by one later, so that a bad value costs one bucket. */
export const seriesAnswer = z.looseObject({
  data: rowsOf<'date' | 'value'>(),
  summary: z.looseObject({ total: z.unknown().optional() }).optional().catch(undefined),
});

/** Row limit of a heatmap: one per day, or one per cell. */
const MAX_HEATMAP_ROWS = 7 * 24;

/** A bare array of arrays of `{ day, hour, value, usage }`. */
export const heatmapAnswer = z
  .array(z.unknown())
  .max(MAX_HEATMAP_ROWS)
  .pipe(z.array(rowsOf<'day' | 'hour' | 'value'>()));

/** A bare array of `{ id?, parentId?, type?, name, usage, value }`. */
export const interactionsAnswer = rowsOf<'id' | 'parentId' | 'type' | 'name' | 'value'>();
