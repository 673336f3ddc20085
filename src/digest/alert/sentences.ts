import type { AlertEvent, AlertItem } from '../../alerts/message/story.js';
import type { DayReading } from '../../alerts/reading.js';
import type { AlertKind } from '../../alerts/series.js';
import { GAP_REASONS } from '../../chatbot/snapshot.js';
import type { FigureName } from '../../config/config.js';
import { addDays, type Day, daysBetween, localTime } from '../../lib/time/zone.js';
import type { UsualRange } from '../digest.js';
import type { Language } from '../language/change.js';
import { dayText, rangeText } from '../language/parts.js';
import { figureName, figureText, valueText } from './figure.js';

/** One reading of an item, to be put into words. */
interface Told extends Language {
  readonly item: AlertItem;
  readonly reading: DayReading;
  readonly of: FigureName;
}

/** What an item says after its name: `: no conversations since Monday 16 November; usually about 84 in that time.` */
export function saidAfterName(item: AlertItem, event: AlertEvent, day: Day, language: Language): string {
  const { words } = language;
  switch (event) {
    case 'firing':
      return words.say('alert.said', { text: lasting(item, language) });
    case 'reminder':
      return words.say('alert.still', {
        count: daysBetween(beganOn(item), day) + 1,
        text: lasting(item, language),
      });
    case 'missed':
      return words.say('alert.over', { text: past(item, language) });
    case 'recovered':
      return words.say('alert.said', { text: over(item, language) });
  }
}

/** What is the matter, of the last day that was beyond the limit; the sentence ends with a full stop. */
function lasting(item: AlertItem, language: Language): string {
  const reading = item.reading.level === 'over' ? item.reading : item.episode.reading;
  const { kind, start } = item.episode;
  const said = matter(told(item, reading, language));
  const tells = kind === 'silence' || kind === 'drift' || kind === 'gap' || reading.facts.from !== undefined;
  if (tells || start >= reading.day) return said;
  return `${said}${language.words.say('alert.began', { day: dayText(start, language) })}`;
}

/** What was the matter, and for how long. */
function past(item: AlertItem, language: Language): string {
  const { episode } = item;
  const about = told(item, episode.reading, language);
  return `${episode.kind === 'silence' ? wasSilent(about) : matter(about)}${lasted(item, language)}`;
}

/** That all is well again, since when, how long it lasted, and the latest figure. */
function over(item: AlertItem, language: Language): string {
  const { reading } = item;
  const about = told(item, reading, language);
  const byDay = !NOT_BY_DAY.has(item.episode.kind) && reading.facts.from === undefined;
  return `${wellAgain(about)}${lasted(item, language)}${byDay ? dayValue(about) : ''}`;
}

/** Kinds whose value is not that of a day. */
const NOT_BY_DAY: ReadonlySet<AlertKind> = new Set(['up', 'down', 'gap']);

/** The item with the reading that is told; gaps have no figure, and no sentence of theirs names one. */
const told = (item: AlertItem, reading: DayReading, language: Language): Told => ({
  ...language,
  item,
  reading,
  of: item.episode.of ?? 'conversations',
});

function matter(about: Told): string {
  switch (about.item.episode.kind) {
    case 'silence':
      return isSilent(about);
    case 'unusual':
      return dayFigure(about);
    case 'drift':
      return drifts(about);
    case 'above':
    case 'below':
      return about.reading.facts.from === undefined ? dayBeyond(about) : periodBeyond(about);
    case 'up':
    case 'down':
      return changed(about);
    case 'gap':
      return unanswered(about);
  }
}

function isSilent(about: Told): string {
  const { words, item, reading, of } = about;
  const since = reading.facts.since ?? item.episode.start;
  return `${words.say('alert.silence', { none: noneOf(of, about), day: dayText(since, about) })}${expected(about)}`;
}

function wasSilent(about: Told): string {
  const { words, format, item, of } = about;
  const { start, end } = item.episode;
  const days = format.daysOfYear(beganOn(item), end ?? start);
  return `${words.say('alert.silence.past', { none: noneOf(of, about), days })}${expected(about)}`;
}

/** Only counts fall silent. */
const noneOf = (of: FigureName, { words }: Language): string =>
  words.say(`alert.none.${of === 'fallbackRate' ? 'fallbacks' : of}`);

function expected({ words, format, reading: { facts } }: Told): string {
  return facts.expected === undefined
    ? words.say('callout.end')
    : words.say('alert.silence.expected', { value: format.count(facts.expected) });
}

/** `12 conversations on Monday 23 November, usually 40 – 71.` */
const dayFigure = (about: Told): string => `${onDay(about)}${usually(about)}`;

const onDay = (about: Told): string =>
  about.words.say('alert.on', {
    figure: figureText(about.of, about.reading, about),
    day: dayText(about.reading.day, about),
  });

/** ` On Monday 23 November: 12, usually 40 – 71.`; empty where it is unknown. */
function dayValue(about: Told): string {
  const { words, reading, of } = about;
  if (reading.value === null) return '';
  const value = valueText(of, about)(reading.value);
  return `${words.say('alert.dayValue', { day: dayText(reading.day, about), value })}${usually(about)}`;
}

/** `, usually 40 – 71.`; a full stop where that is unknown. */
function usually(about: Told): string {
  const usual = usualOf(about);
  if (usual === null) return about.words.say('callout.end');
  const range = rangeText(usual, valueText(about.of, about), about);
  return about.words.say('alert.usually', { range });
}

