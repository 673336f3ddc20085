import { suggest } from '../../lib/suggest.js';
import { isZone } from '../../lib/zone.js';
import type { Issue } from '../problem.js';
import { children, list, mapping, word } from './loose.js';
import { type Rule, repeated } from './rule.js';

/** Says nothing when there are no bots at all: that is a problem of its own. */
export const knownBots: Rule = (root) => {
  const known = children(root.bots).map(([id]) => id);
  if (known.length === 0) return [];
  return children(root.digests).flatMap(([id, digest]) =>
    list(digest.bots).flatMap((bot, index) =>
      typeof bot !== 'string' || known.includes(bot)
        ? []
        : [{ path: ['digests', id, 'bots', index], ...unknownBot(bot, known) }],
    ),
  );
};

function unknownBot(bot: string, known: readonly string[]): Pick<Issue, 'message' | 'suggestion'> {
  const suggestion = suggest(bot, known) ?? undefined;
  return suggestion
    ? { message: '{value} is not one of the bots', suggestion }
    : { message: `{value} is not one of the bots: ${known.join(', ')}` };
}

export const distinctEntries: Rule = (root) =>
  children(root.digests).flatMap(([id, digest]) => [
    ...['bots', 'reports', 'formats'].flatMap((key) => repeated(list(digest[key]), ['digests', id, key])),
    ...repeated(list(mapping(digest.workingHours).days), ['digests', id, 'workingHours', 'days']),
  ]);

/** A schedule is judged in the digest's zone, or in UTC while that zone itself is wrong. */
export const firingSchedules: Rule = (root, plugins) =>
  children(root.digests).flatMap(([id, digest]): Issue[] => {
    const expression = word(digest.schedule)?.trim();
    if (!expression) return [];
    const zone = word(digest.timezone ?? root.timezone);
    const message = plugins.scheduleProblem(expression, zone !== null && isZone(zone) ? zone : 'UTC');
    return message === null ? [] : [{ path: ['digests', id, 'schedule'], message }];
  });

export const forwardPeriods: Rule = (root) =>
  children(root.digests).flatMap(([id, digest]): Issue[] => {
    const { from, to } = mapping(digest.period);
    return typeof from === 'string' && typeof to === 'string' && from > to
      ? [{ path: ['digests', id, 'period', 'to'], message: `{value} lies before from` }]
      : [];
  });

export const forwardHours: Rule = (root) =>
  children(root.digests).flatMap(([id, digest]): Issue[] => {
    const hours = mapping(digest.workingHours);
    const [from, to] = [hours.from ?? 9, hours.to ?? 17].map((hour) => Number.parseInt(String(hour), 10));
    return from !== undefined && to !== undefined && from >= to
      ? [
          {
            path: ['digests', id, 'workingHours', 'to' in hours ? 'to' : 'from'],
            message: '{value} leaves no hour between from and to',
          },
        ]
      : [];
  });
