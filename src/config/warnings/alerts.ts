import type { Issue } from '../problem.js';
import type { Path } from '../read/tree.js';
import { intervalOf } from '../rules/schedules.js';
import type { Plugins } from '../schema/plugins.js';
import type { Root } from '../schema/root.js';

type AlertInput = Root['alerts'][string];

/** Alerts that are valid and probably do not tell what was meant. */
export function alertWarnings(root: Root, plugins: Plugins): Issue[] {
  const used = new Set(Object.values(root.digests).flatMap(({ when }) => when));
  return [
    ...Object.entries(root.alerts).flatMap(([id, alert]) => [
      ...untold(alert, ['alerts', id], used.has(id)),
      ...soonGap(alert, ['alerts', id], plugins),
      ...strangeSources(root, alert, ['alerts', id]),
    ]),
    ...Object.entries(root.digests).flatMap(([id, { bots, when }]) =>
      when.flatMap((alert, index) => {
        const watched = root.alerts[alert]?.bots ?? 'all';
        if (watched === 'all' || watched.some((bot) => bots.includes(bot))) return [];
        const message = `{value} watches none of the bots of this digest, only ${watched.join(', ')}`;
        return [{ path: ['digests', id, 'when', index], message }];
      }),
    ),
  ];
}

/** An alert may be there for the digests that name it. */
function untold({ deliver }: AlertInput, path: Path, isUsed: boolean): Issue[] {
  const message =
    'is checked and tells nobody: it has nobody under deliver, and no digest names it under when';
  return deliver.length > 0 || isUsed ? [] : [{ path, message, onKey: true }];
}

function soonGap({ when, check }: AlertInput, path: Path, plugins: Plugins): Issue[] {
  const between = intervalOf(check, plugins);
  if (when.gap === undefined || between === null || when.gap >= between) return [];
  const message = '{value} is less than the time between two checks: one check without an answer is a gap';
  return [{ path: [...path, 'when', 'gap'], message }];
}

/** A source that a bot leaves out of its counts has none. */
function strangeSources({ bots }: Root, alert: AlertInput, path: Path): Issue[] {
  const watched = alert.bots === 'all' ? Object.keys(bots) : alert.bots;
  return (alert.sources ?? []).flatMap((source, index) => {
    const without = watched.filter((id) => bots[id]?.sources?.includes(source) === false);
    if (without.length === 0) return [];
    const message = `{value} is not among the sources that ${without.map((id) => `bots.${id}`).join(', ')} counts`;
    return [{ path: [...path, 'sources', index], message }];
  });
}
