import { z } from 'zod';
import { REPORTS } from '../../vocabulary/chatbot.js';

export const weekday = z.literal([1, 2, 3, 4, 5, 6, 7]);
export const report = z.enum(REPORTS);
export const tone = z
  .enum(['neutral', 'attention'])
  .describe('`attention` is drawn in the warning colour, `neutral` in the accent.');
export const judgedTone = z
  .enum(['attention', 'good', 'neutral', 'muted'])
  .describe(
    '`attention` is drawn in the warning colour, `good` and `neutral` in the accent, `muted` in grey: it claims no change.',
  );
export const range = z
  .object({ low: z.number(), high: z.number() })
  .describe('What is usual: 95 of 100 unchanged windows lie in it, both ends included.');
export const day = z.iso.date().describe('A local day, `YYYY-MM-DD`.');
export const utcInstant = z.iso.datetime().describe('An instant in UTC.');
export const amount = z.number().nullable().describe('null where missing, never 0.');
