import { averageStep } from '../../chatbot/plan/plan.js';
import type { Snapshot } from '../../chatbot/snapshot.js';
import { bucketsOf } from '../../schedule/bucket.js';
import type { Window } from '../../schedule/window.js';
import type { Source } from '../../vocabulary/chatbot.js';
import { type Axis, createAxis } from './axis.js';
import { answersOf, type Steps, stepsOf } from './figures.js';

/** The vendor's average of one bot, or of one of its sources if sources were requested separately. */
export interface Average {
  readonly bot: { readonly id: string; readonly name: string };
  readonly source: Source | null;
  readonly current: Steps;
  readonly comparison: Steps | null;
}

export interface Averages {
  /** UTC days, or UTC months or years if the digest's axis has these. */
  readonly axis: Axis & { readonly bucket: 'day' | 'month' | 'year' };
  readonly series: readonly Average[];
}

/** Averages are never summed or averaged over bots, sources or steps: the vendor does not document what they average. */
export function averagesOf({ bots, bucket, window, comparison }: Snapshot): Averages {
  const size = averageStep(bucket);
  const steps = (local: Window) => bucketsOf(utcDays(local), size, 'monday');
  const axis = { ...createAxis(size, steps(window), comparison && steps(comparison)), bucket: size };
  const series = bots.flatMap((bot) => {
    const current = answersOf(bot, 'average', 'current');
    const before = answersOf(bot, 'average', 'comparison');
    return [...new Set(current.map(({ source }) => source))].map((source) => ({
      bot: { id: bot.id, name: bot.name },
      source,
      current: stepsOf(
        current.filter((answer) => answer.source === source),
        axis.current,
      ),
      comparison:
        axis.comparison &&
        stepsOf(
          before.filter((answer) => answer.source === source),
          axis.comparison,
        ),
    }));
  });
  return { axis, series };
}

/** The window's local days taken as UTC days. */
function utcDays({ firstDay, lastDay }: Window): Window {
  const from = Date.parse(firstDay);
  return { zone: 'UTC', firstDay, lastDay, from, to: Date.parse(lastDay) + 86_400_000 };
}
