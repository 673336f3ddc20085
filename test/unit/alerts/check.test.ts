import { describe, expect, test } from 'vitest';
import { type CheckInput, type CheckResult, checkAlert, MAX_JUDGED } from '../../../src/alerts/check.js';
import type { DayHistory } from '../../../src/alerts/history.js';
import { addDays, type Day } from '../../../src/lib/time/zone.js';
import { readAlert } from '../config/alerts-file.js';
import { around, each, historyOf, TUESDAY, type Values } from './judge/input.js';

const SILENCE = await readAlert({ when: { silence: 'conversations' }, bots: ['support'] });

const at = (today: Day) => Date.parse(`${today}T07:00:00Z`);

/** Checks an alert on a day, over counts that reach up to `TUESDAY`. */
function check(
  values: Values | DayHistory,
  {
    today = addDays(TUESDAY, 1),
    before,
    alert = SILENCE,
  }: Partial<CheckInput> & { before?: CheckResult } = {},
) {
  const history = 'counts' in values ? values : historyOf({ conversations: values });
  const { series = [], episodes = [] } = before ?? {};
  return checkAlert({ alert, at: at(today), today, series, episodes, historiesOf: () => [history] });
}

const dead = (days: number) => [...around(40, 70 - days), ...each(days, 0)];

describe('a check', () => {
  test('that is the first judges yesterday, and later ones every day since', () => {
    const first = check(around(40, 70), { today: addDays(TUESDAY, -3) });
    expect(first.series).toMatchObject([{ state: 'well', memory: { judged: addDays(TUESDAY, -4) } }]);
    const { series, episodes } = check(dead(3), { before: first });
    expect(series).toMatchObject([{ state: 'firing', memory: { judged: TUESDAY } }]);
    expect(episodes).toMatchObject([
      {
        id: 'outage.support.silence-conversations@2026-11-22',
        days: ['2026-11-22', '2026-11-23', '2026-11-24'],
        openedAt: at(addDays(TUESDAY, 1)),
        told: 'nothing',
      },
    ]);
  });

  test(`makes up for no more than ${MAX_JUDGED} days`, () => {
    const first = check(around(40, 70), { today: addDays(TUESDAY, -20) });
    const { episodes } = check(dead(15), { before: first });
    expect(episodes[0]?.days).toHaveLength(MAX_JUDGED);
    expect(episodes[0]?.start).toBe('2026-11-18');
  });

  test('of the same day again changes nothing', () => {
    for (const values of [dead(2), around(40, 70)]) {
      const first = check(values);
      expect(check(values, { before: first })).toEqual(first);
    }
  });

  test('looks back at first over the days that a rule must hold', async () => {
    const alert = await readAlert({
      when: { conversations: { above: 30 }, for: '3d' },
      bots: ['support'],
    });
    expect(check(each(70, 40), { alert }).episodes).toMatchObject([
      { start: '2026-11-22', days: ['2026-11-22', '2026-11-23', '2026-11-24'] },
    ]);
    expect(check([...each(68, 20), 40, 40], { alert }).series).toMatchObject([{ state: 'pending' }]);
  });

  test('of a day without a count neither fires nor ends anything', () => {
    const first = check([...around(40, 69), 0], { today: addDays(TUESDAY, 1) });
    const later = historyOf({ conversations: [...around(40, 69), 0, null] }, addDays(TUESDAY, 1));
    const { series, episodes } = check(later, { before: first, today: addDays(TUESDAY, 2) });
    expect(series).toMatchObject([{ state: 'firing', memory: { judged: TUESDAY } }]);
    expect(episodes).toMatchObject([{ closedAt: null }]);
    // The day is judged once it is known.
    const known = historyOf({ conversations: [...around(40, 69), 0, 0] }, addDays(TUESDAY, 1));
    const after = check(known, { before: { series, episodes }, today: addDays(TUESDAY, 2) });
    expect(after.episodes[0]?.days).toEqual([TUESDAY, addDays(TUESDAY, 1)]);
  });

  test('ends what the configuration does not watch any more, without a word', async () => {
    const first = check(dead(2));
    const alert = await readAlert({ when: { silence: 'messages' }, bots: ['support'] });
    const history = historyOf({ messages: around(40, 70) });
    const { series, episodes } = check(history, { before: first, alert });
    expect(series.map(({ of }) => of)).toEqual(['messages']);
    expect(episodes).toMatchObject([{ end: TUESDAY, closedAt: at(addDays(TUESDAY, 1)), told: 'dropped' }]);
  });

  test('does not judge holidays', async () => {
    const alert = { ...SILENCE, holidays: [{ day: TUESDAY, name: null }] as never };
    expect(check([...around(40, 69), 0], { alert }).episodes).toEqual([]);
  });

  test('counts a gap from the last good answer, or from the first check', async () => {
    const alert = await readAlert({ when: { gap: '2d' }, bots: ['support'] });
    const failing: DayHistory = { counts: {}, goodAt: null, gap: 'timeout' };
    const good = check({ ...failing, goodAt: at(TUESDAY), gap: null }, { alert, today: TUESDAY });
    expect(good.series).toMatchObject([{ state: 'well', memory: { goodAt: at(TUESDAY) } }]);
    const one = check(failing, { alert, today: addDays(TUESDAY, 1), before: good });
    expect(one.series).toMatchObject([{ state: expect.not.stringMatching('firing') }]);
    const two = check(failing, { alert, today: addDays(TUESDAY, 2), before: one });
    expect(two.series).toMatchObject([{ state: 'firing', memory: { goodAt: at(TUESDAY) } }]);
    expect(two.episodes).toMatchObject([{ kind: 'gap', reading: { facts: { reason: 'timeout' } } }]);
  });
});
