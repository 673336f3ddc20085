import type { Context } from '../context.js';
import type { Section } from '../digest.js';
import { average } from './average.js';
import { bySource } from './by-source.js';
import { heatmap } from './heatmap.js';
import { lostStepsTable } from './lost-steps.js';
import { ranking } from './ranking.js';
import { scorecard } from './scorecard.js';
import { sourcesOverTime } from './sources-over-time.js';
import { timeSeries } from './time-series.js';
import { unused } from './unused.js';
import { fallbackByWeek, weeks } from './weeks.js';

/** The sections of the chosen reports in the order trend, breakdown, interactions, hours, and the vendor's average last. A repeated empty text is shown once. */
export function sectionsOf(context: Context): readonly Section[] {
  const { chosen, config, bots, averages, heatmap: grid, interactions } = context;
  const source = chosen('conversations') ? bySource(context) : null;
  const stacked = chosen('conversations') && config.reports.bySource ? sourcesOverTime(context) : null;
  const byWeek = [chosen('conversations') ? weeks(context) : null, interactions && fallbackByWeek(context)];
  return saidOnce([
    ...byWeek.filter((section) => section !== null),
    ...(['conversations', 'messages', 'paid'] as const)
      .filter(chosen)
      .map((report) => timeSeries(context, report)),
    ...(stacked ? [stacked] : []),
    ...(chosen('conversations') && bots.length > 1 ? [scorecard(context)] : []),
    ...(source ? [source] : []),
    ...(interactions
      ? [lostStepsTable(context, interactions), ranking(context, interactions), unused(context, interactions)]
      : []),
    ...(grid ? [heatmap(context, grid)] : []),
    ...(averages ? [average(context, averages)] : []),
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
