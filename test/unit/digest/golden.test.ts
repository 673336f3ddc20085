import { describe, expect, test } from 'vitest';
import type { ReportAnswer, Snapshot } from '../../../src/chatbot/snapshot.js';
import { composeDigest } from '../../../src/digest/compose.js';
import { digestSchema } from '../../../src/digest/schema/digest.js';
import { canonicalJson, sha256 } from '../../../src/lib/hash.js';
import {
  CLOCK_CHANGE,
  CROWD,
  DAILY,
  EMPTY,
  HOSTILE_NAMES,
  LONG_DAY,
  SALES,
  SUPPORT,
  WEEKLY,
  YEARS,
} from '../../support/digests.js';
import { expectGolden } from '../../support/golden.js';
import { changed, digestConfig, snapshot, type TestSnapshot, withGaps } from '../../support/snapshot.js';

interface Case {
  readonly of: TestSnapshot;
  readonly snapshot?: Snapshot;
  readonly overrides?: Parameters<typeof digestConfig>[1];
}

const weekly = snapshot(WEEKLY);
const KOLKATA: TestSnapshot = { ...WEEKLY, zone: 'Asia/Kolkata' };
const ONE_POINT: TestSnapshot = { ...DAILY, bucket: 'day' };

/** The weekly example measured against eight weeks, in one of which the shop was shut; this Wednesday was quiet. */
const UNUSUAL: TestSnapshot = {
  ...WEEKLY,
  history: true,
  bots: [
    {
      ...SUPPORT,
      weekdays: [170, 190, 44, 197, 187, 104, 90],
      history: [
        [168, 176, 182, 190, 171, 99, 80],
        [175, 181, 190, 179, 166, 95, 86],
        [0, 0, 0, 0, 0, 0, 0],
        [181, 174, 187, 184, 173, 101, 83],
        [170, 188, 179, 181, 177, 97, 88],
        [166, 179, 195, 176, 169, 96, 79],
        [177, 183, 186, 187, 174, 92, 85],
      ],
    },
    SALES,
  ],
};

/** The third point of every series of Sales bot's messages, which then stands for nothing. */
function unreadable(answer: ReportAnswer): ReportAnswer {
  if (answer.result.kind !== 'series') return answer;
  const points = answer.result.points.map((point, index) =>
    index === 34 ? { ...point, value: null } : point,
  );
  return {
    ...answer,
    result: { ...answer.result, points },
    notes: [
      { code: 'bad-values', count: 1, detail: 'Not shown.' },
      { code: 'duplicates', count: 2, detail: 'Not shown.' },
    ],
  };
}

const CASES: Readonly<Record<string, Case>> = {
  weekly: { of: WEEKLY },
  'weekly-sunday': { of: WEEKLY, overrides: { weekStart: 'sunday', firstWeekday: 7 } },
  'weekly-polish': { of: WEEKLY, overrides: { locale: 'pl-PL' } },
  daily: { of: DAILY },
  years: { of: YEARS },
  empty: { of: EMPTY },
  'one-point': { of: ONE_POINT },
  'clock-change': { of: CLOCK_CHANGE },
  'long-day': { of: LONG_DAY },
  kolkata: { of: KOLKATA },
  crowd: { of: CROWD },
  'hostile-names': { of: HOSTILE_NAMES },
  'gap-token': {
    of: WEEKLY,
    snapshot: withGaps(weekly, 'unauthorized', (_answer, bot) => bot.id === 'sales'),
  },
  'gap-report': {
    of: WEEKLY,
    snapshot: withGaps(weekly, 'timeout', ({ report }, bot) => bot.id === 'sales' && report === 'messages'),
  },
  'gap-comparison': {
    of: WEEKLY,
    snapshot: withGaps(
      weekly,
      'server-error',
      ({ window }, bot) => bot.id === 'sales' && window === 'comparison',
    ),
  },
  'gap-source': {
    of: WEEKLY,
    snapshot: withGaps(
      weekly,
      'rate-limited',
      ({ purpose, source }) => purpose === 'by-source' && source === 'slack',
    ),
  },
  'gap-heatmap-and-interactions': {
    of: WEEKLY,
    snapshot: withGaps(
      weekly,
      'not-found',
      ({ report }) => report === 'heatmap' || report === 'interactions',
    ),
  },
  'gap-everything': { of: WEEKLY, snapshot: withGaps(weekly, 'unreachable', () => true) },
  'gap-value': {
    of: WEEKLY,
    snapshot: changed(weekly, (answer, bot) =>
      bot.id === 'sales' && answer.report === 'messages' && answer.window === 'current'
        ? unreadable(answer)
        : answer,
    ),
  },
  unusual: { of: UNUSUAL },
  'gap-history': {
    of: UNUSUAL,
    snapshot: withGaps(
      snapshot(UNUSUAL),
      'timeout',
      ({ window }, bot) => window === 'history' && bot.id === 'sales',
    ),
  },
  'no-comparison': { of: { ...WEEKLY, before: null, bots: [SUPPORT] } },
};

describe.each(Object.entries(CASES))('the digest %s', (name, { of, snapshot: given, overrides }) => {
  const digest = composeDigest(given ?? snapshot(of), digestConfig(of, overrides));

  test('is the golden one', () => {
    expectGolden(`${JSON.stringify(digest, null, 2)}\n`, `digest/${name}.json`);
  });

  test('is plain JSON that satisfies its schema', () => {
    const read: unknown = JSON.parse(JSON.stringify(digest));
    expect(read).toStrictEqual(digest);
    expect(digestSchema.parse(read)).toStrictEqual(digest);
  });

  test('has the fingerprint of all the rest', () => {
    const { fingerprint, ...rest } = digest;
    expect(fingerprint).toBe(sha256(canonicalJson(rest)));
  });

  test('holds no fetch time, no undefined word and no unfilled placeholder', () => {
    const text = JSON.stringify({ ...digest, bots: [] });
    expect(text).not.toContain('2026-11-23T07:00:09');
    expect(text).not.toMatch(/undefined|NaN|\[object|\{(count|\w+)\}/);
  });

  test('keeps every text on one line without control characters or direction overrides', () => {
    const bad = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
    const texts: string[] = [];
    JSON.stringify(digest, (_key, value: unknown) => {
      if (typeof value === 'string') texts.push(value);
      return value;
    });
    expect(texts.filter((text) => bad.test(text))).toEqual([]);
  });
});
