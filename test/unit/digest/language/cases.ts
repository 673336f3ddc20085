import type { InteractionRow, ReportAnswer, Snapshot } from '../../../../src/chatbot/snapshot.js';
import type { DigestConfig } from '../../../../src/config/config.js';
import { cutAt } from '../../../../src/schedule/window.js';
import {
  CLOCK_CHANGE,
  CROWD,
  DAILY,
  EMPTY,
  SALES,
  SUPPORT,
  WEEKLY,
  YEARS,
} from '../../../support/digests.js';
import {
  changed,
  interaction,
  snapshot,
  type TestBot,
  type TestSnapshot,
  withGaps,
} from '../../../support/snapshot.js';

/** A digest to be read in every language. */
interface Case {
  readonly of: TestSnapshot;
  readonly snapshot?: Snapshot;
  readonly config?: Partial<DigestConfig>;
}

const weekly = snapshot(WEEKLY);
const NOTES = ['duplicates', 'disorder', 'outside-range', 'summary-differs', 'bad-values'] as const;

/** Support bot's messages with one of every repair, its conversations with many. */
const repaired = changed(weekly, (answer, bot) =>
  bot.id === 'support' && answer.window === 'current' && ['messages', 'conversations'].includes(answer.report)
    ? {
        ...answer,
        notes: NOTES.map((code) => ({
          code,
          count: answer.report === 'messages' ? 1 : 22,
          detail: 'Not shown.',
        })),
      }
    : answer,
);

const DAYS = SUPPORT.weekdays;
const times = (factor: number) => DAYS.map((value) => Math.round(value * factor));

/** A bot to which nothing happened; `own` is what did. */
const steady = (own: Partial<TestBot> = {}): TestBot => ({
  ...SUPPORT,
  before: DAYS,
  interactionsBefore: SUPPORT.interactions ?? [],
  ...own,
});

const TWIN = steady({ id: 'twin', name: 'Second bot' });
const THIRD = steady({ id: 'third', name: 'Third bot' });

/** The weekly example with the weeks before it. */
const week = (...bots: readonly TestBot[]): TestSnapshot => ({ ...WEEKLY, bots, history: true });

/** The weeks before with paid conversations, messages and interactions as well. */
function learnt(of: TestSnapshot): Snapshot {
  const whole = snapshot(of);
  const bots = whole.bots.map((bot, index) => {
    const past = bot.answers.filter(({ window }) => window === 'history');
    const rows = of.bots[index]?.interactionsBefore ?? [];
    return {
      ...bot,
      answers: [
        ...bot.answers,
        ...past.flatMap((answer): ReportAnswer[] => [
          scaled({ ...answer, report: 'paid' }, 0.62),
          scaled({ ...answer, report: 'messages' }, 6),
          { ...answer, report: 'interactions', result: { kind: 'interactions', rows } },
        ]),
      ],
    };
  });
  return { ...whole, bots };
}

function scaled(answer: ReportAnswer, factor: number): ReportAnswer {
  const { result } = answer;
  if (result.kind !== 'series') return answer;
  const points = result.points.map(({ at, value }) => ({ at, value: value && Math.round(value * factor) }));
  return { ...answer, result: { ...result, points } };
}

const known = (of: TestSnapshot, config: Partial<DigestConfig> = {}): Case => ({
  of,
  snapshot: learnt(of),
  config,
});

/** A case in which the answers of the window that `which` accepts are multiplied by `factor`. */
function multiplied(
  of: TestSnapshot,
  factor: number,
  which: (answer: ReportAnswer, bot: string) => boolean,
): Case {
  const whole = changed(learnt(of), (answer, bot) =>
    answer.window === 'current' && which(answer, bot.id) ? scaled(answer, factor) : answer,
  );
  return { of, snapshot: whole };
}

const from = (...sources: readonly string[]) => {
  const held = new Set(sources);
  return ({ purpose, source }: ReportAnswer) =>
    purpose === 'by-source' && source !== null && held.has(source);
};

/** A window up to a moment in its last day. */
function running(of: TestSnapshot, at: string, config: Partial<DigestConfig> = {}): Case {
  const scheduledFor = Date.parse(at);
  const whole = snapshot({ ...of, scheduledFor });
  const cut = cutAt(whole, scheduledFor);
  const until = { ...whole, ...cut };
  const past = changed(until, (answer) => {
    const end = answer.window === 'current' ? cut.window.to : (cut.comparison?.to ?? 0);
    const { result } = answer;
    return result.kind === 'series'
      ? { ...answer, result: { ...result, points: result.points.filter((point) => point.at < end) } }
      : answer;
  });
  return { of, snapshot: past, config };
}

