import type { Source } from '../../vocabulary/chatbot.js';
import type { Asker } from '../ask/asker.js';
import { type ProbeFacts, windowDays } from '../ask/facts.js';
import { askSeries } from '../ask/series.js';
import { contradiction, notEnoughData, type ProbeVerdict, settled } from '../finding.js';
import { addUp, type CountSeries, shown, totalIn, within } from '../judge/counts.js';
import { bestFit, type Fit } from '../judge/fit.js';
import { DAY_MS, lastMonth, type Span } from '../judge/span.js';

/** What may have been divided, by the name that is printed. */
const MEANINGS = {
  perHour: 'conversations by the hours of the bucket',
  perActiveHour: 'conversations by its hours with a conversation',
  perDay: 'conversations by its days',
  perActiveDay: 'conversations by its days with a conversation',
  messagesPerConversation: 'messages by conversations',
} as const;
type Meaning = keyof typeof MEANINGS;

/** Compares the daily averages with what each assumption gives, and the average of a month where days alone do not tell. */
export async function averageMeaning(asker: Asker, facts: ProbeFacts): Promise<ProbeVerdict> {
  const range = facts.recent;
  const [averages, messages] = await Promise.all([
    askSeries(asker, { report: 'average', range, dimension: 'day' }),
    askSeries(asker, { report: 'messages', range, dimension: 'day' }),
  ]);
  for (const reply of [averages, messages, facts.hourly])
    if (!reply.ok) return notEnoughData(`An answer to compare with did not come. ${reply.message}`);
  if (!averages.ok || !messages.ok || !facts.hourly.ok) return notEnoughData('An answer did not come.');
  const found = judgeDays({
    averages: averages.counts,
    conversations: within(facts.daily, range),
    messages: messages.counts,
    activeHours: activeHours(facts.hourly.counts),
  });
  return found.meaning === 'perDay' ? ofMonth(asker, facts, found.evidence) : found.verdict;
}

function activeHours(hourly: CountSeries): CountSeries {
  const hours = new Map<number, number>();
  for (const [at, value] of hourly) {
    const day = Math.floor(at / DAY_MS) * DAY_MS;
    if (value > 0) hours.set(day, (hours.get(day) ?? 0) + 1);
  }
  return hours;
}

export interface DailyAverages {
  /** By UTC day. */
  readonly averages: CountSeries;
  readonly conversations: CountSeries;
  readonly messages: CountSeries;
  /** Hours of the day with a conversation. */
  readonly activeHours: CountSeries;
}

interface DaysJudged {
  /** null when none was found. */
  readonly meaning: Meaning | null;
  readonly evidence: string;
  readonly verdict: ProbeVerdict;
}

export function judgeDays({
  averages,
  conversations,
  messages,
  activeHours: active,
}: DailyAverages): DaysJudged {
  const days = [...conversations.keys()];
  const under = (by: (day: number, count: number) => number) =>
    relative(averages, new Map(days.map((day) => [day, by(day, conversations.get(day) ?? 0)])));
  const distances = {
    perHour: under((_, count) => count / 24),
    perActiveHour: under((day, count) => ratio(count, active.get(day) ?? 0)),
    perDay: under((_, count) => count),
    messagesPerConversation: under((day, count) => ratio(messages.get(day) ?? 0, count)),
  };
  const found = bestFit(
    [
      { value: 'perHour' as const, distance: distances.perHour },
      { value: 'perActiveHour' as const, distance: distances.perActiveHour },
      { value: 'perDay' as const, distance: distances.perDay },
      { value: 'messagesPerConversation' as const, distance: distances.messagesPerConversation },
    ],
    toleranceOf(averages),
  );
  const [[first = 0, shownAverage = 0] = []] = [...averages].sort(([, a], [, b]) => b - a);
  const evidence = `On ${days.length} days conversations.avg differs by ${percent(distances.perHour)} from conversations per hour, by ${percent(distances.perActiveHour)} per hour with one, by ${percent(distances.perDay)} per day, by ${percent(distances.messagesPerConversation)} from messages per conversation (its highest is ${shown(shownAverage)}, on a day of ${shown(conversations.get(first) ?? 0)} conversations and ${shown(messages.get(first) ?? 0)} messages)`;
  return judged(found, evidence);
}

function judged(found: Fit<Meaning>, evidence: string): DaysJudged {
  if (found.kind === 'one')
    return { meaning: found.value, evidence, verdict: meaning(found.value, `${evidence}.`) };
  const verdict =
    found.kind === 'several'
      ? notEnoughData(`${evidence}: too much alike to tell.`)
      : contradiction(`${evidence}: none of these fits.`);
  return { meaning: null, evidence, verdict };
}

