import type { Answer, NoteCode } from '../chatbot/snapshot.js';
import type { Context } from './context.js';
import type { Notice } from './digest.js';
import { groupedBy } from './grouped.js';
import type { Lack } from './lacks.js';
import { MOST_NAMES } from './missing.js';
import { nameList } from './names.js';

/** Notes that a notice tells; unreadable values and sources have words of their own. */
const REPAIRS = ['duplicates', 'disorder', 'outside-range', 'summary-differs'] as const satisfies NoteCode[];
type Repair = (typeof REPAIRS)[number];

const isRefusal = ({ reason }: Lack) => reason === 'unauthorized' || reason === 'token-stopped';

/**
 * What is missing or was repaired: one notice for all refusals of a token, one for each bot and report with gaps or
 * unreadable values, one for each bot, report and kind of repair.
 */
export function noticesOf(context: Context): readonly Notice[] {
  const refused = context.lacks.filter(isRefusal);
  const others = context.lacks.filter((lack) => !isRefusal(lack));
  const byBot = groupedBy(others, ({ bot, report, reason }) => JSON.stringify([bot, report, reason]));
  return [
    ...refusal(context, refused),
    ...[...byBot.values()].map((group) => gap(context, group)),
    ...context.bots.flatMap((bot) => repairs(context, bot)),
  ];
}

function refusal({ words }: Context, lacks: readonly Lack[]): readonly Notice[] {
  const bots = [...new Set(lacks.map(({ bot }) => bot))];
  if (bots.length === 0) return [];
  const text = words.say('notice.unauthorized', { bots: nameList(bots, MOST_NAMES, words) });
  const bot = bots.length === 1 ? (bots[0] ?? null) : null;
  return [{ code: 'unauthorized', tone: 'attention', report: null, bot, text }];
}

/** One notice for a bot and report, worded after the widest of what is missing. */
function gap({ words }: Context, group: readonly [Lack, ...Lack[]]): Notice {
  const [{ bot, report, scope, whole, reason }] = group;
  const figure = words.say(`report.${report}`);
  const why = words.say(`why.${reason}`);
  const text = words.say(`notice.${scope}.${whole ? 'whole' : 'part'}`, { bot, report: figure, why });
  return { code: reason, tone: 'attention', report, bot, text };
}

function repairs({ words, config }: Context, bot: Context['bots'][number]): readonly Notice[] {
  return config.reports.names.flatMap((report) =>
    REPAIRS.flatMap((code): Notice[] => {
      const count = countOf(
        bot.answers.filter((answer) => answer.report === report),
        code,
      );
      if (count === 0) return [];
      const figure = words.say(`report.${report}`);
      const text = words.say(`notice.${code}`, { bot: bot.name, report: figure, count });
      return [{ code, tone: 'neutral', report, bot: bot.name, text }];
    }),
  );
}

function countOf(answers: readonly Answer[], code: Repair): number {
  const notes = answers.flatMap((answer) => answer.notes).filter((note) => note.code === code);
  return notes.reduce((total, { count }) => total + count, 0);
}
