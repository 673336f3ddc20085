import { expect, test } from 'vitest';
import { REPORT_PATHS } from '../../../../src/chatbot/wire.js';
import type { ScenarioName } from '../../../../src/sandbox/scenarios/scenario.js';
import { SOURCES } from '../../../../src/vocabulary/chatbot.js';
import {
  ask,
  type Cell,
  NOW,
  type Params,
  type Row,
  replyTo,
  SALES,
  type Series,
  SUPPORT,
  sumOf,
  worldOf,
} from '../ask.js';

const BEFORE = { from: '2026-09-21', to: '2026-11-15T23:59:59.999Z' };
const WEEK = { from: '2026-11-16', to: '2026-11-22T23:59:59.999Z' };
const steady = worldOf(1, { scenario: 'steady' });
const under = (scenario: ScenarioName) => worldOf(1, { scenario });
type State = ReturnType<typeof worldOf>;

const days = (state: State, params: Params = {}) =>
  ask(state, 'conversations', { ...WEEK, storyId: SUPPORT, ...params }).data.map(({ value }) => value);
const ordinary = days(steady);

test.each([
  'outage',
  'channel-down',
  'fallback-rise',
  'halved',
  'doubled',
  'spike',
  'holiday',
  'late-data',
  'gaps',
] as const)('before its first day %s is steady', (scenario) => {
  for (const report of ['conversations', 'messages', 'paid', 'interactions'] as const)
    expect(ask(under(scenario), report, BEFORE)).toEqual(ask(steady, report, BEFORE));
});

test('a bot without a scenario is what it always was', () => {
  const params = { ...WEEK, storyId: SALES };
  const state = worldOf(1, { scenario: 'support=outage' });
  for (const report of ['conversations', 'interactions'] as const)
    expect(ask(state, report, params)).toEqual(ask(worldOf(1), report, params));
});

test('an outage is silence from its first day on', () => {
  expect(days(under('outage'))).toEqual([0, 0, 0, 0, 0, 0, 0]);
  const thursday = worldOf(1, { scenario: 'outage', scenarioFrom: '2026-11-19' });
  expect(days(thursday)).toEqual([...ordinary.slice(0, 3), 0, 0, 0, 0]);
  expect(ask<Row[]>(under('outage'), 'interactions', WEEK).every(({ value }) => value === 0)).toBe(true);
});

test('a channel is down: Messenger, or the last one of a bot without it; the others go on', () => {
  const slack = { id: 'own', name: 'Own', integrations: ['widget', 'slack'], perDay: 40 } as const;
  const [down, up] = (['channel-down', 'steady'] as const).map((scenario) =>
    worldOf(1, { scenario, stories: [slack] }),
  ) as [State, State];
  for (const [storyId, silent] of [
    [SUPPORT, 'messenger'],
    [SALES, 'messenger'],
    ['own', 'slack'],
  ] as const)
    for (const source of SOURCES) {
      const went = days(up, { storyId, source });
      expect([source, days(down, { storyId, source })]).toEqual([
        source,
        source === silent ? went.map(() => 0) : went,
      ]);
    }
  expect(sumOf(ask(up, 'conversations', { ...WEEK, source: 'messenger' }).data)).toBeGreaterThan(0);
});

test.each([SUPPORT, SALES])('fallbacks of %s triple, one step above all, and the volume stays', (storyId) => {
  const [risen, usual] = [under('fallback-rise'), steady];
  // Eight weeks, so that chance is small.
  const late = NOW + 49 * 86_400_000;
  const long = { from: '2026-11-16', to: '2027-01-10T23:59:59.999Z', storyId };
  const rows = (state: State) => ask<Row[]>(state, 'interactions', long, late);
  const fallbacks = (state: State) => rows(state).filter(({ type }) => type?.endsWith('allback'));
  expect(ask(risen, 'conversations', long, late)).toEqual(ask(usual, 'conversations', long, late));
  const factor = sumOf(fallbacks(risen)) / sumOf(fallbacks(usual));
  expect(factor).toBeGreaterThan(2.6);
  expect(factor).toBeLessThan(3.4);

  const before = new Map(fallbacks(usual).map(({ parentId, value }) => [parentId, value]));
  const rises = fallbacks(risen)
    .map(({ parentId, value }) => ({ parentId, value: value - (before.get(parentId) ?? 0) }))
    .toSorted((a, b) => b.value - a.value);
  const [worst] = rises;
  expect(rows(risen).find(({ id }) => id === worst?.parentId)?.name).toBe(
    storyId === SUPPORT ? 'Order status' : 'Prices',
  );
  expect(worst?.value).toBeGreaterThan(0.7 * sumOf(rises));
});

test.each([
  ['halved', 0.5],
  ['doubled', 2],
] as const)('%s is a factor on every day', (scenario, factor) => {
  const week = (state: State) => sumOf(ask(state, 'conversations', WEEK).data);
  expect(week(under(scenario)) / week(steady)).toBeGreaterThan(0.9 * factor);
  expect(week(under(scenario)) / week(steady)).toBeLessThan(1.1 * factor);
  for (const [at, value] of days(under(scenario)).entries())
    expect(Math.abs(value - factor * (ordinary[at] ?? 0))).toBeLessThan(4 * Math.sqrt(2 * factor * 40));
});

