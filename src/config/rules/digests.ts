import type { Issue } from '../problem.js';
import { publications } from '../read/entries.js';
import type { Path } from '../read/tree.js';
import { children, list, mapping, type Untyped } from '../read/untyped.js';
import { type Rule, repeated, unknownName } from './rule.js';

/** Skipped when there are no bots: that is reported separately. */
export const knownBots: Rule = (root) => {
  const known = children(root.bots).map(([id]) => id);
  if (known.length === 0) return [];
  return botLists(root).flatMap(({ bots, path }) =>
    list(bots).flatMap((bot, index) =>
      typeof bot !== 'string' || known.includes(bot)
        ? []
        : [{ path: [...path, index], ...unknownName('bots', bot, known) }],
    ),
  );
};

/** All lists of bot ids: those of digests and alerts, and of `deliver:` entries. */
function botLists(root: Untyped): readonly { readonly bots: unknown; readonly path: Path }[] {
  return publications(root).flatMap(({ path, input }) => [
    { bots: input.bots, path: [...path, 'bots'] },
    ...entriesOf(input).map(({ bots }, index) => ({ bots, path: [...path, 'deliver', index, 'bots'] })),
  ]);
}

const entriesOf = (publication: Untyped) => list(publication.deliver).map(mapping);

export const knownAlerts: Rule = (root) => {
  const known = children(root.alerts).map(([id]) => id);
  return children(root.digests).flatMap(([id, digest]) =>
    list(digest.when).flatMap((alert, index) =>
      typeof alert !== 'string' || known.includes(alert)
        ? []
        : [{ path: ['digests', id, 'when', index], ...unknownName('alerts', alert, known) }],
    ),
  );
};

export const distinctEntries: Rule = (root) =>
  children(root.digests).flatMap(([id, digest]) => [
    ...['bots', 'reports', 'formats', 'when'].flatMap((key) =>
      repeated(list(digest[key]), ['digests', id, key]),
    ),
    ...repeated(list(mapping(digest.workingHours).days), ['digests', id, 'workingHours', 'days']),
    ...entriesOf(digest).flatMap((entry, index) =>
      ['bots', 'formats'].flatMap((key) =>
        repeated(list(entry[key]), ['digests', id, 'deliver', index, key]),
      ),
    ),
  ]);

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
