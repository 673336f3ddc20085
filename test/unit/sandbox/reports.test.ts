import { expect, test } from 'vitest';
import { heatmapAnswer, interactionsAnswer, REPORT_PATHS, seriesAnswer } from '../../../src/chatbot/wire.js';
import { DEFAULT_STORIES } from '../../../src/sandbox/model/bots.js';
import { SOURCES } from '../../../src/vocabulary/chatbot.js';
import { ask, type Cell, type Row, replyTo, SALES, type Series, SUPPORT, sumOf, worldOf } from './ask.js';

const WEEK = { from: '2026-11-16', to: '2026-11-22T23:59:59.999Z' };
const state = worldOf(1);

test('every report has the documented form', () => {
  for (const report of ['conversations', 'paid', 'messages', 'average'] as const)
    expect(seriesAnswer.safeParse(ask(state, report, WEEK)).success).toBe(true);
  expect(heatmapAnswer.safeParse(ask(state, 'heatmap', WEEK)).success).toBe(true);
  expect(interactionsAnswer.safeParse(ask(state, 'interactions', WEEK)).success).toBe(true);
});

test('a series has every bucket with its UTC date, zeros included, and a summary of them', () => {
  const { data, summary } = ask(state, 'conversations', { ...WEEK, storyId: SALES, dimension: 'hour' });
  expect(data).toHaveLength(168);
  expect(data[0]).toEqual({ date: '2026-11-16T00:00:00.000Z', value: 0 });
  const values = data.map(({ value }) => value);
  expect(summary).toEqual({
    total: sumOf(data),
    min: 0,
    max: Math.max(...values),
    avg: Number((sumOf(data) / 168).toFixed(2)),
  });
});

test('a window may begin and end inside an hour', () => {
  const half = { from: '2026-11-18T09:30:00.000Z', to: '2026-11-18T10:29:59.999Z', dimension: 'hour' };
  const whole = { from: '2026-11-18T09:00:00.000Z', to: '2026-11-18T10:59:59.999Z', dimension: 'hour' };
  const edges = [
    { from: '2026-11-18T09:00:00.000Z', to: '2026-11-18T09:29:59.999Z' },
    { from: '2026-11-18T10:30:00.000Z', to: '2026-11-18T10:59:59.999Z' },
  ].map((edge) => ask(state, 'conversations', edge).summary.total);
  const inside = ask(state, 'conversations', half);
  expect(inside.data.map(({ date }) => date)).toEqual([
    '2026-11-18T09:00:00.000Z',
    '2026-11-18T10:00:00.000Z',
  ]);
  expect(inside.summary.total).toBeGreaterThan(0);
  expect(inside.summary.total + sumOf(edges.map((value) => ({ value })))).toBe(
    ask(state, 'conversations', whole).summary.total,
  );
});

test('the average is conversations an hour over the whole bucket', () => {
  const hours = { day: 24, month: 30 * 24, year: 365 * 24, hour: 1 };
  for (const dimension of ['hour', 'day', 'month', 'year'] as const) {
    const counts = ask(state, 'conversations', { ...WEEK, dimension }).data;
    expect(ask(state, 'average', { ...WEEK, dimension }).data).toEqual(
      counts.map(({ date, value }) => ({ date, value: Math.round((100 * value) / hours[dimension]) / 100 })),
    );
  }
});

test('an answer of more than half a million values is refused', () => {
  const reply = replyTo(state, REPORT_PATHS.messages, {
    from: '1974-1-1',
    group: 'source',
    dimension: 'hour',
  });
  expect(reply.status).toBe(400);
  expect(reply.body).toContain('too many buckets of one hour');
});

test('the heatmap is seven rows of 24 cells whose usage is a percentage of all', () => {
  const rows = ask<Cell[][]>(state, 'heatmap', WEEK);
  expect(rows.map((cells) => cells.map(({ day, hour }) => [day, hour]))).toEqual(
    Array.from({ length: 7 }, (_, day) => Array.from({ length: 24 }, (_, hour) => [day, hour])),
  );
  const total = sumOf(rows.flat());
  for (const { value, usage } of rows.flat()) expect(usage).toBe(Math.round((10_000 * value) / total) / 100);
});

test('day 0 is Sunday, or Monday when told so', () => {
  const monday = { from: '2026-11-16', to: '2026-11-16T23:59:59.999Z' };
  const busyRows = (dayZero: 'sunday' | 'monday') =>
    ask<Cell[][]>(worldOf(1, { dayZero }), 'heatmap', monday).flatMap((cells, day) =>
      sumOf(cells) > 0 ? [day] : [],
    );
  expect(busyRows('sunday')).toEqual([1]);
  expect(busyRows('monday')).toEqual([0]);
});

test('an offset of an hour moves every cell one hour on, or back with the other sign', () => {
  const values = (offset: number, offsetSign: 1 | -1 = 1) =>
    ask<Cell[][]>(worldOf(1, { offsetSign }), 'heatmap', { ...WEEK, offset })
      .flat()
      .map(({ value }) => value);
  const plain = values(0);
  expect(values(60)).toEqual([...plain.slice(-1), ...plain.slice(0, -1)]);
  expect(values(60, -1)).toEqual([...plain.slice(1), ...plain.slice(0, 1)]);
  expect(values(-60)).toEqual(values(60, -1));
  expect(values(30)).not.toEqual(plain);
});

test('a heatmap of one source counts that source only', () => {
  for (const source of SOURCES)
    expect(sumOf(ask<Cell[][]>(state, 'heatmap', { ...WEEK, source }).flat())).toBe(
      ask(state, 'conversations', { ...WEEK, source }).summary.total,
    );
});

