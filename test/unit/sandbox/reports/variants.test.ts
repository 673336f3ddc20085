import { describe, expect, test } from 'vitest';
import type { SandboxVariant } from '../../../../src/sandbox/reports/variant.js';
import { ask, type Cell, iso, replyTo, type Series, SUPPORT, sumOf, worldOf } from '../ask.js';

const MONDAY = Date.UTC(2026, 10, 16);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = { from: MONDAY, to: MONDAY + 7 * DAY - 1, storyId: SUPPORT };

const series = (
  variant: Partial<SandboxVariant>,
  params = {},
  report: 'conversations' | 'average' | 'messages' = 'conversations',
) => ask<Series>(worldOf(1, variant), report, { ...WEEK, ...params });
const statusOf = (
  variant: Partial<SandboxVariant>,
  params: Readonly<Record<string, string | readonly string[] | number>>,
) => replyTo(worldOf(1, variant), '/reports/conversations', { ...WEEK, ...params }).status;
const one = (source: string) => sumOf(series({}, { source }).data);
const both = one('widget') + one('app');

describe('arrays', () => {
  const forms = {
    repeat: { source: ['widget', 'app'] },
    brackets: { 'source[]': ['widget', 'app'] },
    comma: { source: 'widget,app' },
  };
  const all = sumOf(series({}).data);
  test.each([
    ['all', [both, both, both]],
    ['repeat', [both, all, 400]],
    ['brackets', [one('app'), both, 400]],
    ['comma', [one('app'), all, both]],
    ['none', [one('app'), all, 400]],
  ] as const)('%s', (arrays, expected) => {
    const seen = Object.values(forms).map((params) =>
      statusOf({ arrays }, params) === 200 ? sumOf(series({ arrays }, params).data) : 400,
    );
    expect(seen).toEqual(expected);
  });
});

describe('to', () => {
  const noon = { from: MONDAY, to: MONDAY + 12 * HOUR, dimension: 'hour' };
  test.each([
    ['inclusive', 13, 12],
    ['exclusive', 12, 12],
    ['day', 24, 24],
  ] as const)('%s names %d hours of a day up to noon and counts %d', (to, hours, counted) => {
    const { data } = series({ to }, noon);
    expect(data.map(({ date }) => date)).toEqual(
      Array.from({ length: hours }, (_, hour) => iso(MONDAY + hour * HOUR)),
    );
    const whole = series({}, { from: MONDAY, to: MONDAY + DAY - 1, dimension: 'hour' }).data;
    expect(sumOf(data)).toBe(sumOf(whole.slice(0, counted)));
  });

  test('holds for the heatmap too', () => {
    const total = (to: SandboxVariant['to']) =>
      sumOf(
        ask<Cell[][]>(worldOf(1, { to }), 'heatmap', {
          from: MONDAY,
          to: MONDAY + 12 * HOUR,
          storyId: SUPPORT,
        }).flat(),
      );
    expect(total('inclusive')).toBeLessThan(total('day'));
    expect(total('day')).toBe(series({}).data[0]?.value);
  });
});

describe('average', () => {
  const hours = series({}, { dimension: 'hour' }).data;
  const [first] = series({}).data;
  const active = hours.slice(0, 24).filter(({ value }) => value > 0).length;
  const count = first?.value ?? 0;
  const messages = series({}, {}, 'messages').data[0]?.value ?? 0;
  const two = (value: number) => Math.round(value * 100) / 100;
  test.each([
    ['hour', two(count / 24)],
    ['activeHour', two(count / active)],
    ['day', count],
    ['activeDay', count],
    ['messages', two(messages / count)],
  ] as const)('%s of a day', (average, expected) => {
    expect(series({ average }, {}, 'average').data[0]?.value).toBe(expected);
  });

  test('days with a conversation are fewer than the days of a month, for a source that is seldom used', () => {
    const month = { from: Date.UTC(2026, 9, 1), to: Date.UTC(2026, 10, 1) - 1, source: 'custom' };
    const days = series({}, month).data;
    const seldom = days.filter(({ value }) => value > 0).length;
    expect(seldom).toBeLessThan(31);
    const average = (kind: SandboxVariant['average']) =>
      series({ average: kind }, { ...month, dimension: 'month' }, 'average').data[0]?.value;
    expect(average('day')).toBe(two(sumOf(days) / 31));
    expect(average('activeDay')).toBe(two(sumOf(days) / seldom));
  });
});

describe('the rest', () => {
  test('group is ignored, refused, or loses its zeros', () => {
    const group = { group: 'source', dimension: 'hour' };
    expect(series({ groupShape: 'ignored' }, group)).toEqual(series({}, { dimension: 'hour' }));
    expect(statusOf({ groupShape: 'refused' }, group)).toBe(400);
    expect(statusOf({ groupShape: 'refused' }, {})).toBe(200);
  });

  test('zeros are left out, and the summary stays', () => {
    const kept = series({}, { dimension: 'hour' });
    const dropped = series({ zeros: 'dropped' }, { dimension: 'hour' });
    expect(dropped.data).toEqual(kept.data.filter(({ value }) => value > 0));
    expect(dropped.data.length).toBeLessThan(kept.data.length);
    expect(dropped.summary).toEqual(kept.summary);
  });

  test('a range that is too long gets 400, named periods do not', () => {
    expect(statusOf({ maxDays: 7 }, {})).toBe(200);
    expect(statusOf({ maxDays: 6 }, {})).toBe(400);
    expect(
      replyTo(worldOf(1, { maxDays: 6 }), '/reports/conversations', { period: 'lastMonth' }).status,
    ).toBe(200);
  });
});
