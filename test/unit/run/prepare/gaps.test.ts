import { expect, test } from 'vitest';
import { composeDigest } from '../../../../src/digest/compose.js';
import { gapMessages, nothingFetched } from '../../../../src/run/prepare/gaps.js';
import { planRun } from '../../../../src/run/prepare/plan.js';
import { WEEKLY } from '../../../support/digests.js';
import { digestConfig, snapshot, withGaps } from '../../../support/snapshot.js';

const whole = snapshot({ ...WEEKLY, history: true });

test('a history that did not come is a notice, and nothing that a run lacks', () => {
  const given = withGaps(whole, 'timeout', ({ window }) => window === 'history');
  const digest = composeDigest(given, digestConfig(WEEKLY));
  expect(gapMessages([given])).toEqual([]);
  expect(nothingFetched(given)).toBe(false);
  expect(digest.incomplete).toBe(false);
  expect(digest.headline).not.toContain('missing');
  expect(digest.about.notices.map(({ code, tone, text }) => [code, tone, text])).toEqual([
    [
      'history',
      'neutral',
      'Support bot, Sales bot: the weeks before, which tell what is usual on a day, are not known in full, because the API did not answer in time.',
    ],
  ]);
});

test('a history alone is nothing fetched', () => {
  const given = withGaps(whole, 'unreachable', ({ window }) => window !== 'history');
  expect(nothingFetched(given)).toBe(true);
  expect(gapMessages([given])).toHaveLength(1);
});

test('a bot without conversations needs no notice about its history', () => {
  const given = withGaps(whole, 'unauthorized', (_answer, { id }) => id === 'sales');
  const codes = composeDigest(given, digestConfig(WEEKLY)).about.notices.map(({ code }) => code);
  expect(codes).toEqual(['unauthorized']);
});

test('oddities of the history are not told: nothing of it is shown', () => {
  const bots = whole.bots.map((bot) => ({
    ...bot,
    answers: bot.answers.map((answer) =>
      answer.window === 'history'
        ? { ...answer, notes: [{ code: 'duplicates' as const, count: 3, detail: 'Not shown.' }] }
        : answer,
    ),
  }));
  expect(composeDigest({ ...whole, bots }, digestConfig(WEEKLY)).about.notices).toEqual([]);
});

test('a run plans a history for conversations in days or hours, and none for others', () => {
  const slot = {
    digest: 'weekly',
    scheduledFor: Date.parse('2026-11-23T07:00:00Z'),
    trigger: 'cron',
  } as const;
  const historyOf = (overrides: Parameters<typeof digestConfig>[1]) =>
    planRun(digestConfig(WEEKLY, overrides), slot).history?.firstDay ?? null;
  const messages = { names: ['messages'], interactions: { top: 10 }, bySource: true } as const;
  expect(historyOf({ period: 'lastWeek' })).toBe('2026-09-21');
  expect(historyOf({ period: 'yesterday' })).toBe('2026-09-27');
  expect(historyOf({ period: 'last90days' })).toBeNull();
  expect(historyOf({ period: 'lastWeek', reports: messages })).toBeNull();
});
