import { MAX_JUDGED } from '../../alerts/check.js';
import { type DayHistory, HISTORY_DAYS } from '../../alerts/history.js';
import type { SeriesId } from '../../alerts/series.js';
import type { DayCount } from '../../baseline/days.js';
import type { Answers } from '../../chatbot/fetch.js';
import type { DaysWanted } from '../../chatbot/plan/days.js';
import type { Gap, ReportAnswer } from '../../chatbot/snapshot.js';
import type { AlertConfig, AlertRule, BotConfig } from '../../config/config.js';
import { bucketValues } from '../../digest/figures/local-series.js';
import { ratePartsOf } from '../../digest/interactions/interactions.js';
import { addDays, type Day, daysBetween, startOfMonth, startOfYear } from '../../lib/time/zone.js';
import { type Bucket, bucketsOf } from '../../schedule/bucket.js';
import { windowOf } from '../../schedule/window.js';
import type { Source } from '../../vocabulary/chatbot.js';
import type { RunWatch } from '../prepare/figures.js';

export interface FetchDaysTools {
  /** The answers for whole days, in the order of what is wanted. */
  fetchDays(
    wanted: readonly DaysWanted[],
    watch: RunWatch,
    answers?: Answers,
  ): Promise<readonly (readonly ReportAnswer[])[]>;
}

/** The history of a bot, or of one source of it. */
export interface BotHistory {
  readonly bot: BotConfig;
  readonly source: Source | null;
  readonly history: DayHistory;
  /** Why figures are missing; empty when none are. */
  readonly gaps: readonly Gap[];
}

type Report = DaysWanted['report'];

/** A bot, or one source of it, with what is asked for it. */
interface Subject {
  readonly bot: BotConfig;
  readonly source: Source | null;
  readonly reports: readonly Report[];
}

interface HistoryOptions {
  readonly watch: RunWatch;
  readonly answers?: Answers;
  /** Asks for every day of fallbacks at once, also where only a limit is judged. */
  readonly whole?: boolean;
}

/** Fetches the days that the rules of an alert look at, up to `last`. `at` is the current time, epoch ms. */
export async function historiesFor(
  tools: FetchDaysTools,
  alert: AlertConfig,
  { first, last, at }: { readonly first: Day; readonly last: Day; readonly at: number },
  { watch, answers, whole = false }: HistoryOptions,
): Promise<readonly BotHistory[]> {
  const { timezone: zone, weekStart } = alert;
  const subjects = subjectsOf(alert);
  const days = daysFrom(first, last);
  const wanted = subjects.flatMap(({ bot, source, reports }) =>
    reports.map((report): DaysWanted => {
      const asked = source === null ? bot : { ...bot, sources: [source] };
      const common = { bot: asked, report, zone, weekStart };
      return report === 'interactions' && !whole && !learnsFromFallbacks(alert)
        ? { ...common, days: days.slice(-MAX_JUDGED), older: days.slice(0, -MAX_JUDGED) }
        : { ...common, days };
    }),
  );
  const fetched = [...(await tools.fetchDays(wanted, watch, answers))];
  const buckets = bucketsOf(windowOf(zone, [first, last]), 'day', 'monday');
  return subjects.map(({ bot, source, reports }) => {
    const own = fetched.splice(0, reports.length);
    const counts = reports.map((report, index) => countsOf(report, own[index] ?? [], buckets));
    const gaps = own.flat().flatMap(({ result }) => (result.kind === 'gap' ? [result] : []));
    return {
      ...{ bot, source, gaps },
      history: {
        counts: Object.assign({}, ...counts),
        goodAt: gaps.length === 0 ? at : null,
        gap: gaps[0]?.reason ?? null,
      },
    };
  });
}

/** Why figures are missing, a sentence each. */
export const gapSentences = (bots: readonly BotHistory[]): readonly string[] => [
  ...new Set(bots.flatMap(({ gaps }) => gaps.map(({ message }) => message))),
];

/** Finds the histories of a series: its own, or those of all bots. */
export const historiesIn =
  (bots: readonly BotHistory[]) =>
  (series: SeriesId): readonly DayHistory[] =>
    bots.flatMap(({ bot, source, history }) =>
      source === series.source && (series.bot === null || series.bot === bot.id) ? [history] : [],
    );

/** The first day that the rules of an alert look at to judge `day` and those before it: their history, or the begin of a period. */
export function firstDayFor({ rules }: Pick<AlertConfig, 'rules'>, day: Day): Day {
  const days = rules.map((rule) => {
    const begun = periodBegin(rule, day);
    const history = addDays(day, -HISTORY_DAYS - MAX_JUDGED + 1);
    return begun !== null && begun < history ? begun : history;
  });
  return days.toSorted()[0] ?? day;
}

function periodBegin(rule: AlertRule, day: Day): Day | null {
  if (!('within' in rule)) return null;
  if (rule.within === 'thisYear') return startOfYear(day);
  // A quarter begins at most three months before.
  return rule.within === 'thisQuarter' ? addDays(startOfMonth(day), -62) : null;
}

function subjectsOf(alert: AlertConfig): readonly Subject[] {
  const { bots, sources, rules } = alert;
  const each = new Set(rules.flatMap(reportsOf));
  const whole = new Set(rules.filter((rule) => needsWhole(rule) || sources === null).flatMap(reportsOf));
  return bots.flatMap((bot) => [
    ...(whole.size > 0 ? [{ bot, source: null, reports: [...whole] }] : []),
    ...(sources ?? []).map((source) => ({ bot, source, reports: [...each] })),
  ]);
}

/** Judged of all sources together, also where the alert watches some by themselves. */
const needsWhole = (rule: AlertRule): boolean =>
  rule.kind === 'gap' || ('within' in rule && rule.within !== null);

/** A gap shows in any report: the cheapest is asked. */
function reportsOf(rule: AlertRule): readonly Report[] {
  if (rule.kind === 'gap') return ['conversations'];
  return rule.of === 'fallbacks' || rule.of === 'fallbackRate' ? ['interactions'] : [rule.of];
}

/** Whether fallbacks are compared with eight weeks of them, which then take a request a day at once. */
const learnsFromFallbacks = ({ rules }: AlertConfig): boolean =>
  rules.some(
    (rule) => reportsOf(rule).includes('interactions') && rule.kind !== 'above' && rule.kind !== 'below',
  );

function countsOf(report: Report, answers: readonly ReportAnswer[], buckets: readonly Bucket[]) {
  if (report !== 'interactions') {
    const values = bucketValues(answers, buckets);
    return { [report]: buckets.map(({ key }, index) => ({ day: key, value: values[index] ?? null })) };
  }
  const rates = buckets.map(({ key, from }) => ({
    day: key,
    rate: ratePartsOf(answers.filter((answer) => answer.from === from)),
  }));
  const days = (field: 'uses' | 'hits') =>
    rates.map(({ day, rate }): DayCount => ({ day, value: rate?.[field] ?? null }));
  return { fallbacks: days('hits'), uses: days('uses') };
}

const daysFrom = (first: Day, last: Day): readonly Day[] =>
  Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index));
