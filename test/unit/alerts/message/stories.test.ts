import { describe, expect, test } from 'vitest';
import { checkAlert } from '../../../../src/alerts/check.js';
import type { DayHistory } from '../../../../src/alerts/history.js';
import { alertStory } from '../../../../src/alerts/message/stories.js';
import { addDays } from '../../../../src/lib/time/zone.js';
import { readAlert } from '../../config/alerts-file.js';
import { around, each, historyOf, TUESDAY } from '../judge/input.js';

const NEXT = addDays(TUESDAY, 1);
const AT = Date.parse(`${NEXT}T07:00:00Z`);

/** The story of what an alert found on `TUESDAY`. */
async function storyOf(when: object, histories: readonly DayHistory[], bots = ['support']) {
  const alert = await readAlert({ when, bots });
  const historiesOf = () => histories;
  const input = { alert, at: AT, today: NEXT, series: [], episodes: [], historiesOf };
  const { series, episodes } = checkAlert(input);
  const context = { ...{ alert, at: AT, day: TUESDAY, series, historiesOf }, isHoliday: () => false };
  return {
    series,
    story: alertStory(
      { event: 'firing', name: 'firing', episodes },
      { ...context, page: 'https://a.example' },
    ),
  };
}

describe('the story of an alert', () => {
  test('has the bot by name, the reading and eight weeks up to the judged day', async () => {
    const silent = historyOf({ conversations: [...around(40, 75), ...each(2, 0)] });
    const { story } = await storyOf({ silence: 'conversations' }, [silent]);
    expect(story).toMatchObject({
      ...{ version: 1, alert: 'outage', event: 'firing', at: AT, day: TUESDAY, budget: 1 },
      page: 'https://a.example',
    });
    const [item] = story.items;
    expect(item?.bot).toMatchObject({ id: 'support', storyId: '5b07ff77c2376e30306d9b12' });
    expect(item?.reading).toMatchObject({ day: TUESDAY, value: 0, facts: { days: 2 } });
    expect(item?.chart?.unit).toBe('count');
    expect(item?.chart?.days).toHaveLength(56);
    expect(item?.chart?.days.at(-1)).toMatchObject({
      day: TUESDAY,
      value: 0,
      usual: { low: expect.any(Number) },
    });
  });

  test('of all bots together has none, and the sum of their days', async () => {
    const history = historyOf({ paid: each(77, 40) });
    const bots = ['support', 'sales'];
    const { story } = await storyOf({ paid: { above: 100 }, in: 'thisMonth' }, [history, history], bots);
    expect(story.items).toMatchObject([{ bot: null }]);
    expect(story.items[0]?.chart?.days.at(-1)?.value).toBe(80);
  });

  test('of a rate has a picture in percent, and of a gap none', async () => {
    const rates = historyOf({ fallbacks: each(77, 40), uses: each(77, 100) });
    const rate = await storyOf({ fallbackRate: { above: '20%' } }, [rates]);
    expect(rate.story.items[0]?.chart).toMatchObject({ unit: 'percent' });
    expect(rate.story.items[0]?.chart?.days.at(-1)?.value).toBe(0.4);
    const gone: DayHistory = { counts: {}, goodAt: AT - 3 * 86_400_000, gap: 'timeout' };
    const gap = await storyOf({ gap: '2d' }, [gone]);
    expect(gap.story.items).toMatchObject([{ chart: null, reading: { facts: { reason: 'timeout' } } }]);
  });

  test('of an episode whose series is gone has the reading that it had last', async () => {
    const silent = historyOf({ conversations: [...around(40, 75), 0, 0] });
    const { story, series } = await storyOf({ silence: 'conversations' }, [silent]);
    const [item] = story.items;
    if (!item) throw new Error('nothing was told');
    const alert = await readAlert({ when: { silence: 'conversations' }, bots: ['sales'] });
    const context = { ...{ alert, at: AT, day: TUESDAY, series: [], page: null }, isHoliday: () => false };
    const told = alertStory(
      { event: 'recovered', name: 'recovered', episodes: [item.episode] },
      { ...context, historiesOf: () => [] },
    );
    expect(told.items).toEqual([
      { episode: item.episode, bot: null, reading: item.episode.reading, chart: null },
    ]);
    expect(series).toHaveLength(1);
  });
});
