import { expect, test } from 'vitest';
import { composeDigest } from '../../../../src/digest/compose.js';
import { gapMessages, nothingFetched } from '../../../../src/run/prepare/gaps.js';
import { planRun } from '../../../../src/run/prepare/plan.js';
import type { ReportName } from '../../../../src/vocabulary/chatbot.js';
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

test('a run plans a history for windows of up to 62 days, where a chosen report has one', () => {
  const slot = {
    digest: 'weekly',
    scheduledFor: Date.parse('2026-11-23T07:00:00Z'),
    trigger: 'cron',
  } as const;
  const daysOf = (overrides: Parameters<typeof digestConfig>[1]) => {
    const { history } = planRun(digestConfig(WEEKLY, overrides), slot);
    return history && `${history.firstDay} ${history.lastDay}`;
  };
  const only = (...names: ReportName[]) => ({
    reports: { names, interactions: { top: 10 }, bySource: true },
  });
  expect(daysOf({ period: 'lastWeek' })).toBe('2026-08-24 2026-11-15');
  expect(daysOf({ period: 'yesterday' })).toBe('2026-08-24 2026-11-15');
  expect(daysOf({ period: 'today' })).toBe('2026-08-31 2026-11-22');
  expect(daysOf({ period: 'lastWeek', weekStart: 'sunday' })).toBe('2026-08-23 2026-11-14');
  expect(daysOf({ period: 'last30days' })).toBe('2026-08-24 2026-10-18');
  expect(daysOf({ period: 'last90days' })).toBeNull();
  expect(daysOf({ period: 'lastWeek', ...only('messages') })).toBe('2026-08-24 2026-11-15');
  expect(daysOf({ period: 'yesterday', ...only('messages') })).toBeNull();
  expect(daysOf({ period: 'yesterday', ...only('interactions') })).toBe('2026-08-24 2026-11-15');
  expect(daysOf({ period: 'last30days', ...only('interactions') })).toBeNull();
  expect(daysOf({ period: 'lastWeek', ...only('average', 'heatmap') })).toBeNull();
});
