import { countsDiffer } from '../../baseline/guard.js';
import { groupedBy } from '../../lib/grouped.js';
import type { Context } from '../context.js';
import { totalOf, wholeLikeWithLike } from '../figures/figures.js';
import { answered, isChosen } from '../interactions/interactions.js';
import { byName, nameList } from '../language/names.js';
import { MAX_NAMES, USES_DISPERSION } from '../thresholds.js';
import { type Finding, finding } from './finding.js';

/** Uses of all interactions of one name, over all bots. */
interface Used {
  readonly name: string;
  readonly bots: readonly string[];
  readonly now: number;
  readonly before: number;
}

/** Interactions that were used before and are not now. */
export const stoppedFinding = (context: Context): Finding | null =>
  findingOf(context, 'stopped', ({ now, before }) => now === 0 && before > 0);

/** Interactions that are used now and were not before. */
export const newFinding = (context: Context): Finding | null =>
  findingOf(context, 'new', ({ now, before }) => now > 0 && before === 0);

function findingOf(
  context: Context,
  rule: 'stopped' | 'new',
  which: (used: Used) => boolean,
): Finding | null {
  const { words, format, exposure, grid } = context;
  const all = usedNames(context);
  const talk = wholeLikeWithLike(context.figures.conversations);
  const now = grid.days?.leftOut.length ? totalOf(context.figures.conversations) : talk?.now;
  const ratio = talk && talk.before > 0 ? (now ?? 0) / talk.before : exposure;
  const guard = { dispersion: USES_DISPERSION, ratio, candidates: 2 * all.length };
  const told = all.filter((used) => which(used) && countsDiffer(used.now, used.before, guard).news);
  if (told.length === 0) return null;
  const conversations = {
    stopped: talk?.before ?? null,
    new: totalOf(context.figures.conversations),
  }[rule];
  const named = told.map(({ name, now, before }) => {
    const uses = rule === 'new' ? now : before;
    if (!conversations) return name;
    return words.say(rule === 'new' ? 'label.per100' : 'label.per100Before', {
      name,
      value: format.ratio((uses / conversations) * 100),
    });
  });
  return finding({
    rule,
    section: 'interactions',
    tone: 'neutral',
    about: {
      bots: [...new Set(told.flatMap(({ bots }) => bots))],
      sources: [],
      steps: told.map(({ name }) => name),
    },
    values: { count: told.length, uses: told.reduce((sum, { now, before }) => sum + now + before, 0) },
    heading: words.say(`callout.${rule}`),
    body: words.say('callout.names', { names: nameList(named, MAX_NAMES, words) }),
  });
}

/** Most used first, without the bots that are silent; empty unless both windows are complete. */
function usedNames({ interactions, silent }: Context): readonly Used[] {
  if (interactions === null) return [];
  const dead = new Set(silent.map(({ bot }) => bot?.id));
  const bots = answered(interactions);
  if (bots.some(({ current, comparison }) => !current || !comparison)) return [];
  const rows = interactions.rows.filter((row) => isChosen(row) && !dead.has(row.botId));
  return [...groupedBy(rows, ({ name }) => name)]
    .map(([name, own]) => ({
      name,
      bots: [...new Set(own.map(({ botId }) => botId))],
      now: own.reduce((sum, { uses }) => sum + (uses ?? 0), 0),
      before: own.reduce((sum, { previous }) => sum + (previous ?? 0), 0),
    }))
    .toSorted((a, b) => b.now + b.before - (a.now + a.before) || byName(a.name, b.name));
}
