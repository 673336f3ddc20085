import { describe, expect, test } from 'vitest';
import type { DigestConfig } from '../../../src/config/config.js';
import { levelFinding } from '../../../src/digest/callouts/level.js';
import { silentFindings } from '../../../src/digest/callouts/silent.js';
import { composeDigest } from '../../../src/digest/compose.js';
import { WEEKLY } from '../../support/digests.js';
import { digestConfig, snapshot, type TestSnapshot } from '../../support/snapshot.js';
import { contextOf, HUNDREDS, said, weekOf } from './callouts/said.js';

/** Wednesday of the window, and of the week before. */
const WEDNESDAY = { day: '2026-11-18', name: 'Day of Repentance' };
const BEFORE = { day: '2026-11-11', name: '' };
const on = (...holidays: { day: string; name: string }[]): Partial<DigestConfig> => ({ holidays });
const QUIET = [100, 100, 0, 100, 100, 100, 100];
const composed = (of: TestSnapshot, config: Partial<DigestConfig>) =>
  composeDigest(snapshot(of), digestConfig(of, config));
const tileOf = (of: TestSnapshot, config: Partial<DigestConfig>) => composed(of, config).tiles[0];
const shownIn = (...of: Parameters<typeof tileOf>) => {
  const tile = tileOf(...of);
  return [tile?.text, tile?.change?.text, tile?.change?.tone, tile?.usual?.text?.replaceAll('\u00a0', ' ')];
};
const noticesIn = (...of: Parameters<typeof composed>) =>
  composed(...of).about.notices.flatMap(({ code, text }) => (code === 'holidays' ? [text] : []));

describe('an empty holiday in the window', () => {
  test('is not told as a fall, and counts as it was in what is usual', () => {
    expect(said(levelFinding(contextOf(weekOf(QUIET))))).toContain('Conversations fell 14.3%');
    expect(levelFinding(contextOf(weekOf(QUIET), on(WEDNESDAY)))).toBeNull();
    expect(shownIn(weekOf(QUIET), on(WEDNESDAY))).toEqual([
      '600',
      'about as usual',
      'muted',
      'usual 543 – 658',
    ]);
  });

  test('hides nothing of the other days', () => {
    const halved = QUIET.map((count) => count / 2);
    expect(said(levelFinding(contextOf(weekOf(halved), on(WEDNESDAY))))).toBe(
      'attention: Conversations fell 50.0% per day to 300, usually 543 – 658. Every day was below usual.',
    );
  });

  test('has a flag with its name, no usual range, and is named in a notice', () => {
    const { sections, notes, about } = composed(weekOf(QUIET), on(WEDNESDAY));
    const chart = sections.find(({ id }) => id === 'conversations');
    if (chart?.kind !== 'timeSeries') throw new Error('There is no chart of days.');
    expect(chart.axis.map(({ flag }) => flag ?? 0)).toEqual([0, 0, 1, 0, 0, 0, 0]);
    expect(chart.series[0]?.usual?.map((range) => range !== null)).toEqual([
      true,
      true,
      false,
      true,
      true,
      true,
      true,
    ]);
    expect(notes).toEqual([{ flag: 1, day: '2026-11-18', text: 'Day of Repentance' }]);
    expect(about.notices.map(({ text }) => text)).toEqual([
      'Changes leave out holidays, on both sides: Day of Repentance (18 November 2026).',
    ]);
  });

  test('shares its flag with what else happened on it', () => {
    const notes = [
      { on: '2026-11-16', text: 'Mail' },
      { on: '2026-11-18', text: 'Sale' },
    ];
    expect(composed(weekOf(QUIET), { ...on(WEDNESDAY), notes }).notes).toEqual([
      { flag: 1, day: '2026-11-16', text: 'Mail' },
      { flag: 2, day: '2026-11-18', text: 'Day of Repentance, Sale' },
    ]);
  });
});

