import { groupedBy } from '../../lib/grouped.js';
import type { Context } from '../context.js';
import type { Callout } from '../digest.js';
import { nameList } from '../language/names.js';
import { holesOf, type MissingData } from '../missing/missing-data.js';
import { MAX_NAMES } from '../thresholds.js';

/** Missing figures of the window come first, because every other callout depends on them. */
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

/** Only the bot when all of its reports are missing; else with its missing or incomplete reports. */
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
