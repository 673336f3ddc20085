import type { Context } from '../context.js';
import type { Section } from '../digest.js';
import { average } from './average.js';
import { byBot } from './by-bot.js';
import { bySource } from './by-source.js';
import { fallbacks } from './fallbacks.js';
import { heatmap } from './heatmap.js';
import { ranking } from './ranking.js';
import { timeSeries } from './time-series.js';
import { unused } from './unused.js';

/** The sections of the chosen reports in reading order: the shape, who and where, when, what people did. */
export function sectionsOf(context: Context): readonly Section[] {
  const { chosen, bots, averages, heatmap: grid, interactions } = context;
  const source = chosen('conversations') ? bySource(context) : null;
  return [
    ...(['conversations', 'messages', 'paid'] as const)
      .filter(chosen)
      .map((report) => timeSeries(context, report)),
    ...(averages ? [average(context, averages)] : []),
    ...(chosen('conversations') && bots.length > 1 ? [byBot(context)] : []),
    ...(source ? [source] : []),
    ...(grid ? [heatmap(context, grid)] : []),
    ...(interactions
      ? [ranking(context, interactions), fallbacks(context, interactions), unused(context, interactions)]
      : []),
  ];
}
