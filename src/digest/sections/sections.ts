import type { Context } from '../context.js';
import type { Section } from '../digest.js';
import { average } from './average.js';
import { byBot } from './by-bot.js';
import { bySource } from './by-source.js';
import { fallbacks } from './fallbacks.js';
import { heatmap } from './heatmap.js';
import { ranking } from './ranking.js';
import { sourcesOverTime } from './sources-over-time.js';
import { timeSeries } from './time-series.js';
import { unused } from './unused.js';

/** The sections of the chosen reports in the order trend, breakdown, hours, interactions. A repeated empty text is shown once. */
export function sectionsOf(context: Context): readonly Section[] {
  const { chosen, config, bots, averages, heatmap: grid, interactions } = context;
  const source = chosen('conversations') ? bySource(context) : null;
  const stacked = chosen('conversations') && config.reports.bySource ? sourcesOverTime(context) : null;
  return saidOnce([
    ...(['conversations', 'messages', 'paid'] as const)
      .filter(chosen)
      .map((report) => timeSeries(context, report)),
    ...(averages ? [average(context, averages)] : []),
    ...(stacked ? [stacked] : []),
    ...(chosen('conversations') && bots.length > 1 ? [byBot(context)] : []),
    ...(source ? [source] : []),
    ...(grid ? [heatmap(context, grid)] : []),
    ...(interactions
      ? [ranking(context, interactions), fallbacks(context, interactions), unused(context, interactions)]
      : []),
  ]);
}

/** Drops empty sections whose empty text was already shown. */
function saidOnce(sections: readonly Section[]): readonly Section[] {
  const said = new Set<string>();
  return sections.filter(({ emptyText, missing }) => {
    if (emptyText === null || missing.length > 0) return true;
    const again = said.has(emptyText);
    said.add(emptyText);
    return !again;
  });
}
