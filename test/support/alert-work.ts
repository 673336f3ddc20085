import { type Episode, episodeId, NO_MEMORY, type WatchedSeries } from '../../src/alerts/episodes/state.js';
import type { DayReading } from '../../src/alerts/reading.js';
import { seriesKey } from '../../src/alerts/series.js';
import type { CheckRecord } from '../../src/ledger/ledger.js';
import { MONDAY } from './ledger-work.js';

export const DAY = 24 * 60 * 60_000;

export const silence: DayReading = {
  day: '2026-11-22',
  level: 'over',
  value: 0,
  low: 4,
  high: 19,
  z: -3.75,
  weight: 22,
  facts: { since: '2026-11-21', days: 2, expected: 21.5, reason: 'timeout' },
};

/** A series of a bot that fires, or as `over` says. */
export const watched = (bot: string | null, over: Partial<WatchedSeries> = {}): WatchedSeries => ({
  bot,
  source: null,
  kind: 'silence',
  of: 'conversations',
  state: 'well',
  since: '2026-11-01',
  reading: silence,
  memory: { ...NO_MEMORY, judged: '2026-11-22', over: ['2026-11-21'], goodAt: MONDAY - 1 },
  episode: null,
  ...over,
});

/** An episode of a bot that lasts, and that readers know of, or as `over` says. */
export function episodeOf(alert: string, bot: string, over: Partial<Episode> = {}): Episode {
  const { source, kind, of } = watched(bot);
  const start = over.start ?? '2026-11-21';
  return {
    id: episodeId(alert, seriesKey({ bot, source, kind, of }), start),
    alert,
    bot,
    source,
    kind,
    of,
    start,
    end: null,
    days: [start, '2026-11-22'],
    reading: silence,
    openedAt: MONDAY,
    closedAt: null,
    told: 'firing',
    toldAt: MONDAY,
    thread: { run: 'aaaaaaaaaaaaaaaa', slice: 'all' },
    ...over,
  };
}

/** The first check of the alert `outage`, which found nothing, or as `over` says. */
export const checkOf = (over: Partial<CheckRecord> = {}): CheckRecord => ({
  alert: 'outage',
  from: null,
  to: MONDAY,
  series: [watched('support'), watched('sales')],
  episodes: [],
  ...over,
});