/** Rows of the support bot in which some names have other uses. */
const uses = (others: Readonly<Record<string, number>>, more: readonly InteractionRow[] = []) => [
  ...(SUPPORT.interactions ?? []).map((row) => ({ ...row, value: others[row.name] ?? row.value })),
  ...more,
];
const lostAfter = (parentId: string, value: number) =>
  interaction({ parentId, type: 'contextFallback', name: 'Fallback Interaction', value });
const rising = uses({}, [lostAfter('track', 90)]);
const falling = (SUPPORT.interactions ?? []).filter(({ type }) => type !== 'contextFallback');

const MONTH: TestSnapshot = {
  ...WEEKLY,
  days: ['2026-11-01', '2026-11-19'],
  before: ['2026-10-01', '2026-10-19'],
  bots: [steady({ weekdays: times(1.5) }), SALES],
};

const YEAR: TestSnapshot = {
  ...WEEKLY,
  days: ['2026-01-01', '2026-11-23'],
  before: ['2025-01-01', '2025-11-23'],
  bots: [steady({ weekdays: times(0.7) })],
};

const below = (limit: number) => ({ side: 'below', limit }) as const;
const above = (limit: number) => ({ side: 'above', limit }) as const;
const MAIL = { on: '2026-11-19', text: 'Black Friday mail' } as const;