const meaning = (value: Meaning, evidence: string): ProbeVerdict =>
  settled(value, evidence, { comment: `conversations.avg: ${MEANINGS[value]}; shown as it comes` });

/** A month tells days from days with a conversation, where there is one without. */
async function ofMonth(asker: Asker, facts: ProbeFacts, before: string): Promise<ProbeVerdict> {
  const month = lastMonth(facts.now);
  for (const source of sparseFirst(facts)) {
    const daily = await askSeries(asker, {
      report: 'conversations',
      range: month,
      dimension: 'day',
      ...source,
    });
    if (!daily.ok) return notEnoughData(`${before}; the days of a month did not come. ${daily.message}`);
    const total = totalIn(daily.counts);
    const active = activeDays(daily.counts);
    if (active < MIN_ACTIVE || !tellsApart(active, daysIn(month))) continue;
    const reply = await askSeries(asker, { report: 'average', range: month, dimension: 'month', ...source });
    if (!reply.ok) return notEnoughData(`${before}; the average of a month did not come. ${reply.message}`);
    return judgeMonth(
      { average: addUp([...reply.counts.values()]), total, active, days: daysIn(month) },
      before,
    );
  }
  return notEnoughData(
    `${before}. It is conversations by days; since every source has some each day, or too few, days with a conversation cannot be told from all.`,
  );
}

/** Fewer days with a conversation make an average so small that its rounding hides the difference. */
const MIN_ACTIVE = 8;

/** At least one day in twelve must be without. */
const tellsApart = (active: number, days: number): boolean => active <= days * (11 / 12);

const activeDays = (counts: CountSeries): number => [...counts.values()].filter((value) => value > 0).length;

const daysIn = ({ from, to }: Span): number => Math.round((to - from) / DAY_MS);

/** At most this many sources are tried. */
const MAX_TRIED = 2;

/** Sources with days without a conversation, the busiest first; all of the bot where that has such days itself. */
function sparseFirst(facts: ProbeFacts): { readonly source?: Source }[] {
  const days = (facts.window.to - facts.window.from) / DAY_MS;
  const isSparse = (counts: CountSeries) => tellsApart(activeDays(counts), days);
  if (isSparse(windowDays(facts))) return [{}];
  return [...facts.sources]
    .filter(([, counts]) => isSparse(counts))
    .sort(([, a], [, b]) => totalIn(b) - totalIn(a))
    .slice(0, MAX_TRIED)
    .map(([source]) => ({ source }));
}

export interface MonthAverage {
  readonly average: number;
  readonly total: number;
  /** Days with a conversation. */
  readonly active: number;
  readonly days: number;
}

export function judgeMonth(
  { average: seen, total, active, days }: MonthAverage,
  before: string,
): ProbeVerdict {
  const off = (by: number) => Math.abs(seen - ratio(total, by)) / Math.max(seen, ratio(total, by), 1e-9);
  const found = bestFit<Meaning>(
    [
      { value: 'perDay', distance: off(days) },
      { value: 'perActiveDay', distance: off(active) },
    ],
    0.02,
  );
  const evidence = `${before}; a month of ${shown(total)} conversations on ${active} of ${days} days has ${shown(seen)}: by days ${shown(total / days)}, by days with one ${shown(ratio(total, active))}`;
  return judged(found, evidence).verdict;
}

/** What averages may differ by as a part of them: half of the least step between two of them, for they are rounded, but not much. */
function toleranceOf(averages: CountSeries): number {
  const values = [...averages.values()].sort((a, b) => a - b);
  const steps = values.slice(1).map((value, at) => value - (values[at] ?? 0));
  const least = Math.min(...steps.filter((step) => step > 0));
  const rounding = values.length === 0 ? 0 : (least / 2) * values.length;
  return 0.01 + Math.min(MAX_ROUNDING, rounding / Math.max(totalIn(averages), 1e-9));
}

const MAX_ROUNDING = 0.04;

/** The sum of the differences, as a part of the larger sum. */
function relative(left: CountSeries, right: CountSeries): number {
  const instants = new Set([...left.keys(), ...right.keys()]);
  const off = addUp([...instants].map((at) => Math.abs((left.get(at) ?? 0) - (right.get(at) ?? 0))));
  return off / Math.max(totalIn(left), totalIn(right), 1e-9);
}

const ratio = (whole: number, by: number): number => (by === 0 ? 0 : whole / by);

const percent = (part: number) => `${shown(Math.round(part * 1_000) / 10)} %`;
