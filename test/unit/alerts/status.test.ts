import { describe, expect, test } from 'vitest';
import { NO_MEMORY, type SeriesState, type WatchedSeries } from '../../../src/alerts/episodes/state.js';
import { statusOf } from '../../../src/alerts/status.js';
import { readAlert } from '../config/alerts-file.js';

const NOW = Date.parse('2026-11-24T12:00:00Z');
const alert = await readAlert({ when: { silence: 'conversations' }, bots: ['support', 'sales', 'shop'] });

const watched = (bot: string, state: SeriesState, since: string): WatchedSeries => ({
  ...{ bot, source: null, kind: 'silence', of: 'conversations', state, since },
  ...{ reading: null, memory: NO_MEMORY, episode: state === 'firing' ? `e-${bot}` : null },
});

const standing = (states: readonly [SeriesState, string][], snoozedUntil: number | null = null) => {
  const bots = ['support', 'sales', 'shop'];
  const series = states.map(([state, since], index) => watched(bots[index] ?? '', state, since));
  return statusOf(alert, { checkedAt: NOW, series, snoozedUntil }, NOW);
};

describe('the state of an alert', () => {
  test.each([
    [['well', 'pending', 'firing'], 'firing'],
    [['well', 'pending', 'unknown'], 'pending'],
    [['well', 'unknown', 'learning'], 'unknown'],
    [['well', 'learning', 'well'], 'learning'],
    [['well', 'well', 'well'], 'well'],
  ] as const)('with series that are %s is %s', (states, expected) => {
    expect(standing(states.map((state) => [state, '2026-11-20'])).state).toBe(expected);
  });

  test('counts firing from the first that fires, and well from the last that came back', () => {
    const firing = standing([
      ['firing', '2026-11-22'],
      ['firing', '2026-11-20'],
      ['well', '2026-11-01'],
    ]);
    expect(firing.since).toBe('2026-11-20');
    const well = standing([
      ['well', '2026-11-22'],
      ['well', '2026-11-20'],
      ['well', '2026-11-23'],
    ]);
    expect(well.since).toBe('2026-11-23');
  });

  test('is snoozed whatever its state, until the snooze is over', () => {
    const states: readonly [SeriesState, string][] = [['firing', '2026-11-20']];
    expect(standing(states, NOW + 1)).toMatchObject({ state: 'snoozed', snoozedUntil: NOW + 1 });
    expect(standing(states, NOW)).toMatchObject({ state: 'firing', snoozedUntil: null });
  });

  test('before the first check is learning, with every series of the configuration', () => {
    const status = statusOf(alert, { checkedAt: null, series: [], snoozedUntil: null }, NOW);
    expect(status).toMatchObject({ state: 'learning', since: null, checkedAt: null });
    expect(status.series.map(({ bot, state, since }) => [bot, state, since])).toEqual([
      ['support', 'learning', null],
      ['sales', 'learning', null],
      ['shop', 'learning', null],
    ]);
  });

  test('leaves out what is stored of a series that the configuration does not have', () => {
    const gone = watched('gone', 'firing', '2026-11-01');
    const status = statusOf(alert, { checkedAt: NOW, series: [gone], snoozedUntil: null }, NOW);
    expect(status.state).toBe('learning');
    expect(status.series.map(({ bot }) => bot)).not.toContain('gone');
  });
});
