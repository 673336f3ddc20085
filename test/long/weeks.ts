import { countAround, hitsOf } from '../../src/alerts/trial/draws.js';
import type { BotSnapshot, InteractionRow, ReportAnswer, Snapshot } from '../../src/chatbot/snapshot.js';
import { type Random, randomOf } from '../../src/lib/random.js';
import { addDays, type Day } from '../../src/lib/time/zone.js';
import { windowOf } from '../../src/schedule/window.js';
import type { Source } from '../../src/vocabulary/chatbot.js';
import { interaction } from '../support/snapshot.js';

/** Bots that talk alike every week, in which only chance makes a difference. */
export interface World {
  /** Conversations of all bots, on average. */
  readonly perWeek: number;
  /** The variance of every count relative to chance. */
  readonly dispersion: number;
  /** Bots, the first the largest. */
  readonly parts: number;
}

/** What happens in the last week. */
export interface Change {
  /** Which bot; all when left out. */
  readonly bot?: number;
  /** Which source; all when left out. */
  readonly source?: Source;
  /** What its conversations are multiplied by. */
  readonly factor: number;
}

const DAY = 86_400_000;
const ZONE = 'UTC';
const LAST: Day = '2026-11-16';
/** Weeks before the last one. */
const WEEKS = 12;
/** Of these, the weeks of which interactions are known. */
const WEEKS_OF_USES = 8;

/** The last week first. */
const WINDOWS = Array.from({ length: WEEKS + 1 }, (_, ago) =>
  windowOf(ZONE, [addDays(LAST, -7 * ago), addDays(LAST, 6 - 7 * ago)]),
);

/** A weekday's part of the week, Monday first. */
const WEEKDAYS = [0.19, 0.18, 0.17, 0.17, 0.15, 0.08, 0.06];
export const SHARES = { widget: 0.6, messenger: 0.3, slack: 0.1 } as const;
const SOURCES = ['widget', 'messenger', 'slack'] as const;

const MESSAGES_EACH = 6;
/** As of lengths that are geometric. */
const MESSAGES_DISPERSION = 5;
const PAID = 0.6;

/** Uses in a conversation, and the fallbacks after them. */
const STEPS = [
  { name: 'Track my order', each: 0.4, fallback: 0.1 },
  { name: 'Return an item', each: 0.25, fallback: 0.08 },
  { name: 'Delivery cost', each: 0.16, fallback: 0.06 },
  { name: 'Talk to a person', each: 0.1, fallback: 0 },
  { name: 'Opening hours', each: 0.06, fallback: 0.05 },
  { name: 'Change address', each: 0.03, fallback: 0 },
  { name: 'Invoice copy', each: 0.015, fallback: 0 },
  { name: 'Careers', each: 0.006, fallback: 0 },
  { name: 'Gift cards', each: 0.002, fallback: 0 },
] as const;
const UNKNOWN_EACH = 0.05;

export const botId = (index: number) => `b${index}`;

/** Each bot's part of all conversations. */
export function partsOf(count: number): readonly number[] {
  const weights = Array.from({ length: count }, (_, index) => 1 / (index + 1) ** 0.5);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / all);
}

/** The figures of a week and of the twelve before it. */
export function simulatedWeeks(world: World, seed: number, change: Change | null = null): Snapshot {
  const random = randomOf(seed, JSON.stringify(world), 'rules');
  const bots = partsOf(world.parts).map((part, index): BotSnapshot => {
    const weeks = Array.from({ length: WEEKS + 1 }, (_, ago) =>
      simulatedWeek(random, {
        mean: world.perWeek * part,
        dispersion: world.dispersion,
        change: ago === 0 && change && (change.bot ?? index) === index ? change : null,
      }),
    );
    return {
      id: botId(index),
      name: `Bot ${index}`,
      storyId: `story-${index}`,
      sources: null,
      answers: weeks.flatMap((week, ago) => answersOf(week, ago)),
    };
  });
  const window = windowOf(ZONE, [LAST, addDays(LAST, 6)]);
  return {
    version: 1,
    slot: { digest: 'weekly', scheduledFor: window.to + 8 * 3_600_000, trigger: 'cron' },
    window,
    comparison: windowOf(ZONE, [addDays(LAST, -7), addDays(LAST, -1)]),
    history: windowOf(ZONE, [addDays(LAST, -7 * WEEKS), addDays(LAST, -1)]),
    bucket: 'day',
    bots,
    fetchedAt: '2026-11-23T08:00:00.000Z',
  };
}