export const CASES: Readonly<Record<string, Case>> = {
  weekly: { of: WEEKLY },
  daily: { of: DAILY },
  'one day': { of: { ...DAILY, bucket: 'day' } },
  'ten days': { of: { ...WEEKLY, days: ['2026-11-11', '2026-11-20'], before: ['2026-11-01', '2026-11-10'] } },
  'three months': {
    of: { ...WEEKLY, days: ['2026-08-01', '2026-10-31'], before: ['2026-05-01', '2026-07-31'] },
  },
  'a quarter by the week': {
    of: {
      ...WEEKLY,
      bucket: 'week',
      days: ['2026-07-01', '2026-09-30'],
      before: ['2026-04-01', '2026-06-30'],
    },
  },
  'two years': { of: YEARS },
  'a clock change': { of: CLOCK_CHANGE },
  'fifty bots': { of: CROWD },
  empty: { of: EMPTY },
  'nothing to compare with': { of: { ...WEEKLY, before: null, bots: [SUPPORT] } },
  'a fall': {
    of: {
      ...WEEKLY,
      bots: [{ ...SUPPORT, weekdays: SUPPORT.before ?? [], before: [400, 400, 400, 400, 380, 90, 80] }],
    },
  },
  'a refused token': {
    of: WEEKLY,
    snapshot: withGaps(weekly, 'unauthorized', (_answer, { id }) => id === 'sales'),
  },
  'gaps in the comparison': {
    of: WEEKLY,
    snapshot: withGaps(
      weekly,
      'server-error',
      ({ window }, { id }) => id === 'sales' && window === 'comparison',
    ),
  },
  'a gap in the sources': {
    of: WEEKLY,
    snapshot: withGaps(
      weekly,
      'rate-limited',
      ({ purpose, source }) => purpose === 'by-source' && source === 'slack',
    ),
  },
  'nothing but gaps': { of: WEEKLY, snapshot: withGaps(weekly, 'unreachable', () => true) },
  repairs: { of: WEEKLY, snapshot: repaired },
  'a correction': {
    of: WEEKLY,
    snapshot: { ...weekly, slot: { ...weekly.slot, trigger: 'correction' } },
  },
  'a day that still runs': { of: { ...DAILY, scheduledFor: Date.parse('2026-11-19T12:00:00Z') } },

  'a usual week': known(week(steady()), {
    goals: { conversations: above(1000), fallbackRate: below(0.06) },
  }),
  'a usual day': known({
    ...DAILY,
    before: ['2026-11-12', '2026-11-12'],
    bots: [steady()],
    history: true,
  }),
  'ten usual days': known({
    ...week(steady()),
    days: ['2026-11-11', '2026-11-20'],
    before: ['2026-11-01', '2026-11-10'],
  }),
  'a steady week': { of: { ...WEEKLY, bots: [steady()] } },
  'a silent bot': { of: { ...WEEKLY, bots: [SUPPORT, { ...SALES, weekdays: [] }] } },
  'two silent bots': {
    of: { ...WEEKLY, bots: [SUPPORT, { ...SALES, weekdays: [] }, steady({ ...TWIN, weekdays: [98] })] },
  },
  'a silent bot, not compared': {
    of: { ...week({ ...SALES, weekdays: [] }, steady()), before: null },
  },
  'a silent source': multiplied(week(steady(), TWIN), 0, from('messenger')),
  'two silent sources': multiplied(week(steady(), TWIN), 0, from('messenger', 'livechat')),
  'more fallbacks': known(week(steady({ interactions: rising }))),
  'more fallbacks of two bots': known(week(steady({ interactions: rising }), TWIN)),
  'more fallbacks after a step without uses': known(
    week(steady({ interactions: uses({ 'Default fallback': 40 }, [lostAfter('careers', 110)]) })),
  ),
  'fewer fallbacks': known(week(steady({ interactions: falling }))),
  'fewer fallbacks of two bots': known(
    week(steady({ interactions: falling }), { ...TWIN, interactions: falling }),
  ),
  'a spike': known(week(steady({ weekdays: DAYS.map((value, day) => (day === 3 ? 560 : value)) })), {
    notes: [MAIL],
  }),
  'a busy day': known(
    week(steady({ weekdays: DAYS.map((value, day) => (day === 3 ? 275 : Math.round(value * 0.92))) })),
    { notes: [MAIL] },
  ),
  'a quiet day': known(
    week(steady({ weekdays: DAYS.map((value, day) => (day === 3 ? 130 : Math.round(value * 1.04))) })),
    { notes: [{ ...MAIL, text: 'Public holiday' }] },
  ),
  'every day above': known(week(steady({ weekdays: times(1.5) })), { goals: { paid: below(900) } }),
  'every day below': known(week(steady({ weekdays: times(0.5) })), {
    goals: { conversations: above(1000) },
  }),
  'above, not compared': known({ ...week(steady({ weekdays: times(1.5) })), before: null }),
  'below, not compared': known({ ...week(steady({ weekdays: times(0.5) })), before: null }),
  'many times as many': known(week(steady({ weekdays: times(8.6) }))),
  'a bot that rose with all': known(week(steady({ weekdays: times(1.6) }), TWIN)),
  'a bot that fell with all': known(week(steady({ weekdays: times(0.4) }), TWIN)),
  'a bot of many times': { of: { ...WEEKLY, bots: [{ ...SALES, before: times(0.1) }, steady()] } },
  'a bot that began': { of: { ...WEEKLY, bots: [{ ...SALES, before: [] }, steady(), THIRD] } },
  'a source that rose': multiplied(week(steady(), TWIN), 1.8, from('messenger')),
  'a source that fell': multiplied(week(steady(), TWIN), 0.3, from('messenger')),
  'more paid': multiplied(week(steady()), 1.3, ({ report }) => report === 'paid'),
  'fewer paid': multiplied(week(steady()), 0.6, ({ report }) => report === 'paid'),
  'more messages': multiplied(week(steady()), 1.5, ({ report }) => report === 'messages'),
  'fewer messages': multiplied(week(steady()), 0.6, ({ report }) => report === 'messages'),
  'other interactions': known(
    week(
      steady({
        interactions: uses({ 'Talk to a person': 0, 'Gift finder': 90 }, [
          interaction({ id: 'gift', name: 'Gift finder', value: 90 }),
        ]),
      }),
    ),
  ),
  'marked interactions': {
    of: WEEKLY,
    config: {
      marked: {
        handover: ['Talk to a person'],
        goals: ['Track my order'],
        problems: ['Return an item'],
      },
      workingHours: { days: [1, 2, 3, 4, 5], from: 12, to: 23 },
    },
  },
  'a running month': running(MONTH, '2026-11-19T12:00:00Z', {
    period: 'thisMonth',
    goals: { conversations: above(5000), paid: below(3000) },
  }),
  'a running year': running(YEAR, '2026-11-23T12:00:00Z', {
    period: 'thisYear',
    goals: { conversations: above(60_000) },
  }),
  'a running day': running({ ...DAILY, bots: [SUPPORT, SALES] }, '2026-11-19T12:00:00Z', {
    period: 'today',
  }),
  'a year by the month': {
    of: { ...YEAR, days: ['2025-01-01', '2025-12-31'], before: ['2024-01-01', '2024-12-31'] },
  },
  'three years by the year': {
    of: {
      ...YEARS,
      bucket: 'year',
      days: ['2023-01-01', '2025-12-31'],
      before: ['2020-01-01', '2022-12-31'],
    },
  },
  'days of long ago': {
    of: { ...WEEKLY, days: ['2026-11-11', '2026-11-20'], before: ['2026-10-02', '2026-10-11'] },
  },
  'fifty usual bots': known({
    ...CROWD,
    bots: Array.from({ length: 50 }, (_, index) =>
      steady({ id: `bot-${index}`, name: `Shop ${index}`, interactions: [], interactionsBefore: [] }),
    ),
    history: true,
  }),
  'a month': {
    of: {
      ...WEEKLY,
      days: ['2026-10-01', '2026-10-31'],
      before: ['2026-09-01', '2026-09-30'],
      bots: [steady({ weekdays: times(1.3) }), SALES],
    },
  },
};
