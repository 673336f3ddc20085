import type { ReportName } from '../../config/config.js';
import type { Context } from '../context.js';
import { groupedBy } from '../../lib/grouped.js';
import type { Lack } from './missing-data.js';
import { nameList } from '../language/names.js';

/** Bots named in one sentence before the rest are counted. */
export const MOST_NAMES = 4;

/**
 * Sentences about what a section's report lacks, one for each cause: the bots it concerns, and why. Of a bot
 * whose figures are missing altogether nothing more is told.
 */
export function missingIn(
  context: Context,
  report: ReportName,
  scopes: readonly Lack['scope'][] = ['current', 'comparison'],
): readonly string[] {
  const own = context.lacks.filter((lack) => lack.report === report);
  const absent = new Set(own.filter((lack) => lack.scope === 'current' && lack.whole).map(({ bot }) => bot));
  const lacks = own.filter(
    ({ scope, bot }) => scopes.includes(scope) && (scope === 'current' || !absent.has(bot)),
  );
  return [...groupedBy(lacks, causeOf).values()].map((group) => sentence(context, group));
}

const causeOf = (lack: Lack) => `${lack.scope} ${lack.whole} ${lack.reason}`;

function sentence({ words }: Context, group: readonly [Lack, ...Lack[]]): string {
  const [{ scope, whole, reason }] = group;
  const bots = nameList(
    group.map((lack) => lack.bot),
    MOST_NAMES,
    words,
  );
  const why = words.say(`why.${reason}`);
  return words.say(`missing.${scope}.${whole ? 'whole' : 'part'}`, { bots, why });
}