/** Kinds that are judged against what is usual; the range of the others is a side of their limit. */
const AGAINST_USUAL: ReadonlySet<AlertKind> = new Set(['silence', 'unusual', 'drift']);

/** What was usual on the day, as it was judged, or else as the picture shows it. */
function usualOf({ item, reading }: Told): UsualRange | null {
  const { low, high, day } = reading;
  if (AGAINST_USUAL.has(item.episode.kind) && low !== null && high !== null) return { low, high };
  return item.chart?.days.find((one) => one.day === day)?.usual ?? null;
}

function drifts(about: Told): string {
  const { words, format, item, reading, of } = about;
  const drift = reading.facts.drift ?? 0;
  const said = words.say(drift < 0 ? 'alert.drift.below' : 'alert.drift.above', {
    what: figureName(of, about),
    percent: format.percent(Math.abs(drift)),
    day: dayText(reading.facts.since ?? item.episode.start, about),
  });
  return `${said}${dayValue(about)}`;
}

const dayBeyond = (about: Told): string => `${onDay(about)}${limitText(about)}${usually(about)}`;

/** `, above the limit of 20.0%`; empty where the limit is unknown. */
function limitText({ words, item, reading, of, format }: Told): string {
  const { limit } = reading.facts;
  if (limit === undefined) return '';
  const text = valueText(of, { words, format })(limit);
  return words.say(item.episode.kind === 'below' ? 'alert.below' : 'alert.above', { limit: text });
}

/**
 * `3,650 paid conversations (73.0% of 5,000) since Sunday 1 November; at this pace 4,760 by Monday 30 November, above the limit of 4,000.`; the
 * limit comes first where it is passed already.
 */
function periodBeyond(about: Told): string {
  const { words, reading, of } = about;
  const { from = reading.day, to = reading.day, projected, reached } = reading.facts;
  const figure = words.say('alert.since', { figure: withShare(about), day: dayText(from, about) });
  const pace =
    projected === undefined || to <= reading.day
      ? ''
      : words.say('alert.pace', { value: valueText(of, about)(projected), day: dayText(to, about) });
  const ahead = reached !== undefined && reached > reading.day;
  return [
    figure,
    ...(isPassed(about) ? [limitText(about), pace] : [pace, limitText(about)]),
    words.say('callout.end'),
    ahead ? words.say('alert.reached', { day: dayText(reached, about) }) : '',
  ].join('');
}

/** Whether the count so far is above the limit. */
function isPassed({ item, reading }: Told): boolean {
  const { limit } = reading.facts;
  return item.episode.kind === 'above' && limit !== undefined && (reading.value ?? 0) > limit;
}

function withShare(about: Told): string {
  const { words, format, reading, of } = about;
  const { allowance } = reading.facts;
  const figure = figureText(of, reading, about);
  if (!allowance || reading.value === null) return figure;
  const percent = format.percent(reading.value / allowance);
  return words.say('alert.share', { figure, percent, allowance: format.count(allowance) });
}

function changed(about: Told): string {
  const { words, format, item, reading, of } = about;
  const { change, before = 0, days = 1 } = reading.facts;
  const text = valueText(of, about);
  const kind = item.episode.kind === 'down' ? 'down' : 'up';
  const figures = { what: figureName(of, about), value: text(reading.value ?? 0), before: text(before) };
  // From nothing there is no percentage.
  if (change === undefined) return words.say('alert.upFromNone', figures);
  const told = { ...figures, percent: format.percent(Math.abs(change)) };
  return days === 1
    ? words.say(`alert.${kind}.day`, told)
    : words.say(`alert.${kind}`, { ...told, count: days });
}

function unanswered({ words, format, reading: { facts } }: Told): string {
  const { goodAt, reason } = facts;
  if (goodAt === undefined) return words.say('alert.gap.never');
  const { day } = localTime(format.zone, goodAt);
  const since = { day: dayText(day, { words, format }), time: format.time(goodAt) };
  // Whatever another version stored is not among them.
  const known = GAP_REASONS.find((one) => one === reason);
  if (known === undefined) return words.say('alert.gap', since);
  return words.say('alert.gap.because', { ...since, why: words.say(`why.${known}`) });
}

function wellAgain(about: Told): string {
  const { words, item, reading, of } = about;
  const { kind, end } = item.episode;
  const day = dayText(end === null ? reading.day : addDays(end, 1), about);
  const what = figureName(of, about);
  const { limit } = reading.facts.limit === undefined ? item.episode.reading.facts : reading.facts;
  switch (kind) {
    case 'gap':
      return words.say('alert.answers', { day });
    case 'silence':
      return words.say('alert.again', { what, day });
    case 'above':
    case 'below':
      if (limit !== undefined)
        return words.say('alert.within', { what, limit: valueText(of, about)(limit), day });
      return words.say('alert.usual', { what, day });
    default:
      return words.say('alert.usual', { what, day });
  }
}

/** ` It lasted 4 days.` */
function lasted(item: AlertItem, { words }: Language): string {
  const { start, end } = item.episode;
  return words.say('alert.lasted', { count: daysBetween(beganOn(item), end ?? start) + 1 });
}

/** The first day of what is told: a silence or a drift began before it was beyond its limit. */
function beganOn({ episode: { start, reading } }: AlertItem): Day {
  const { since = start } = reading.facts;
  return since < start ? since : start;
}