describe('an empty holiday before', () => {
  const plain = { ...WEEKLY, bots: [{ id: 'a', name: 'A', weekdays: HUNDREDS, before: QUIET }] };

  test('in the comparison is not told as a rise', () => {
    expect(shownIn(plain, {})).toEqual(['700', '16.7%', 'neutral', undefined]);
    expect(shownIn(plain, on(BEFORE))).toEqual(['700', 'no change', 'muted', undefined]);
    expect(noticesIn(plain, on(BEFORE))).toEqual([
      'Changes leave out holidays, on both sides: Holiday (11 November 2026).',
    ]);
  });

  test('leaves so few days to compare that a quarter more is no news', () => {
    const busy = {
      ...plain,
      bots: [{ id: 'a', name: 'A', weekdays: [126, ...HUNDREDS.slice(1)], before: HUNDREDS }],
    };
    const others = [17, 18, 19, 20, 21, 22].map((day) => ({ day: `2026-11-${day}`, name: 'Off' }));
    expect(shownIn(busy, on(...others))).toEqual(['726', '26.0% per day', 'muted', undefined]);
  });

  test('is not learnt from', () => {
    const history = Array.from({ length: 8 }, (_, week) =>
      week % 2 === 0 ? [0, 100, 100, 100, 100, 100, 100] : HUNDREDS,
    );
    const of = {
      ...weekOf(HUNDREDS),
      bots: [{ id: 'a', name: 'A', weekdays: HUNDREDS, before: HUNDREDS, history }],
    };
    const mondays = ['2026-09-21', '2026-10-05', '2026-10-19', '2026-11-02'].map((day) => ({
      day,
      name: 'Off',
    }));
    const usual = (config: Partial<DigestConfig>) => tileOf(of, config)?.usual;
    expect(usual({})?.low).toBeLessThan(580);
    expect(usual(on(...mondays))?.low).toBeGreaterThan(620);
  });
});

describe('nothing is compared', () => {
  const yesterday = (days: number): TestSnapshot => ({
    ...WEEKLY,
    days: ['2026-11-18', '2026-11-18'],
    before: ['2026-11-11', '2026-11-11'],
    bots: [{ id: 'a', name: 'A', weekdays: [0, 0, days, 0, 0, 0, 0], before: HUNDREDS }],
  });

  test.each([
    ['of a day that is one', on(WEDNESDAY), 'Day of Repentance (18 November 2026)'],
    ['with a day that is one', on(BEFORE), 'Holiday (11 November 2026)'],
    [
      'where both are',
      on(BEFORE, WEDNESDAY),
      'Day of Repentance (18 November 2026), Holiday (11 November 2026)',
    ],
  ])('%s', (_name, config, days) => {
    const digest = composed(yesterday(10), config);
    expect(digest.comparison).toBeNull();
    expect(digest.tiles.map(({ previous, change }) => [previous, change])).toEqual(
      digest.tiles.map(() => [null, null]),
    );
    expect(digest.callouts.items.filter(({ tone }) => tone !== 'muted')).toEqual([]);
    expect(noticesIn(yesterday(10), config)).toEqual([
      `Nothing is compared: holidays leave no day to compare (${days}).`,
    ]);
  });

  test('without a word of holidays where none was to be', () => {
    expect(noticesIn(yesterday(10), { ...on(WEDNESDAY), compare: 'none' })).toHaveLength(1);
    expect(noticesIn({ ...yesterday(10), before: null }, on(WEDNESDAY))).toEqual([]);
  });
});

describe('silence', () => {
  const silent = (weekdays: readonly number[], ...holidays: { day: string; name: string }[]) =>
    silentFindings(contextOf(weekOf(weekdays), on(...holidays))).map(said);
  const SATURDAY = { day: '2026-11-21', name: 'Off' };
  const SUNDAY = { day: '2026-11-22', name: 'Off' };

  test('of a holiday is none', () => {
    expect(silent([100, 100, 100, 100, 100, 0, 0])).toHaveLength(1);
    expect(silent([100, 100, 100, 100, 100, 0, 0], SATURDAY, SUNDAY)).toEqual([]);
  });

  test('before a holiday and after it is told, from its first day on', () => {
    const since = ['attention: A has been silent since Thursday 19 November (week before: 700).'];
    expect(silent([100, 100, 100], SUNDAY)).toEqual(since);
    expect(silent([100, 100, 100], SATURDAY)).toEqual(since);
  });

  test('of two days is chance for a bot of five a day where one was a holiday', () => {
    const fives = [5, 5, 5, 5, 5, 5, 5];
    const of = weekOf([5, 5, 5, 5, 5, 0, 0], {
      bots: [{ id: 'a', name: 'A', weekdays: [5, 5, 5, 5, 5, 0, 0], before: fives }],
    });
    expect(silentFindings(contextOf(of))).toHaveLength(1);
    expect(silentFindings(contextOf(of, on(SATURDAY)))).toEqual([]);
  });

  test('is none where the holiday was busy', () => {
    expect(silent([100, 100, 100, 0, 0, 0, 5], SUNDAY)).toEqual([]);
  });
});
