import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../../src/chatbot/snapshot.js';
import { composeDigest } from '../../../../src/digest/compose.js';
import { CLOCK_CHANGE, CROWD, DAILY, EMPTY, SUPPORT, WEEKLY, YEARS } from '../../../support/digests.js';
import { sentencesOf } from '../../../support/sentences.js';
import { changed, digestConfig, snapshot, type TestSnapshot, withGaps } from '../../../support/snapshot.js';

const weekly = snapshot(WEEKLY);
const NOTES = ['duplicates', 'disorder', 'outside-range', 'summary-differs', 'bad-values'] as const;

/** Support bot's messages with one of every repair, its conversations with many. */
const repaired = changed(weekly, (answer, bot) =>
  bot.id === 'support' && answer.window === 'current' && ['messages', 'conversations'].includes(answer.report)
    ? {
        ...answer,
        notes: NOTES.map((code) => ({
          code,
          count: answer.report === 'messages' ? 1 : 22,
          detail: 'Not shown.',
        })),
      }
    : answer,
);

const CASES: Readonly<Record<string, { readonly of: TestSnapshot; readonly snapshot?: Snapshot }>> = {
  weekly: { of: WEEKLY },
  daily: { of: DAILY },
  'one day': { of: { ...DAILY, bucket: 'day' } },
  'ten days': { of: { ...WEEKLY, days: ['2026-11-11', '2026-11-20'], before: ['2026-11-01', '2026-11-10'] } },
  'three months': {
    of: { ...WEEKLY, days: ['2026-08-01', '2026-10-31'], before: ['2026-05-01', '2026-07-31'] },
  },
  'a quarter by the week': {
    of: {
      ...WEEKLY,
      bucket: 'week',
      days: ['2026-07-01', '2026-09-30'],
      before: ['2026-04-01', '2026-06-30'],
    },
  },
  'two years': { of: YEARS },
  'a clock change': { of: CLOCK_CHANGE },
  'fifty bots': { of: CROWD },
  empty: { of: EMPTY },
  'nothing to compare with': { of: { ...WEEKLY, before: null, bots: [SUPPORT] } },
  'a fall': {
    of: {
      ...WEEKLY,
      bots: [{ ...SUPPORT, weekdays: SUPPORT.before ?? [], before: [400, 400, 400, 400, 380, 90, 80] }],
    },
  },
  'a refused token': {
    of: WEEKLY,
    snapshot: withGaps(weekly, 'unauthorized', (_answer, { id }) => id === 'sales'),
  },
  'gaps in the comparison': {
    of: WEEKLY,
    snapshot: withGaps(
      weekly,
      'server-error',
      ({ window }, { id }) => id === 'sales' && window === 'comparison',
    ),
  },
  'a gap in the sources': {
    of: WEEKLY,
    snapshot: withGaps(
      weekly,
      'rate-limited',
      ({ purpose, source }) => purpose === 'by-source' && source === 'slack',
    ),
  },
  'nothing but gaps': { of: WEEKLY, snapshot: withGaps(weekly, 'unreachable', () => true) },
  repairs: { of: WEEKLY, snapshot: repaired },
  'a correction': {
    of: WEEKLY,
    snapshot: { ...weekly, slot: { ...weekly.slot, trigger: 'correction' } },
  },
  'a day that still runs': { of: { ...DAILY, scheduledFor: Date.parse('2026-11-19T12:00:00Z') } },
};

const SNAPSHOTS = Object.entries(CASES).map(
  ([name, { of, snapshot: given }]) => [name, of, given ?? snapshot(of)] as const,
);

describe.each(['en-GB', 'pl-PL', 'de-DE', 'fr-FR', 'es-ES', 'uk-UA'])('digests in %s', (locale) => {
  test('read as they should', async () => {
    const digests = SNAPSHOTS.map(
      ([name, of, given]) => [name, composeDigest(given, digestConfig(of, { locale }))] as const,
    );
    const seen = new Set<string>();
    const text = digests.flatMap(([name, digest]) => [
      `== ${name}`,
      ...sentencesOf(digest).filter((line) => !seen.has(line) && seen.add(line)),
      '',
    ]);
    await expect(`${text.join('\n')}\n`).toMatchFileSnapshot(`../../../golden/languages/${locale}.txt`);
  });
});
