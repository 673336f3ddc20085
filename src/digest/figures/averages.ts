import { averageStep } from '../../chatbot/plan/plan.js';
import type { Snapshot } from '../../chatbot/snapshot.js';
import { isCut, type Window, windowOf } from '../../schedule/window.js';
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
  const axis = {
    ...createAxis({
      bucket: size,
      window: utcDays(window),
      comparison: comparison && utcDays(comparison),
      weekStart: 'monday',
    }),
    bucket: size,
  };
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

/** The window's dates as UTC days, cut where the window is. */
function utcDays(local: Window): Window {
  const whole = windowOf('UTC', [local.firstDay, local.lastDay]);
  return isCut(local) ? { ...whole, to: Math.max(whole.from, Math.min(whole.to, local.to)) } : whole;
}
