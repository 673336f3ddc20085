import { NO_MEMORY } from '../../../../src/alerts/episodes/state.js';
import type { DayHistory } from '../../../../src/alerts/history.js';
import type { JudgeInput } from '../../../../src/alerts/judge/input.js';
import type { AlertKind } from '../../../../src/alerts/series.js';
import type { AlertRule, ChangeRule, LevelRule } from '../../../../src/config/config.js';
import { addDays } from '../../../../src/lib/time/zone.js';

/** The judged day, a Tuesday. */
export const TUESDAY = '2026-11-24';

export type Values = readonly (number | null)[];

export const each = (count: number, value: number | null): Values =>
  new Array<number | null>(count).fill(value);

/** Around `mean`, as far as chance has it, and the same each week. */
export const around = (mean: number, count: number): Values =>
  Array.from({ length: count }, (_, index) => mean + (((index * 5) % 7) - 3) * Math.round(mean / 20));

export const daysUpTo = (values: Values, last = TUESDAY) =>
  values.map((value, index) => ({ day: addDays(last, index - values.length + 1), value }));

/** A bot's counts up to the judged day. */
export const historyOf = (counts: Readonly<Record<string, Values>>, last = TUESDAY): DayHistory => ({
  counts: Object.fromEntries(Object.entries(counts).map(([of, values]) => [of, daysUpTo(values, last)])),
  goodAt: null,
  gap: null,
});

/** How a rule judges a history of conversations, or whole histories. */
export function inputOf(
  rule: AlertRule,
  given: Values | readonly DayHistory[],
  changes: Partial<JudgeInput> & { readonly kind?: AlertKind } = {},
): JudgeInput {
  const { kind = rule.kind, ...others } = changes;
  const histories = given.filter((one) => typeof one === 'object' && one !== null);
  const values = given.filter((one) => typeof one !== 'object' || one === null);
  return {
    rule,
    series: { bot: 'support', source: null, kind, of: rule.kind === 'gap' ? null : rule.of },
    histories: histories.length > 0 ? histories : [historyOf({ conversations: values })],
    day: TUESDAY,
    memory: NO_MEMORY,
    alpha: 1 / 730,
    isHoliday: () => false,
    weekStart: 'monday',
    now: Date.parse('2026-11-25T07:00:00Z'),
    ...others,
  };
}

const LEVEL = { allowance: null, within: null, projected: false, days: 1, least: 0 };

export const above = (limit: number, changes: Partial<LevelRule> = {}): LevelRule => ({
  ...LEVEL,
  kind: 'above',
  of: 'conversations',
  limit,
  ...changes,
});

export const below = (limit: number, changes: Partial<LevelRule> = {}): LevelRule => ({
  ...above(limit, changes),
  kind: 'below',
});

export const changed = (kind: 'up' | 'down', by: number, changes: Partial<ChangeRule> = {}): ChangeRule => ({
  kind,
  of: 'conversations',
  by,
  over: 7,
  days: 1,
  least: 0,
  ...changes,
});
