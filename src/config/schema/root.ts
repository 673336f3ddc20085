import { z } from 'zod';
import { cachedByObject } from '../../lib/async/cache.js';
import { duration, filePath, integer, locale, secret, zone } from '../values/leaf.js';
import { proxyFault } from '../values/proxy.js';
import { alerts } from './alerts/alerts.js';
import { bots } from './bots.js';
import { chatbot } from './chatbot.js';
import { digests, weekStart } from './digests.js';
import { goals, links } from './goals.js';
import { heartbeat } from './heartbeat.js';
import { holidays } from './holidays.js';
import { notifyEntry, type Plugins } from './plugins.js';
import { server } from './server.js';
import { store } from './store.js';
import { theme } from './theme.js';

/**
 * The schema of the whole file; constraints across keys are in `rules`. Made once for the same plug-ins: of a configuration that is read with
 * them again, it took two fifths of the time.
 */
export const rootSchema = cachedByObject((plugins: Plugins) =>
  z.strictObject({
    timezone: zone().prefault('UTC').describe('IANA time zone of every digest, such as Europe/Warsaw.'),
    locale: locale().prefault('en-GB').describe('Language, numbers and dates, such as en-GB.'),
    weekStart: weekStart()
      .optional()
      .describe(
        'First day of the week. When left out, lastWeek starts on Monday and heatmaps as the locale does.',
      ),
    store,
    chatbot: chatbot.prefault({}),
    ...blocksOf(plugins.channels),
    server,
    concurrency: integer({ min: 1, max: 64 }).prefault(4).describe('Concurrent runs.'),
    renderThreads: z
      .union([z.literal('auto'), integer({ min: 1, max: 64 })], {
        error: 'must be auto or a number from 1 to 64',
      })
      .prefault('auto')
      .describe(
        'Threads on which the service renders; auto: as many as there are cores where there are more than two, else one.',
      ),
    retention: duration({ min: '1d', max: '3650d' })
      .prefault('180d')
      .describe('How long runs, receipts and snapshots are kept.'),
    notify: z
      .array(notifyEntry(plugins.channels))
      .prefault([])
      .describe('Where notices of failures go: as in deliver, or a webhook.'),
    heartbeat: heartbeat()
      .optional()
      .describe('URL to call after every healthy minute and every run; empty for none.'),
    proxy: z
      .union([z.literal('').transform(() => null), secret(proxyFault)])
      .optional()
      .describe(
        'HTTP proxy for everything but mail: http://user:password@proxy.example.com:3128; empty for none. HTTPS_PROXY and HTTP_PROXY when left out.',
      ),
    ca: filePath()
      .optional()
      .describe('A PEM file with certificates to trust besides those of Node; relative to this file.'),
    theme: theme.prefault({}).describe('Colours, paper, footer and logo of every digest.'),
    templates: filePath()
      .optional()
      .describe('A folder with your own templates, theme and messages; relative to this file.'),
    goals: goals.prefault({}),
    holidays: holidays.prefault('off'),
    links: links.prefault(''),
    bots,
    digests: digests(plugins),
    alerts: alerts(plugins),
  }),
);

/** The settings blocks of channels; their types are known to the channels only. */
const blocksOf = (channels: Plugins['channels']) =>
  Object.fromEntries(
    channels.flatMap(({ kind, settings }) => (settings === null ? [] : [[kind, settings.schema.optional()]])),
  ) as Readonly<Record<never, never>>;

export type Root = z.output<ReturnType<typeof rootSchema>>;
