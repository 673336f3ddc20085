import { groupedBy } from '../../lib/grouped.js';
import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { nameList } from '../language/names.js';
import { holesOf, type MissingData } from '../missing/missing-data.js';
import { MAX_NAMES } from '../thresholds.js';

/** That figures of the window are missing, first of all, because every other sentence leans on them. */
export function missingCallout(context: Context): Callout | null {
  const { words, missingData } = context;
  const bots = [...groupedBy(holesOf(missingData), ({ bot }) => bot).values()].map((own) =>
    named(context, own),
  );
  if (bots.length === 0) return null;
  return {
    rule: 'missing',
    section: 'about',
    tone: 'attention',
    heading: words.say('callout.missing'),
    body: words.say('callout.missing.rest', { bots: nameList(bots, MAX_NAMES, words) }),
  };
}

/** A bot alone where nothing of it came; else with the reports that it lacks in whole or in part. */
function named({ words, config }: Context, holes: readonly [MissingData, ...MissingData[]]): string {
  const [{ bot }] = holes;
  const absent = new Set(
    holes.filter(({ scope, whole }) => scope === 'current' && whole).map(({ report }) => report),
  );
  if (config.reports.names.every((report) => absent.has(report))) return bot;
  const reports = holes
    .filter(({ scope, report }) => scope === 'current' || !absent.has(report))
    .map(({ scope, report }) => words.say(scope === 'split' ? 'report.split' : `report.${report}`));
  return words.say('label.of', { name: bot, of: nameList(reports, MAX_NAMES, words) });
}
