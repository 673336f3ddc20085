import { describe, expect, test } from 'vitest';
import { type ReplayedEpisode, replay } from '../../../src/alerts/replay.js';
import { addDays } from '../../../src/lib/time/zone.js';
import { readAlert } from '../config/alerts-file.js';
import { around, each, historyOf, TUESDAY, type Values } from './judge/input.js';

const alert = await readAlert({ when: { silence: 'conversations', gap: '2d' }, bots: ['support'] });

const replayed = (values: Values, days: number): readonly ReplayedEpisode[] =>
  replay(alert, {
    from: addDays(TUESDAY, 1 - days),
    to: TUESDAY,
    historiesOf: () => [historyOf({ conversations: values })],
  });

const said = (episodes: readonly ReplayedEpisode[]) =>
  episodes.map(({ episode: { start, end, days }, opened, told }) => ({
    ...{ start, end, days: days.length, told, opened: opened.day },
  }));

describe('a replay', () => {
  test('tells an episode on the morning after the day that opened it, and when it was over', () => {
    const values = [...around(40, 80), ...each(3, 0), ...around(40, 17)];
    expect(said(replayed(values, 30))).toEqual([
      { start: '2026-11-05', end: '2026-11-07', days: 3, told: '2026-11-06', opened: '2026-11-05' },
    ]);
  });

  test('leaves one that lasts without an end, and keeps the order of opening', () => {
    const values = [...around(40, 80), 0, ...around(40, 17), 0, 0];
    expect(said(replayed(values, 30))).toMatchObject([
      { start: '2026-11-05', end: '2026-11-05' },
      { start: '2026-11-23', end: null, days: 2 },
    ]);
  });

  test('judges the first and the last day, and none before', () => {
    expect(said(replayed([...around(40, 99), 0], 1))).toMatchObject([
      { start: TUESDAY, told: addDays(TUESDAY, 1) },
    ]);
    expect(replayed([...around(40, 98), 0, 40], 1)).toEqual([]);
  });

  test('tells nothing of missing days', () => {
    expect(replayed([...around(40, 80), ...each(10, null), ...around(40, 10)], 30)).toEqual([]);
  });
});
