import { localTime, nextClockChange } from '../lib/time/zone.js';
import { HISTORY_WEEKS } from '../schedule/history.js';
import { isCut } from '../schedule/window.js';
import type { Context } from './context.js';
import type { About } from './digest.js';
import { sourceName } from './figures/sources.js';
import type { Language } from './language/change.js';
import { scheduleWords } from './language/schedule-words.js';
import { noticesOf } from './missing/notices.js';

/** Clock changes are told in windows of up to this many days, where one hour more or less can be seen. */
const CLOCK_CHANGE_DAYS = 31;

/** Window and zone, what each figure means, filters, the slot and why it came; and what is missing or was repaired. */
export function aboutOf(context: Context): About {
  const { words } = context;
  return {
    title: words.say('label.about'),
    paragraphs: [
      windowParagraph(context),
      ...definitions(context),
      ...filters(context),
      occasion(context),
    ].filter((paragraph) => paragraph !== ''),
    notices: noticesOf(context),
  };
}

/** `Monday 23 November 2026, 08:00`. */
export function slotText(at: number, { format, words }: Language): string {
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
  const end = format.time(Date.parse(window.to));
  const sentences = [
    isCut(context.snapshot.window)
      ? words.say('about.windowRunning', { ...days, zone: window.zone, time: end })
      : words.say('about.window', { ...days, zone: window.zone }),
  ];
  if (comparison)
    sentences.push(words.say('about.comparison', { window: comparison.text, name: comparison.name }));
  const change = nextClockChange(window.zone, Date.parse(window.from));
  if (window.days <= CLOCK_CHANGE_DAYS && change !== null && change < Date.parse(window.to))
    sentences.push(words.say('about.clockChange', { day: format.day(localTime(window.zone, change).day) }));
  return sentences.join(' ');
}

/** How each figure shown is defined: the figures that are counted, those that are worked out, and how parts are shown. */
function definitions({ words, chosen, axis, comparison, snapshot, grid }: Context): readonly string[] {
  const talk = chosen('conversations');
  const counted = [
    ...(talk ? [words.say('about.conversations')] : []),
    ...(chosen('paid') ? [words.say('about.paid')] : []),
    ...(chosen('messages') ? [words.say('about.messages')] : []),
    ...(chosen('average') ? [words.say('about.average')] : []),
  ];
  const workedOut = [
    ...(talk && chosen('messages') ? [words.say('about.messagesEach')] : []),
    ...(chosen('interactions') ? [words.say('about.fallbackRate'), words.say('about.interactions')] : []),
  ];
  const shown = [
    ...(comparison ? [words.say('about.changes')] : []),
    ...(grid.days === null ? [] : [words.say('about.perDay')]),
    ...(talk && snapshot.history ? [words.say('about.usual', { weeks: String(HISTORY_WEEKS) })] : []),
    ...(axis.bucket === 'week' ? [words.say('about.weeks')] : []),
  ];
  return [counted, workedOut, shown].map((sentences) => sentences.join(' '));
}

/** The slot, and the schedule in words. Readers with their own time zone are not shown the schedule in another one. */
function occasion(context: Context): string {
  const { words, config, format } = context;
  const sentences = [
    words.say('about.slot', { slot: slotText(context.snapshot.slot.scheduledFor, context) }),
  ];
  if (config.deliver.length > 0) {
    const { id, schedule, deliver } = config;
    const elsewhere = deliver.some(({ slice }) => slice.changes.timezone !== undefined);
    const times = schedule === null || elsewhere ? null : scheduleWords(schedule, context);
    sentences.push(
      times === null
        ? words.say('about.sent', { digest: id })
        : words.say('about.sentOnSchedule', { digest: id, schedule: times, zone: format.zone }),
    );
  }
  return sentences.join(' ');
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
