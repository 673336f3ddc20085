import { z } from 'zod';
import { ALERT_KINDS } from '../../alerts/series.js';
import { SOURCES } from '../../vocabulary/chatbot.js';
import { amount, day } from './values.js';

const alertSeries = z.object({
  bot: z.string().nullable().describe('Id of the bot; null for all bots of the alert together.'),
  source: z.enum(SOURCES).nullable().describe('The source that is watched by itself.'),
  kind: z.enum(ALERT_KINDS),
  of: z
    .enum(['conversations', 'paid', 'messages', 'fallbacks', 'fallbackRate'])
    .nullable()
    .describe('null for a gap.'),
  episode: z.string().describe('Id of its episode, for `botdigest explain`.'),
  state: z.enum(['firing', 'well']),
  value: amount.describe('The latest that is known; rates are fractions.'),
  low: amount.describe(
    'The usual range, or the side of the limit on which it is well; null where there is none.',
  ),
  high: amount,
  z: amount.describe('Standard normal deviate of the value; null where none is computed.'),
  start: day.describe('The first day beyond the limit.'),
  end: day.nullable().describe('The last day beyond the limit; null while it lasts.'),
  days: z.array(day).describe('Every day beyond the limit.'),
  text: z.string().describe('The sentence about it.'),
});

export const alert = z
  .object({
    alert: z.string().describe('Its id.'),
    episode: z.string().describe('Id of the weightiest episode.'),
    event: z
      .enum(['firing', 'reminder', 'recovered', 'missed'])
      .describe('`missed`: it began and ended within quiet hours.'),
    series: z.array(alertSeries).describe('The weightiest first.'),
    text: z.string().describe('The sentence about the weightiest, and how many more there are.'),
  })
  .describe('Present in the message of an alert.');
