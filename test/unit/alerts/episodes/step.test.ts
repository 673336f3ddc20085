import { describe, expect, test } from 'vitest';
import { NO_MEMORY } from '../../../../src/alerts/episodes/state.js';
import { fresh, type SeriesStanding, stepSeries } from '../../../../src/alerts/episodes/step.js';
import type { DayReading } from '../../../../src/alerts/reading.js';
import { type RuledSeries, seriesKey } from '../../../../src/alerts/series.js';
import type { AlertRule } from '../../../../src/config/config.js';

const FALLBACK: AlertRule = {
  ...{ kind: 'above', of: 'fallbackRate', limit: 0.2, allowance: null, within: null },
  ...{ projected: false, days: 3, least: 30 },
};
const SILENCE: AlertRule = { kind: 'silence', of: 'conversations' };
const GAP: AlertRule = { kind: 'gap', after: 2 * 86_400_000 };

const LEVELS = { o: 'over', b: 'back', m: 'between', u: 'unknown', l: 'learning' } as const;

/** One reading a day from 1 November on: over, back, between (m), unknown, learning; `n` is known and not judged. */
function readings(levels: string): DayReading[] {
  return [...levels].map((level, index) => ({
    day: `2026-11-${String(index + 1).padStart(2, '0')}`,
    level: level === 'n' ? 'unknown' : LEVELS[level as keyof typeof LEVELS],
    value: level === 'u' ? null : index,
    ...{ low: null, high: null, z: null, weight: 1, facts: {} },
  }));
}

function follow(rule: AlertRule, levels: string): SeriesStanding[] {
  const ruled: RuledSeries = {
    series: { bot: 'support', source: null, kind: rule.kind, of: rule.kind === 'gap' ? null : rule.of },
    rule,
  };
  const standings: SeriesStanding[] = [];
  let standing = fresh(ruled, '2026-11-01');
  for (const [index, reading] of readings(levels).entries()) {
    const judged = { ...ruled, reading, cusum: NO_MEMORY.cusum };
    standing = stepSeries(standing, judged, { alert: 'watch', at: index });
    standings.push(standing);
  }
  return standings;
}

const statesOf = (rule: AlertRule, levels: string) =>
  follow(rule, levels)
    .map(({ series }) => series.state[0])
    .join('');

describe('the state of a series', () => {
  test.each([
    ['a rule fires once it has held for its days', FALLBACK, 'mooo', 'wppf'],
    ['a day that does not hold begins the count anew', FALLBACK, 'oomooo', 'ppwppf'],
    ['a missing day neither counts nor ends the count', FALLBACK, 'oouo', 'ppuf'],
    ['a day too small to be judged leaves the state as it is', FALLBACK, 'oono', 'pppf'],
    ['silence fires at once', SILENCE, 'bo', 'wf'],
    ['two days well inside the limit end it', SILENCE, 'obb', 'ffw'],
    ['a day between starts the way back anew', SILENCE, 'obmbb', 'ffffw'],
    ['a day over starts the way back anew', SILENCE, 'obobb', 'ffffw'],
    ['missing data never ends it', SILENCE, 'obuuub', 'fffffw'],
    ['missing data never fires', SILENCE, 'uuu', 'uuu'],
    ['a series without a known day learns', SILENCE, 'llm', 'llw'],
    ['what fires goes on through a lack of history', SILENCE, 'olbb', 'fffw'],
    ['one answer ends a gap', GAP, 'oob', 'ffw'],
  ])('%s', (_name, rule, levels, states) => {
    expect(statesOf(rule, levels)).toBe(states);
  });

  test('it is in its state since the first day of it', () => {
    const since = follow(SILENCE, 'mmoombb').map(({ series }) => series.since.slice(-2));
    expect(since).toEqual(['01', '01', '03', '03', '03', '03', '07']);
  });
});

describe('an episode', () => {
  test('begins on the first day that held, and has every day beyond the limit', () => {
    const [, , , third, , , over] = follow(FALLBACK, 'mooombb').map(({ episode }) => episode);
    expect(third).toMatchObject({
      id: 'watch.support.above-fallbackRate@2026-11-02',
      start: '2026-11-02',
      end: null,
      days: ['2026-11-02', '2026-11-03', '2026-11-04'],
      openedAt: 3,
      closedAt: null,
      told: 'nothing',
    });
    expect(over).toMatchObject({ end: '2026-11-04', closedAt: 6 });
  });

  test('of days apart has these days only', () => {
    expect(follow(SILENCE, 'omo').at(-1)?.episode?.days).toEqual(['2026-11-01', '2026-11-03']);
  });

  test('a day judged once more counts once', () => {
    const [standing] = follow(SILENCE, 'o');
    if (!standing) throw new Error('no standing');
    const [reading] = readings('o');
    if (!reading) throw new Error('no reading');
    const ruled = { series: standing.series, rule: SILENCE, reading, cusum: NO_MEMORY.cusum };
    expect(stepSeries(standing, ruled, { alert: 'watch', at: 9 }).episode?.days).toEqual(['2026-11-01']);
  });

  test('after one that is over, the next has an id of its own', () => {
    const ids = follow(SILENCE, 'obbo').map(({ episode, series }) => [
      episode?.id.slice(-10),
      series.episode?.slice(-10),
    ]);
    expect(ids.at(-2)).toEqual(['2026-11-01', undefined]);
    expect(ids.at(-1)).toEqual(['2026-11-04', '2026-11-04']);
  });
});

test('a series is named by bot, source, kind and figure', () => {
  const series = { bot: 'support', source: null, kind: 'unusual', of: 'paid' } as const;
  expect(seriesKey(series)).toBe('support.unusual-paid');
  expect(seriesKey({ ...series, source: 'messenger' })).toBe('support:messenger.unusual-paid');
  expect(seriesKey({ ...series, bot: null })).toBe('all.unusual-paid');
  expect(seriesKey({ ...series, kind: 'gap', of: null })).toBe('support.gap');
});