test('a spike is eight times one Wednesday, a holiday a twentieth of it', () => {
  const [spike, holiday] = [days(under('spike')), days(under('holiday'))];
  expect(spike.toSpliced(2, 1)).toEqual(ordinary.toSpliced(2, 1));
  expect(holiday.toSpliced(2, 1)).toEqual(ordinary.toSpliced(2, 1));
  expect((spike[2] ?? 0) / 53).toBeGreaterThan(6.5);
  expect((spike[2] ?? 0) / 53).toBeLessThan(9.5);
  expect(holiday[2]).toBeLessThan(9);
});

test('a growing bot has 2 % more each week, and its ordinary volume when it starts', () => {
  const weeks = (from: string, to: string) =>
    ask(worldOf(1, { scenario: 'growing' }), 'conversations', { from, to }).summary.total;
  const factor =
    weeks('2026-08-31', '2026-11-22T23:59:59.999Z') / weeks('2025-09-01', '2025-11-23T23:59:59.999Z');
  expect(factor).toBeGreaterThan(1.02 ** 52 * 0.9);
  expect(factor).toBeLessThan(1.02 ** 52 * 1.1);
  expect(
    sumOf(ask(under('growing'), 'conversations', WEEK).data) / sumOf(ask(steady, 'conversations', WEEK).data),
  ).toBeCloseTo(1, 1);
});

test('a bot of millions passes ten million a year, and no interaction has more fallbacks than uses', () => {
  const state = under('millions');
  const year = { from: '2025-11-24', to: '2026-11-22T23:59:59.999Z', storyId: SUPPORT };
  expect(ask(state, 'conversations', year).summary.total).toBeGreaterThan(10_000_000);
  const quarter = { ...year, from: '2026-08-24' };
  expect(ask(state, 'messages', quarter).summary.total).toBeGreaterThan(10_000_000);
  expect(Math.min(...days(state))).toBeGreaterThan(10_000);
  const rows = ask<Row[]>(state, 'interactions', WEEK);
  for (const { parentId, value } of rows)
    if (parentId) expect(2 * value).toBeLessThanOrEqual(rows.find(({ id }) => id === parentId)?.value ?? 0);
});

test('quiet bots have none to three conversations a day, one on average', () => {
  const state = worldOf(1, { scenario: 'quiet', bots: 12 });
  for (const { id: storyId } of state.account.stories()) {
    const { data, summary } = ask(state, 'conversations', { from: '2025-11-24', to: WEEK.to, storyId });
    expect([summary.min, summary.max]).toEqual([0, 3]);
    expect(sumOf(data) / data.length).toBeGreaterThan(0.85);
    expect(sumOf(data) / data.length).toBeLessThan(1.15);
  }
});

test('late data is 40 % of the last whole day, its first hours, and nothing of today', () => {
  const hours = (state: State, now: number) =>
    ask(
      state,
      'conversations',
      { from: '2026-11-19', to: '2026-11-20T23:59:59.999Z', storyId: SUPPORT, dimension: 'hour' },
      now,
    ).data.map(({ value }) => value);
  const friday = Date.UTC(2026, 10, 20, 15);
  const [counted, all] = [hours(under('late-data'), friday), hours(steady, friday)];
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  expect(sum(counted.slice(0, 24))).toBe(Math.floor(0.4 * sum(all.slice(0, 24))));
  expect(sum(counted.slice(24))).toBe(0);
  expect(sum(all.slice(24))).toBeGreaterThan(0);
  const half = counted.findIndex((value, at) => value !== all[at]);
  expect(counted.slice(0, half)).toEqual(all.slice(0, half));
  expect(sum(counted.slice(half + 1))).toBe(0);
  // A day later it is whole.
  expect(hours(under('late-data'), friday + 86_400_000).slice(0, 24)).toEqual(all.slice(0, 24));
});

test('gaps are days without values, and paid conversations that cannot be had', () => {
  const state = under('gaps');
  const [mon, thu] = [0, 3];
  expect(days(state)).toEqual(ordinary.map((value, at) => (at === mon || at === thu ? null : value)));
  const hours = ask(state, 'messages', { ...WEEK, from: '2026-11-15', dimension: 'hour' }).data;
  expect(hours.filter(({ value }) => value === null)).toHaveLength(48);
  expect(ask(state, 'conversations', { ...WEEK, to: '2026-11-16T20:00Z' }).summary).toEqual({
    total: 0,
    min: 0,
    max: 0,
    avg: 0,
  });
  const heatmap = ask<Cell[][]>(state, 'heatmap', WEEK).map((cells) => sumOf(cells) > 0);
  expect(heatmap).toEqual([true, false, true, true, false, true, true]);

  for (const [params, status] of [
    [BEFORE, 200],
    [WEEK, 503],
    [{ ...WEEK, storyId: SALES }, 503],
    [{ ...BEFORE, to: '2026-11-16T10:00Z' }, 503],
  ] as const)
    expect(replyTo(state, REPORT_PATHS.paid, params).status).toBe(status);
  const other = worldOf(1, { scenario: 'support=gaps,sales=steady' });
  expect(replyTo(other, REPORT_PATHS.paid, { ...WEEK, storyId: SALES }).status).toBe(200);
});

test('a day that one of two bots lost is null in its own row, and the other’s value in the sum', () => {
  const state = worldOf(1, { scenario: 'support=gaps,sales=steady' });
  const [support, sales] = ask<Series[]>(state, 'conversations', { ...WEEK, group: 'storyId' });
  const both = ask(state, 'conversations', WEEK);
  expect(support?.data[0]?.value).toBeNull();
  expect(both.data[0]).toEqual(sales?.data[0]);
});
