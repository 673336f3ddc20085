import type { ChartDay } from '../../src/alerts/days/usual-days.js';
import { type Episode, episodeId } from '../../src/alerts/episodes/state.js';
import type { AlertEvent, AlertItem, AlertStory } from '../../src/alerts/message/story.js';
import type { DayReading } from '../../src/alerts/reading.js';
import { type AlertKind, seriesKey } from '../../src/alerts/series.js';
import type { FigureName } from '../../src/config/config.js';
import type { AlertLook } from '../../src/digest/alert/look.js';
import { addDays, type Day, daysBetween, startOfDay, weekdayOf } from '../../src/lib/time/zone.js';
import type { Source } from '../../src/vocabulary/chatbot.js';

const ZONE = 'Europe/Warsaw';
/** The last judged day: a Monday. */
export const JUDGED: Day = '2026-11-23';
const DAYS = 56;

export const alertLook = (own: Partial<AlertLook> = {}): AlertLook => ({
  id: 'outage',
  title: 'Outage of a bot',
  locale: 'en-GB',
  timezone: ZONE,
  links: null,
  templates: { sources: new Map(), messages: new Map() },
  ...own,
});

/** An item of a test story; all else follows from its kind. */
export interface TestItem {
  readonly kind: AlertKind;
  readonly of?: FigureName;
  /** `null`: all bots together. */
  readonly bot?: { readonly id: string; readonly name: string } | null;
  readonly source?: Source;
  readonly start?: Day;
  readonly end?: Day | null;
  readonly reading?: Partial<DayReading>;
  /** The reading beyond the limit, where the latest is another. */
  readonly beyond?: Partial<DayReading>;
  /** Whether it has a picture; counts by default. */
  readonly chart?: readonly ChartDay[] | null;
}

const SUPPORT = { id: 'support', name: 'Support bot' };

/** An item of Support bot, first beyond its limit on the judged day. */
export function alertItem(own: TestItem): AlertItem {
  const { kind, bot = SUPPORT, source = null, start = JUDGED, end = null } = own;
  const of = own.of ?? 'conversations';
  const reading = readingOf(own.reading);
  const series = { bot: bot?.id ?? null, source, kind, of: kind === 'gap' ? null : of };
  const episode: Episode = {
    ...series,
    id: episodeId('outage', seriesKey(series), start),
    alert: 'outage',
    start,
    end,
    days: daysFrom(start, end ?? JUDGED),
    reading: readingOf(own.beyond ?? own.reading),
    openedAt: startOfDay(ZONE, addDays(start, 1)),
    closedAt: end === null ? null : startOfDay(ZONE, addDays(end, 3)),
    told: 'nothing',
    toldAt: null,
    thread: null,
  };
  const days = own.chart === undefined && kind !== 'gap' ? chartDays(of, episode) : (own.chart ?? null);
  return {
    episode,
    bot: bot && { ...bot, storyId: `5b07ff77c2376e30306d9b12` },
    reading,
    chart: days && { unit: of === 'fallbackRate' ? 'percent' : 'count', days },
  };
}

export const alertStory = (
  items: readonly (AlertItem | TestItem)[],
  own: Partial<AlertStory> & { readonly event?: AlertEvent } = {},
): AlertStory => ({
  version: 1,
  alert: 'outage',
  event: 'firing',
  at: startOfDay(ZONE, addDays(JUDGED, 1)) + 7 * 3_600_000,
  day: JUDGED,
  items: items.map((item) => ('episode' in item ? item : alertItem(item))),
  budget: 1,
  page: null,
  ...own,
});

const readingOf = (own: Partial<DayReading> = {}): DayReading => ({
  day: JUDGED,
  level: 'over',
  value: 12,
  low: 40,
  high: 71,
  z: -5.2,
  weight: 40,
  facts: {},
  ...own,
});

const daysFrom = (first: Day, last: Day): readonly Day[] =>
  Array.from({ length: daysBetween(first, last) + 1 }, (_day, index) => addDays(first, index));

/** How many there are by weekday, Monday first. */
const WEEKDAYS = [56, 61, 58, 63, 60, 28, 25];

/** Eight weeks with a rhythm, beyond the range on the days of the episode. */
function chartDays(of: FigureName, { days }: Pick<Episode, 'days'>): readonly ChartDay[] {
  return daysFrom(addDays(JUDGED, 1 - DAYS), JUDGED).map((day, index): ChartDay => {
    const expected = WEEKDAYS[weekdayOf(day) - 1] ?? 0;
    const swing = ((index * 7) % 11) - 5;
    const beyond = days.includes(day);
    if (of === 'fallbackRate')
      return { day, value: beyond ? 0.234 : 0.05 + swing / 1000, usual: { low: 0.041, high: 0.06 } };
    const usual = { low: Math.round(expected * 0.7), high: Math.round(expected * 1.3) };
    return { day, value: beyond ? 0 : expected + swing, usual };
  });
}
