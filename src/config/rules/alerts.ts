import { formatDuration, parseDuration } from '../../lib/text/units.js';
import type { Issue } from '../problem.js';
import { children, list, mapping, word } from '../read/untyped.js';
import { DEFAULT_CHECK } from '../schema/alerts/alerts.js';
import { minutesOf } from '../values/time-of-day.js';
import { measuresIn } from './conditions.js';
import { type Rule, repeated } from './rule.js';
import { intervalOf } from './schedules.js';

export const distinctWatched: Rule = (root) =>
  children(root.alerts).flatMap(([id, alert]) => [
    ...['bots', 'sources'].flatMap((key) => repeated(list(alert[key]), ['alerts', id, key])),
    ...['silence', 'unusual'].flatMap((key) =>
      repeated(list(mapping(alert.when)[key]), ['alerts', id, 'when', key]),
    ),
  ]);

/** Quiet hours that begin when they end would be none or all. */
export const openHours: Rule = (root) =>
  children(root.alerts).flatMap(([id, alert]): Issue[] => {
    const [from, to] = ['from', 'to'].map((key) => minutesOf(String(mapping(alert.quiet)[key])));
    return from !== null && from === to
      ? [
          {
            path: ['alerts', id, 'quiet', 'to'],
            message: '{value} is when they begin: quiet hours are neither empty nor all day',
          },
        ]
      : [];
  });

/** A reminder is said by a check. */
export const patientReminders: Rule = (root, plugins) =>
  children(root.alerts).flatMap(([id, alert]): Issue[] => {
    const remind = parseDuration(word(alert.remind) ?? '');
    const between = intervalOf(word(alert.check) ?? DEFAULT_CHECK, plugins);
    if (remind === null || between === null || remind >= between) return [];
    return [
      {
        path: ['alerts', id, 'remind'],
        message: '{value} is over before the next check, which is what reminds',
        suggestion: formatDuration(between),
      },
    ];
  });

/** The interactions of a bot, fallbacks among them, are not told apart by source; a period is counted over all of them. */
export const separateSources: Rule = (root) =>
  children(root.alerts).flatMap(([id, alert]): Issue[] => {
    if (!('sources' in alert)) return [];
    const when = mapping(alert.when);
    const why = sourcesFault(measuresIn(when), 'in' in when);
    return why === null ? [] : [{ path: ['alerts', id, 'sources'], message: why, onKey: true }];
  });

function sourcesFault(measures: readonly string[], within: boolean): string | null {
  const whole = measures.find((name) => name === 'fallbacks' || name === 'fallbackRate');
  if (whole !== undefined)
    return `has no meaning for ${whole}: the API counts interactions of a bot, not of a source; leave sources out`;
  if (within) return 'has no meaning with in, which counts all bots and sources of a period together';
  return measures.length > 0 && measures.every((name) => name === 'gap')
    ? 'has no meaning for gap, which is of a bot'
    : null;
}
