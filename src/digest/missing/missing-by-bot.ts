import { groupedBy } from '../../lib/grouped.js';
import type { ReportName } from '../../vocabulary/chatbot.js';
import type { Context } from '../context.js';
import { nameList } from '../language/names.js';
import type { MissingData } from './missing-data.js';

/** Maximum number of bots named in a sentence; the rest are counted. */
export const MAX_MISSING_NAMES = 4;

/**
 * Sentences about missing data of a section's report: one for each cause, with its bots. A bot without any figures is mentioned for
 * that only.
 */
export function missingIn(
  context: Context,
  report: ReportName,
  scopes: readonly MissingData['scope'][] = ['current', 'comparison'],
): readonly string[] {
  const own = context.missingData.filter((missing) => missing.report === report);
  const absent = new Set(
    own.filter((missing) => missing.scope === 'current' && missing.whole).map(({ bot }) => bot),
  );
  const missing = own.filter(
    ({ scope, bot }) => scopes.includes(scope) && (scope === 'current' || !absent.has(bot)),
  );
  return [...groupedBy(missing, causeOf).values()].map((group) => sentence(context, group));
}

const causeOf = (missing: MissingData) => `${missing.scope} ${missing.whole} ${missing.reason}`;

function sentence({ words }: Context, group: readonly [MissingData, ...MissingData[]]): string {
  const [{ scope, whole, reason }] = group;
  const bots = nameList(
    group.map((missing) => missing.bot),
    MAX_MISSING_NAMES,
    words,
  );
  const why = words.say(`why.${reason}`);
  return words.say(`missing.${scope}.${whole ? 'whole' : 'part'}`, { bots, why });
}
