import { z } from 'zod';
import { baseUrl } from '../values/address.js';
import { duration, filePath, flag, integer, token } from '../values/leaf.js';

/** A token inline or in a file, not both. */
export const tokenKeys = {
  token: token()
    .optional()
    .describe(
      'Developer access token (ChatBot app → Settings → Developer settings → access token), usually from an environment variable: CHATBOT_TOKEN in the example.',
    ),
  tokenFile: filePath().optional().describe('A file that holds the token, such as a mounted secret.'),
};

export const chatbot = z
  .strictObject({
    ...tokenKeys,
    baseUrl: baseUrl()
      .transform((url) => url.replace(/\/+$/, ''))
      .prefault('https://api.chatbot.com')
      .describe('Root of the API. https, or http on this machine only.'),
    concurrency: integer({ min: 1, max: 20 })
      .prefault(2)
      .describe('Concurrent requests per token; with PostgreSQL, across all machines.'),
    minInterval: duration({ min: '0ms', max: '1m' })
      .prefault('250ms')
      .describe(
        'Least time between the starts of two requests, per token; on PostgreSQL of all machines together.',
      ),
    timeout: duration({ min: '1ms', max: '10m' })
      .prefault('30s')
      .describe('Idle timeout: a request without an answer for this long has failed.'),
    deadline: duration({ min: '1ms', max: '1h' })
      .prefault('120s')
      .describe('Time limit for one report, retries included.'),
    retries: integer({ min: 0, max: 10 }).prefault(4).describe('Attempts after the first one failed.'),
    dayZero: z
      .enum(['sunday', 'monday'])
      .prefault('sunday')
      .describe('The weekday of day 0 in the API’s heatmap.'),
    offsetSign: z
      .preprocess((value) => (value === '1' ? 1 : value === '-1' ? -1 : value), z.literal([1, -1]))
      .prefault(1)
      .describe('1 when a positive offset moves the heatmap east of UTC, -1 when west.'),
    arrayFormat: z
      .enum(['single', 'repeat', 'brackets', 'comma'])
      .prefault('single')
      .describe('How several values of one parameter are sent; single sends one request per value.'),
    useGroup: flag()
      .prefault(false)
      .describe('Request the split by source in one request with group=source.'),
  })
  .describe('Access to the ChatBot.com API.');
