import { groupedBy } from '../../lib/grouped.js';
import type { Context } from '../context.js';
import { nameList } from '../language/names.js';
import { holesOf, type MissingData } from '../missing/missing-data.js';
import { MAX_NAMES } from '../thresholds.js';
import { type Finding, finding } from './finding.js';

/** Missing figures of the window. */
export function missingFinding(context: Context): Finding | null {
  const { words, missingData, bots } = context;
  const groups = [...groupedBy(holesOf(missingData), ({ bot }) => bot).values()];
  if (groups.length === 0) return null;
  const named = groups.map((own) => nameOf(context, own));
  const absent = new Set(groups.map(([{ bot }]) => bot));
  const { callout } = finding({
    rule: 'missing',
    section: 'about',
    tone: 'attention',
    about: {
      bots: bots.filter(({ name }) => absent.has(name)).map(({ id }) => id),
      sources: [],
      steps: [],
    },
    values: { bots: groups.length, ofBots: bots.length },
    heading: words.say('callout.missing'),
    body: words.say('callout.missing.rest', { bots: nameList(named, MAX_NAMES, words) }),
  });
  const names = groups.map(([{ bot }]) => bot);
  const summary = `${callout.heading}${words.say('callout.names', { names: nameList(names, MAX_NAMES, words) })}`;
  return { callout, summary };
}

/** Only the bot when all of its reports are missing; else with its missing or incomplete reports. */
function nameOf({ words, config }: Context, holes: readonly [MissingData, ...MissingData[]]): string {
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
