import type { NoteCode, ReportAnswer } from '../../chatbot/snapshot.js';
import { groupedBy } from '../../lib/grouped.js';
import { isOver } from '../../lib/time/zone.js';
import type { Context } from '../context.js';
import type { DataNotice } from '../digest.js';
import { holidaysIn } from '../figures/holidays.js';
import { nameList } from '../language/names.js';
import { MAX_MISSING_NAMES } from './missing-by-bot.js';
import { type MissingData, missingHistoryOf } from './missing-data.js';

/** Repairs that become a notice; unreadable values and sources have messages of their own. */
const REPAIRS = ['duplicates', 'disorder', 'outside-range', 'summary-differs'] as const satisfies NoteCode[];
type Repair = (typeof REPAIRS)[number];

const isRefusal = ({ reason }: MissingData) => reason === 'unauthorized' || reason === 'token-stopped';

/**
 * Notices that the digest is a correction, is late, has an unfinished window or holidays, and about missing and repaired data: one for all
 * refusals of a token, one for each bot and report with gaps or unreadable values, one for each reason of a missing history, and one
 * for each bot, report and kind of repair.
 */
export function noticesOf(context: Context): readonly DataNotice[] {
  const refused = context.missingData.filter(isRefusal);
  const others = context.missingData.filter((missing) => !isRefusal(missing));
  const byBot = groupedBy(others, ({ bot, report, reason }) => JSON.stringify([bot, report, reason]));
  return [
    ...correction(context),
    ...lateness(context),
    ...unfinished(context),
    ...holidays(context),
    ...refusal(context, refused),
    ...[...byBot.values()].map((group) => gap(context, group)),
    ...history(context),
    ...context.bots.flatMap((bot) => repairs(context, bot)),
  ];
}

function correction({ snapshot, words }: Context): readonly DataNotice[] {
  if (snapshot.slot.trigger !== 'correction') return [];
  const text = words.say('notice.correction');
  return [{ code: 'correction', tone: 'attention', report: null, bot: null, text }];
}

function lateness({ snapshot, words }: Context): readonly DataNotice[] {
  const { late } = snapshot.slot;
  if (late === undefined) return [];
  return [{ code: 'late', tone: 'neutral', report: null, bot: null, text: words.say(`late.${late}`) }];
}

/** The notice of an unfinished window: it includes today, or its last day ends later in the readers' zone than in the schedule's. */
function unfinished({ snapshot, words, format }: Context): readonly DataNotice[] {
  const { window, slot } = snapshot;
  if (isOver(window.zone, window.lastDay, slot.scheduledFor)) return [];
  const text = words.say('notice.unfinished', { day: format.day(window.lastDay), zone: window.zone });
  return [{ code: 'unfinished', tone: 'neutral', report: null, bot: null, text }];
}

/** The notice of holidays that changes leave out, or that leave nothing to compare. */
function holidays({ config, snapshot, comparisonAsked, words, format }: Context): readonly DataNotice[] {
  const windows = [snapshot.window, comparisonAsked];
  const found = windows.flatMap((window) => holidaysIn(config.holidays, window));
  if (found.length === 0 || comparisonAsked === null) return [];
  const days = found.map(({ day, name }) =>
    words.say('label.holidayOn', { name: name || words.say('label.holiday'), day: format.day(day) }),
  );
  const text = words.say(snapshot.comparison === null ? 'notice.allHolidays' : 'notice.holidays', {
    days: nameList(days, MAX_MISSING_NAMES, words),
  });
  return [{ code: 'holidays', tone: 'neutral', report: null, bot: null, text }];
}

function refusal({ words }: Context, missing: readonly MissingData[]): readonly DataNotice[] {
  const bots = [...new Set(missing.map(({ bot }) => bot))];
  if (bots.length === 0) return [];
  const text = words.say('notice.unauthorized', { bots: nameList(bots, MAX_MISSING_NAMES, words) });
  const bot = bots.length === 1 ? (bots[0] ?? null) : null;
  return [{ code: 'unauthorized', tone: 'attention', report: null, bot, text }];
}

/** One notice for a bot and report; it names the largest gap. */
function gap({ words }: Context, group: readonly [MissingData, ...MissingData[]]): DataNotice {
  const [{ bot, report, scope, whole, reason }] = group;
  const figure = words.say(`report.${report}`);
  const why = words.say(`why.${reason}`);
  const text = words.say(`notice.${scope}.${whole ? 'whole' : 'part'}`, { bot, report: figure, why });
  return { code: reason, tone: 'attention', report, bot, text };
}

/** The notice of missing history, for bots whose days would be compared with it. */
function history({ words, missingData, snapshot }: Context): readonly DataNotice[] {
  const absent = missingData.filter(
    ({ report, scope, whole }) => report === 'conversations' && scope === 'current' && whole,
  );
  const known = missingHistoryOf(snapshot).filter((missing) =>
    absent.every(({ bot }) => bot !== missing.bot),
  );
  return [...groupedBy(known, ({ reason }) => reason).values()].map((group): DataNotice => {
    const [{ reason }] = group;
    const bots = nameList(
      group.map(({ bot }) => bot),
      MAX_MISSING_NAMES,
      words,
    );
    const text = words.say('notice.history', { bots, why: words.say(`why.${reason}`) });
    return { code: 'history', tone: 'neutral', report: null, bot: null, text };
  });
}

function repairs({ words, config }: Context, bot: Context['bots'][number]): readonly DataNotice[] {
  return config.reports.names.flatMap((report) =>
    REPAIRS.flatMap((code): DataNotice[] => {
      const count = countOf(
        bot.answers.filter((answer) => answer.report === report && answer.window !== 'history'),
        code,
      );
      if (count === 0) return [];
      const figure = words.say(`report.${report}`);
      const text = words.say(`notice.${code}`, { bot: bot.name, report: figure, count });
      return [{ code, tone: 'neutral', report, bot: bot.name, text }];
    }),
  );
}

function countOf(answers: readonly ReportAnswer[], code: Repair): number {
  const notes = answers.flatMap((answer) => answer.notes).filter((note) => note.code === code);
  return notes.reduce((total, { count }) => total + count, 0);
}