/** A bot's week. */
interface Week {
  readonly bySource: Readonly<Record<(typeof SOURCES)[number], readonly number[]>>;
  readonly paid: readonly number[];
  readonly messages: readonly number[];
  readonly rows: readonly InteractionRow[];
}

function simulatedWeek(
  random: Random,
  { mean, dispersion, change }: { mean: number; dispersion: number; change: Change | null },
): Week {
  const counts = (source: (typeof SOURCES)[number]) => {
    const factor = change && (change.source ?? source) === source ? change.factor : 1;
    return WEEKDAYS.map((part) => countAround(random, mean * part * SHARES[source] * factor, dispersion));
  };
  const bySource = { widget: counts('widget'), messenger: counts('messenger'), slack: counts('slack') };
  const all = WEEKDAYS.map((_, day) =>
    SOURCES.reduce((sum, source) => sum + (bySource[source][day] ?? 0), 0),
  );
  const conversations = all.reduce((sum, count) => sum + count, 0);
  return {
    bySource,
    paid: all.map((count) => hitsOf(random, count, { chance: PAID, dispersion })),
    messages: all.map((count) => countAround(random, MESSAGES_EACH * count, MESSAGES_DISPERSION)),
    rows: rowsOf(random, conversations, dispersion),
  };
}

function rowsOf(random: Random, conversations: number, dispersion: number): readonly InteractionRow[] {
  const around = (each: number) => countAround(random, each * conversations, dispersion);
  return [
    interaction({ type: 'welcome', name: 'Welcome', value: conversations }),
    interaction({ type: 'fallback', name: 'Fallback', value: around(UNKNOWN_EACH) }),
    ...STEPS.flatMap(({ name, each, fallback }) => {
      const uses = around(each);
      const lost = hitsOf(random, uses, { chance: fallback, dispersion });
      return [
        interaction({ id: name, name, value: uses - lost }),
        ...(fallback === 0
          ? []
          : [interaction({ parentId: name, type: 'contextFallback', name: 'Fallback', value: lost })]),
      ];
    }),
  ];
}

function answersOf(week: Week, ago: number): readonly ReportAnswer[] {
  const { from, to } = WINDOWS[ago] ?? { from: 0, to: 0 };
  const role = ago === 0 ? 'current' : ago === 1 ? 'comparison' : 'history';
  const base = { window: role, purpose: 'total', source: null, from, to, notes: [] } as const;
  const series = (values: readonly number[]) =>
    ({
      kind: 'series',
      dimension: 'day',
      points: values.map((value, day) => ({ at: from + day * DAY, value })),
    }) as const;
  const all = WEEKDAYS.map((_, day) =>
    SOURCES.reduce((sum, source) => sum + (week.bySource[source][day] ?? 0), 0),
  );
  return [
    { ...base, report: 'conversations', result: series(all) },
    { ...base, report: 'paid', result: series(week.paid) },
    { ...base, report: 'messages', result: series(week.messages) },
    ...(ago > WEEKS_OF_USES
      ? []
      : [{ ...base, report: 'interactions', result: { kind: 'interactions', rows: week.rows } } as const]),
    ...(ago > 1
      ? []
      : SOURCES.map((source) => ({
          ...base,
          purpose: 'by-source' as const,
          source,
          report: 'conversations' as const,
          result: series(week.bySource[source]),
        }))),
  ];
}