test('the interactions of a story are twelve ordinary ones, three unused, their fallbacks, a fallback and a welcome', () => {
  for (const storyId of [SUPPORT, SALES]) {
    const rows = ask<Row[]>(state, 'interactions', { from: '2026-01-01', to: '2026-06-30', storyId });
    const ordinary = rows.filter(({ type }) => type === undefined);
    const context = rows.filter(({ type }) => type === 'contextFallback');
    expect(ordinary).toHaveLength(12);
    expect(ordinary.filter(({ value }) => value === 0)).toHaveLength(3);
    expect(ordinary.every(({ id }) => /^[0-9a-f]{24}$/.test(id ?? ''))).toBe(true);
    expect(context.length).toBeGreaterThan(3);
    for (const { id, parentId, name } of context) {
      expect([id, name]).toEqual([undefined, 'Fallback Interaction']);
      expect(ordinary.map((row) => row.id)).toContain(parentId);
    }
    for (const type of ['fallback', 'welcome'])
      expect(rows.filter((row) => row.type === type && !row.id && !row.parentId)).toHaveLength(1);
  }
});

test('interactions come most used first, with usage as a percentage of all uses', () => {
  const rows = ask<Row[]>(state, 'interactions', { ...WEEK, storyId: SUPPORT });
  const values = rows.map(({ value }) => value);
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  for (const { value, usage } of rows) expect(usage).toBe(Math.round((10_000 * value) / sumOf(rows)) / 100);
});

test('without a story the fallbacks and welcomes of all stories are one row each', () => {
  const rows = ask<Row[]>(state, 'interactions', WEEK);
  const value = (list: Row[], type: string) => sumOf(list.filter((row) => row.type === type));
  for (const type of ['fallback', 'welcome']) {
    expect(rows.filter((row) => row.type === type)).toHaveLength(1);
    expect(value(rows, type)).toBe(
      sumOf(
        [SUPPORT, SALES].map((storyId) => ({
          value: value(ask(state, 'interactions', { ...WEEK, storyId }), type),
        })),
      ),
    );
  }
});

test('a quiet window is all zeros and divides by nothing', () => {
  const night = { from: '2010-01-01', to: '2010-01-02' };
  expect(
    ask<Row[]>(state, 'interactions', night).every(({ usage, value }) => usage === 0 && value === 0),
  ).toBe(true);
  expect(
    ask<Cell[][]>(state, 'heatmap', night)
      .flat()
      .every(({ usage }) => usage === 0),
  ).toBe(true);
});

test('a grouped answer comes in any of four shapes with the same numbers', () => {
  const params = { from: '2026-11-16', to: '2026-11-17', source: ['widget', 'app'], group: 'source' };
  const answer = (groupShape: 'rows' | 'maps' | 'series-map' | 'series-array') =>
    ask<unknown>(worldOf(1, { groupShape }), 'conversations', params);
  const single = (source: string) => ask(state, 'conversations', { ...params, group: [], source });
  const [widget, app] = [single('widget'), single('app')];
  const both = ask(state, 'conversations', { ...params, group: [] });
  const at = (series: Series, index: number) => series.data[index]?.value;

  expect(answer('series-array')).toEqual([
    { source: 'widget', ...widget },
    { source: 'app', ...app },
  ]);
  expect(answer('series-map')).toEqual({ widget, app });
  expect(answer('maps')).toEqual({
    data: widget.data.map(({ date }, index) => ({
      date,
      value: { widget: at(widget, index), app: at(app, index) },
    })),
    summary: both.summary,
  });
  expect(answer('rows')).toEqual({
    data: widget.data.flatMap(({ date }, index) => [
      { date, source: 'widget', value: at(widget, index) },
      { date, source: 'app', value: at(app, index) },
    ]),
    summary: both.summary,
  });
});

test('a story asked for twice counts once', () => {
  expect(ask(state, 'conversations', { ...WEEK, storyId: [SUPPORT, SUPPORT] })).toEqual(
    ask(state, 'conversations', { ...WEEK, storyId: SUPPORT }),
  );
});

test('added stories keep the names they are given and do not change the others', () => {
  const names = ['=1+1', '<script>alert(1)</script>', 'اسم', '"; DROP TABLE', 'a\u0000b'];
  const stories = [
    { id: 'hostile', name: '<b>&"\u202e', interactions: names.map((name) => ({ name, weight: 1 })) },
    { ...DEFAULT_STORIES[0], id: SALES, name: 'Another sales bot' },
  ];
  const larger = worldOf(1, { stories });
  const rows = ask<Row[]>(larger, 'interactions', { ...WEEK, storyId: 'hostile' });
  expect(
    rows
      .filter(({ id }) => id)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(names.toSorted());
  expect(larger.account.stories().map(({ name }) => name)).toEqual([
    'Support bot',
    'Another sales bot',
    '<b>&"\u202e',
  ]);
  expect(ask(larger, 'messages', { ...WEEK, storyId: SUPPORT })).toEqual(
    ask(state, 'messages', { ...WEEK, storyId: SUPPORT }),
  );
});

test('a story without a popular interaction only ever falls back', () => {
  const bare = worldOf(1, { stories: [{ id: 'bare', name: 'Bare', perDay: 40, interactions: [] }] });
  const rows = ask<Row[]>(bare, 'interactions', { ...WEEK, storyId: 'bare' });
  expect(rows.map(({ type }) => type).toSorted()).toEqual(['fallback', 'welcome']);
  expect(Math.min(...rows.map(({ value }) => value))).toBeGreaterThan(0);
});
