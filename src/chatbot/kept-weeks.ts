import type { ChatbotConfig } from '../config/config.js';
import { keyOf } from './plan/request-key.js';
import type { Answered } from './read/answer.js';
import type { ReportAnswer } from './snapshot.js';

/** Answers for past weeks, kept between runs by the key of their history request. Neither method rejects. */
export interface KeptWeeks {
  /** JSON texts by key; those that are not kept are absent. */
  of(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  keep(weeks: readonly KeptWeek[]): Promise<void>;
}

export interface KeptWeek {
  readonly key: string;
  /** When the week ended, epoch ms. */
  readonly ended: number;
  /** Its answers. */
  readonly json: string;
}

const HOUR = 3_600_000;

/** Counts of a week may still grow for this long after its end. */
const SETTLED_AFTER = 24 * HOUR;

/** How long a week is kept after its end. */
export const WEEKS_KEPT_FOR = 26 * 7 * 24 * HOUR;

export async function readWeeks(
  weeks: KeptWeeks,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly ReportAnswer[]>> {
  const kept = keys.length === 0 ? new Map<string, string>() : await weeks.of(keys);
  return new Map([...kept].map(([key, json]) => [key, JSON.parse(json) as ReportAnswer[]]));
}

/**
 * What to keep of the requests made at `at` (epoch ms): complete answers for past weeks. `ofWeeks` are the keys under which a history would
 * ask for the weeks of the windows themselves.
 */
export function weeksToKeep(
  answered: readonly Answered[],
  { ofWeeks, chatbot, at }: { ofWeeks: ReadonlySet<string>; chatbot: ChatbotConfig; at: number },
): KeptWeek[] {
  return answered.flatMap(({ planned, answers }) => {
    const ended = planned.to;
    if (ended > at - SETTLED_AFTER || ended <= at - WEEKS_KEPT_FOR || !answers.every(isComplete)) return [];
    const key = keyOf({ ...planned, window: 'history' }, chatbot);
    if (planned.window !== 'history' && !ofWeeks.has(key)) return [];
    const json = JSON.stringify(answers.map((answer) => ({ ...answer, window: 'history' })));
    return [{ key, ended, json }];
  });
}

function isComplete({ result, notes }: ReportAnswer): boolean {
  if (notes.some(({ code }) => code === 'bad-values')) return false;
  switch (result.kind) {
    case 'series':
      return result.points.every(({ value }) => value !== null);
    case 'interactions':
      return result.rows.every(({ value }) => value !== null);
    default:
      return false;
  }
}
