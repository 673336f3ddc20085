import { hashedMinute } from '../../lib/cron/hashed-minute.js';
import { hashedWorkingDay, namesWorkingDay, parseWorkingDay } from '../../lib/cron/working-day.js';
import { suggest } from '../../lib/text/suggest.js';
import type { Issue } from '../problem.js';
import type { Path } from '../read/tree.js';
import { children, list, mapping, type Untyped, word } from '../read/untyped.js';
import { type Rule, repeated } from './rule.js';

/** Skipped when there are no bots: that is reported separately. */
export const knownBots: Rule = (root) => {
  const known = children(root.bots).map(([id]) => id);
  if (known.length === 0) return [];
  return botLists(root).flatMap(({ bots, path }) =>
    list(bots).flatMap((bot, index) =>
      typeof bot !== 'string' || known.includes(bot)
        ? []
        : [{ path: [...path, index], ...unknownBot(bot, known) }],
    ),
  );
};

/** All lists of bot ids in a digest: its own and those of `deliver:` entries. */
function botLists(root: Untyped): readonly { readonly bots: unknown; readonly path: Path }[] {
  return children(root.digests).flatMap(([id, digest]) => [
    { bots: digest.bots, path: ['digests', id, 'bots'] },
    ...entriesOf(digest).map(({ bots }, index) => ({
      bots,
      path: ['digests', id, 'deliver', index, 'bots'],
    })),
  ]);
}

const entriesOf = (digest: Untyped) => list(digest.deliver).map(mapping);

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
    ...entriesOf(digest).flatMap((entry, index) =>
      ['bots', 'formats'].flatMap((key) =>
        repeated(list(entry[key]), ['digests', id, 'deliver', index, key]),
      ),
    ),
  ]);

export const firingSchedules: Rule = (root, plugins) =>
  children(root.digests).flatMap(([id, digest]): Issue[] => {
    const expression = word(digest.schedule)?.trim();
    if (!expression) return [];
    const path = ['digests', id, 'schedule'];
    if (/[“”„«»‘’‚]/.test(expression))
      return [
        { path, message: 'typographic quotes are part of the value: write plain ones, as in "0 8 * * MON"' },
      ];
    if (namesWorkingDay(expression)) return workingDayIssues(expression, id, path);
    const message = plugins.scheduleProblem(hashedMinute(expression, id));
    return message === null ? [] : [{ path, message }];
  });

function workingDayIssues(expression: string, id: string, path: Path): Issue[] {
  if (parseWorkingDay(hashedWorkingDay(expression, id)) !== null) return [];
  const message =
    '{value} is neither cron nor a working day such as lastWorkingDay 17:00 or firstWorkingDay 08:00';
  return [{ path, message }];
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
