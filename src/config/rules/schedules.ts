import { hashedMinute } from '../../lib/cron/hashed-minute.js';
import { hashedWorkingDay, namesWorkingDay, parseWorkingDay } from '../../lib/cron/working-day.js';
import type { Issue } from '../problem.js';
import type { Path } from '../read/tree.js';
import { children, type Untyped, word } from '../read/untyped.js';
import type { Plugins } from '../schema/plugins.js';
import type { Rule } from './rule.js';

export const firingSchedules: Rule = (root, plugins) =>
  schedulesOf(root).flatMap(({ id, path, expression }): Issue[] => {
    const message =
      path[0] === 'digests' && namesWorkingDay(expression)
        ? workingDayFault(expression, id)
        : faultOf(expression, id, plugins);
    return message === null ? [] : [{ path, message }];
  });

interface WrittenSchedule {
  readonly id: string;
  readonly path: Path;
  readonly expression: string;
}

/** The cron expressions of digests and of the checks of alerts. */
function schedulesOf(root: Untyped): readonly WrittenSchedule[] {
  const at = (block: string, key: string) =>
    children(root[block]).flatMap(([id, { [key]: value }]) => {
      const expression = word(value)?.trim();
      return expression ? [{ id, path: [block, id, key], expression }] : [];
    });
  return [...at('digests', 'schedule'), ...at('alerts', 'check')];
}

function faultOf(expression: string, id: string, plugins: Plugins): string | null {
  if (/[“”„«»‘’‚]/.test(expression))
    return 'typographic quotes are part of the value: write plain ones, as in "0 8 * * MON"';
  return plugins.scheduleProblem(hashedMinute(expression, id));
}

const workingDayFault = (expression: string, id: string): string | null =>
  parseWorkingDay(hashedWorkingDay(expression, id)) === null
    ? '{value} is neither cron nor a working day such as lastWorkingDay 17:00 or firstWorkingDay 08:00'
    : null;

/** The shortest time between two slots of an expression, ms; null for a faulty one, or one with a single slot. */
export function intervalOf(expression: string, plugins: Plugins): number | null {
  const hashed = hashedMinute(expression.trim(), '');
  return faultOf(hashed, '', plugins) === null ? plugins.shortestInterval(hashed) : null;
}

/** `on` takes the place of `schedule`. */
export const oneSchedule: Rule = (root) =>
  children(root.digests).flatMap(([id, digest]): Issue[] =>
    'on' in digest && 'schedule' in digest
      ? [
          {
            path: ['digests', id, 'on'],
            message: 'stands in place of schedule: give one of them',
            onKey: true,
          },
        ]
      : [],
  );

export const forwardDays: Rule = (root) =>
  children(root.digests).flatMap(([id, { from, until }]): Issue[] =>
    typeof from === 'string' && typeof until === 'string' && from > until
      ? [{ path: ['digests', id, 'until'], message: '{value} lies before from' }]
      : [],
  );

/** Holidays that a schedule skips are somewhere. */
export const holidaysToSkip: Rule = (root) =>
  children(root.digests).flatMap(([id, digest]): Issue[] => {
    const holidays = digest.holidays ?? root.holidays ?? 'off';
    return digest.skipHolidays !== undefined && holidays === 'off'
      ? [
          {
            path: ['digests', id, 'skipHolidays'],
            message: 'has no holidays to skip: name a country or days under holidays',
            onKey: true,
          },
        ]
      : [];
  });
