import { localTime, nextClockChange } from '../lib/zone.js';
import type { Context } from './context.js';
import type { About } from './digest.js';
import { noticesOf } from './notices.js';
import { sourceName } from './sources.js';

/** Clock changes are told in windows of up to this many days, where one hour more or less can be seen. */
const CLOCK_CHANGE_DAYS = 31;

/** Window and zone, what each figure means, filters, the slot; and what is missing or was repaired. */
export function aboutOf(context: Context): About {
  const { words } = context;
  return {
    title: words.say('label.about'),
    paragraphs: [
      windowParagraph(context),
      ...definitions(context),
      ...filters(context),
      words.say('about.slot', { slot: slotText(context) }),
    ].filter((paragraph) => paragraph !== ''),
    notices: noticesOf(context),
  };
}

/** `Monday 23 November 2026, 08:00`. */
export function slotText({
  format,
  words,
  snapshot,
}: Pick<Context, 'format' | 'words' | 'snapshot'>): string {
  const at = snapshot.slot.scheduledFor;
  const { day, weekday } = localTime(format.zone, at);
  return words.say('slot', {
    weekday: format.weekday(weekday),
    day: format.day(day),
    time: format.time(at),
  });
}

function windowParagraph(context: Context): string {
  const { words, format, window, comparison } = context;
  const sameYear = window.firstDay.slice(0, 4) === window.lastDay.slice(0, 4);
  const dayText = sameYear ? format.shortDay : format.day;
  const days = { first: dayText(window.firstDay), last: dayText(window.lastDay) };
  const sentences = [words.say('about.window', { ...days, zone: window.zone })];
  if (comparison)
    sentences.push(words.say('about.comparison', { window: comparison.text, name: comparison.name }));
  const change = nextClockChange(window.zone, Date.parse(window.from));
  if (window.days <= CLOCK_CHANGE_DAYS && change !== null && change < Date.parse(window.to))
    sentences.push(words.say('about.clockChange', { day: format.day(localTime(window.zone, change).day) }));
  return sentences.join(' ');
}

function definitions({ words, chosen, axis }: Context): readonly string[] {
  const each = chosen('conversations') && chosen('messages');
  const counts = [
    ...(chosen('interactions') ? [words.say('about.fallbackRate')] : []),
    ...(each ? [words.say('about.messagesEach')] : []),
    ...(chosen('paid') ? [words.say('about.paid')] : []),
    ...(chosen('average') ? [words.say('about.average')] : []),
  ];
  const ranking = chosen('interactions') ? [words.say('about.interactions')] : [];
  const weeks = axis.bucket === 'week' ? [words.say('about.weeks')] : [];
  return [counts.join(' '), [...ranking, ...weeks].join(' ')];
}

function filters({ words, bots, config }: Context): readonly string[] {
  const filtered = bots.flatMap(({ name, sources }) => {
    if (sources === null) return [];
    const names = sources.map((source) => sourceName(source, words));
    return [words.say('about.sources', { bot: name, sources: words.list(names) })];
  });
  const unfiltered = bots.some(({ answers }) =>
    answers.some(({ notes }) => notes.some(({ code }) => code === 'sources-not-applied')),
  );
  const all = unfiltered && config.reports.names.includes('interactions');
  return [...filtered, ...(all ? [words.say('about.sourcesIgnored')] : [])];
}
