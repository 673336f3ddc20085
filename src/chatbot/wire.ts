import { z } from 'zod';
import type { ReportName } from '../config/config.js';

export { API_PERIODS, REPORTS, type ReportName, SOURCES, type Source } from '../config/config.js';

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
/** Largest documented heatmap offset, in minutes either way. */
export const MAX_OFFSET = 720;

/** `{ data: [{ date, value }], summary }`; values are read one by one later, so that one bad value costs one bucket. */
export const seriesAnswer = z.looseObject({
  data: z.array(z.looseObject({ date: z.unknown().optional(), value: z.unknown().optional() })),
  summary: z.looseObject({ total: z.unknown().optional() }).optional().catch(undefined),
});

/** A bare array of arrays of `{ day, hour, value, usage }`. */
export const heatmapAnswer = z.array(
  z.array(
    z.looseObject({
      day: z.unknown().optional(),
      hour: z.unknown().optional(),
      value: z.unknown().optional(),
    }),
  ),
);

/** A bare array of `{ id?, parentId?, type?, name, usage, value }`. */
export const interactionsAnswer = z.array(
  z.looseObject({ name: z.unknown().optional(), value: z.unknown().optional() }),
);
