import { describe, expect, test } from 'vitest';
import { delivered, permanent, retryable, unknown } from '../../../src/channels/receipt.js';
import { channelReason } from '../../../src/ledger/model/reasons.js';
import type { Recipient } from '../../../src/notify/message.js';
import { noticeOf } from '../../../src/notify/notice.js';
import {
  afterRound,
  type NotificationAttempt,
  type NotificationOutcome,
  notificationFor,
  outcomeOfReceipt,
} from '../../../src/notify/notification-attempt.js';
import { AT, lost, recipient, story, streak } from './notices.js';

const [mail, slack, hook] = [recipient('email'), recipient('slack'), recipient('webhook')];
const failedBy = (...kinds: string[]) =>
  noticeOf(
    streak(),
    story(
      {},
      kinds.map((kind) => lost({ kind })),
    ),
    undefined,
  );
const begun = (everybody: readonly Recipient[], ...kinds: string[]) =>
  notificationFor(failedBy(...kinds), everybody, AT);
const names = (campaign: NotificationAttempt | null) => campaign?.waiting.map(({ to }) => to.target.kind);
const roundOf = (campaign: NotificationAttempt, ...results: NotificationOutcome[]) =>
  afterRound(campaign, results, {
    now: AT,
    wait: (attempt, asked) => Math.max(attempt * 60_000, asked ?? 0),
  });
const again = (
  campaign: NotificationAttempt,
  index = 0,
  waitMs: number | null = null,
): NotificationOutcome => {
  const waiting = campaign.waiting[index];
  if (!waiting) throw new Error('nobody waits there');
  return { retry: waiting, waitMs };
};

describe('who is told first', () => {
  test.each([
    ['a run that could not be fetched', [mail, slack], [], ['email', 'slack']],
    ['a mail that failed, and Slack is there', [mail, slack], ['email'], ['slack']],
    ['Slack failed, and mail and a webhook are there', [mail, slack, hook], ['slack'], ['email', 'webhook']],
    ['mail failed, and there is nothing else', [mail], ['email'], ['email']],
    ['all of them failed', [mail, slack], ['slack', 'email'], ['email', 'slack']],
  ])('%s', (_what, everybody, failed, told) => {
    expect(names(begun(everybody, ...failed))).toEqual(told);
  });

  test('a delivery in doubt counts as a way that failed, one still to be tried does not', () => {
    const deliveries = [
      lost({ kind: 'slack', state: 'held', reason: channelReason('silent-after-post') }),
      lost({ kind: 'email', state: 'pending', reason: channelReason('rate-limited') }),
    ];
    const notice = noticeOf(streak(), story({ state: 'retrying' }, deliveries), undefined);
    expect(names(notificationFor(notice, [mail, slack], AT))).toEqual(['email']);
  });
});

describe('after a round', () => {
  test('it is over when everybody has it, or has refused it and somebody has it', () => {
    expect(roundOf(begun([mail, slack]), 'delivered', 'delivered')).toBeNull();
    expect(roundOf(begun([mail, slack]), 'delivered', 'permanent')).toBeNull();
  });

  test('those who could not be reached are tried again later, and the news counts as told', () => {
    const campaign = begun([mail, slack]);
    const next = roundOf(campaign, 'delivered', again(campaign, 1));
    expect(next).toMatchObject({ told: true, attempt: 1, notBefore: AT + 60_000 });
    expect(names(next)).toEqual(['slack']);
  });

  test('the longest wait that was asked for is kept', () => {
    const campaign = begun([mail]);
    expect(roundOf(campaign, again(campaign, 0, 600_000))).toMatchObject({
      notBefore: AT + 600_000,
      told: false,
    });
  });

  test('when the other way does not work, the one that failed is tried at once', () => {
    const campaign = begun([mail, slack], 'email');
    expect(names(roundOf(campaign, 'permanent'))).toEqual(['email']);
    const both = roundOf(campaign, again(campaign));
    expect(names(both)).toEqual(['slack', 'email']);
    expect(both).toMatchObject({ notBefore: AT, told: false, reserve: [] });
  });

  test('news that everybody refuses is never lost: it is tried again', () => {
    let campaign: NotificationAttempt | null = begun([mail, slack]);
    for (let round = 1; round <= 100; round += 1) {
      campaign = campaign && roundOf(campaign, 'permanent', 'permanent');
      expect(campaign).toMatchObject({ told: false, attempt: round });
      expect(names(campaign)).toEqual(['email', 'slack']);
    }
  });

  test('somebody who stays out of reach is given up after most of a day, when others have it', () => {
    let campaign: NotificationAttempt | null = roundOf(
      begun([mail, slack]),
      'delivered',
      again(begun([mail, slack]), 1),
    );
    let rounds = 1;
    while (campaign) {
      campaign = roundOf(campaign, again(campaign));
      rounds += 1;
    }
    expect(rounds).toBe(24);
  });

  test('news in doubt counts as told only when nobody is left to try', () => {
    expect(roundOf(begun([mail]), 'unknown')).toBeNull();
    expect(roundOf(begun([mail, slack], 'email'), 'unknown')).toMatchObject({ told: false });
  });
});

describe('a receipt', () => {
  const waiting = { to: mail, unknownSince: null };
  test.each([
    ['delivered', delivered('x'), 'delivered'],
    ['permanent', permanent('refused', 'No.'), 'permanent'],
    ['retryable', retryable('busy', 'Later.', 5), { retry: waiting, waitMs: 5 }],
    ['unknown', unknown('silent', 'Nothing.'), { retry: { to: mail, unknownSince: AT }, waitMs: null }],
  ])('%s', (_state, receipt, told) => {
    expect(outcomeOfReceipt(receipt, waiting, AT)).toEqual(told);
  });

  test('a second doubt is left alone', () => {
    expect(outcomeOfReceipt(unknown('silent', 'Nothing.'), { to: mail, unknownSince: AT }, AT)).toBe(
      'unknown',
    );
  });

  test('with onUnknown: hold the first doubt is left alone, unless the other side can be asked', () => {
    const holding = recipient('email', 'x', { onUnknown: 'hold' });
    const asking = recipient('slack', 'x', { onUnknown: 'hold', asks: true });
    expect(outcomeOfReceipt(unknown('silent', ''), { to: holding, unknownSince: null }, AT)).toBe('unknown');
    expect(outcomeOfReceipt(unknown('silent', ''), { to: asking, unknownSince: null }, AT)).toMatchObject({
      waitMs: null,
    });
  });
});
