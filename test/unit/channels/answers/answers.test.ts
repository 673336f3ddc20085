import { expect, test } from 'vitest';
import type { Classification } from '../../../../src/channels/answers.js';
import { classifyOutcome } from '../../../../src/channels/chat/answers.js';
import * as mail from '../../../../src/channels/email/answers.js';
import type { SmtpFailure } from '../../../../src/channels/email/smtp/failure.js';
import * as folder from '../../../../src/channels/folder/answers.js';
import {
  GOOGLE_CHAT_ANSWERS,
  googleErrorCode,
  messageName,
} from '../../../../src/channels/google-chat/answers.js';
import * as s3 from '../../../../src/channels/s3/answers.js';
import type { S3Place } from '../../../../src/channels/s3/place.js';
import * as slack from '../../../../src/channels/slack/answers.js';
import { TEAMS_ANSWERS, teamsErrorCode } from '../../../../src/channels/teams/answers.js';
import { detailOfCall } from '../../../../src/channels/transport-answers.js';
import * as webhook from '../../../../src/channels/webhook/answers.js';
import { ForeignText } from '../../../../src/lib/text/foreign.js';
import { expectGolden } from '../../../support/golden.js';
import * as inputs from './inputs.js';

/** A line for each input: what is done about it, its reason, and what a person reads. */
const table = <Input>(
  rows: readonly Input[],
  nameOf: (row: Input) => string,
  of: (row: Input) => Classification,
) => `${rows.map((row) => `${nameOf(row)} → ${told(of(row))}`).join('\n')}\n`;

const told = ({ state, reason, says, hint }: Classification) =>
  `${state}, ${reason}: It ${says}.${hint === '' ? '' : ` ${hint}`}`;

const itself = (word: string) => word;

test('of Slack', () => {
  const failure = { detail: 'as sent', waitMs: null, inDoubt: false };
  const judged = (words: readonly string[], visible: boolean, inDoubt: boolean) =>
    table(words, itself, (word) => {
      const [code = '', needed = null] = word.split(' needs ');
      return slack.classifyAnswer({ ...failure, code, needed, inDoubt }, { visible });
    });
  expectGolden(
    [
      judged(inputs.slack, true, false),
      'in doubt',
      judged(['aborted', 'timeout', 'ECONNRESET'], true, true),
      'in doubt, and nobody sees it',
      judged(['aborted', 'timeout', 'ECONNRESET'], false, true),
    ].join('\n'),
    'answers/slack.txt',
  );
  const ofAccount = inputs.slack.filter((code) =>
    slack.isAboutTheAccount({ ...failure, code, needed: null }),
  );
  expect(ofAccount).toEqual([
    ...['ratelimited', 'rate_limited', 'http-429', 'invalid_auth', 'not_authed'],
    ...['token_revoked', 'token_expired', 'account_inactive', 'aborted'],
  ]);
  const proxy = { says: 'no', detail: 'HTTP status 407', advice: 'x', refused: true };
  expect(slack.isAboutTheAccount({ ...failure, code: 'x', needed: null, proxy })).toBe(true);
  const stopped = { ...failure, code: 'aborted', needed: null, inDoubt: true };
  expect(slack.isAboutTheAccount(stopped)).toBe(true);
  expect(
    slack.receiptOf({ ...failure, code: 'missing_scope', needed: 'im:write' }, { visible: true }),
  ).toMatchObject({
    message: expect.stringContaining('as sent, needed: im:write.'),
  });
  expect(
    slack.receiptOf({ ...failure, code: 'ratelimited', needed: null, waitMs: 5_000 }, { visible: true }),
  ).toEqual({
    ...{
      state: 'retryable',
      reason: 'rate-limited',
      waitMs: 5_000,
      message: 'Slack asks to slow down: as sent.',
    },
  });
});

test('of mail servers', () => {
  const failure: SmtpFailure = {
    ...{ stage: 'recipient', code: null, enhanced: '', cause: '', byToken: false, aboutName: false },
    detail: new ForeignText('as sent'),
    offers: { logins: ['PLAIN'], smtpUtf8: false, largest: null },
  };
  expectGolden(
    table(
      inputs.mail,
      ([name]) => name,
      ([, over]) => mail.classifyAnswer({ ...failure, ...over }),
    ),
    'answers/mail.txt',
  );
});

test('of webhooks, Teams and Google Chat', () => {
  const answered = (word: string) => {
    const [status = '', error = ''] = word.split(' ');
    return { error, outcome: { kind: 'answer', status: Number(status), waitMs: null, text: '' } } as const;
  };
  const failed = (word: string, sent: boolean) => ({ kind: 'failure', code: word, sent }) as const;
  const each = (
    of: (outcome: Parameters<typeof webhook.classifyAnswer>[0], error: string) => Classification,
  ) =>
    [
      table(inputs.statuses, itself, (word) => of(answered(word).outcome, answered(word).error)),
      'without an answer',
      table(inputs.codes, itself, (word) => of(failed(word, false), '')),
      'without an answer, after it was sent',
      table(inputs.codes, itself, (word) => of(failed(word, true), '')),
    ].join('\n');
  expectGolden(each(webhook.classifyAnswer), 'answers/webhook.txt');
  expectGolden(
    each((outcome, error) => classifyOutcome(outcome, error, TEAMS_ANSWERS)),
    'answers/teams.txt',
  );
  expectGolden(
    each((outcome, error) => classifyOutcome(outcome, error, GOOGLE_CHAT_ANSWERS)),
    'answers/google-chat.txt',
  );
});

test('of buckets', () => {
  const failure = { detail: 'as sent', region: '', waitMs: null, inDoubt: false };
  const judged = table(inputs.buckets, itself, (word) => {
    const [, code = '', status] = /^(.*?)(?: (\d+))?$/.exec(word) ?? [];
    return s3.classifyAnswer({ ...failure, code, status: status === undefined ? null : Number(status) });
  });
  expectGolden(judged, 'answers/bucket.txt');
});

test('of folders', () => {
  const judged = table(inputs.system, itself, (code) =>
    folder.classifyAnswer(Object.assign(new Error('x'), { code })),
  );
  const aborted = ['AbortError', 'TimeoutError'].map((name) => Object.assign(new Error('x'), { name }));
  const others = table([...aborted, new Error('x'), 'text', null], String, folder.classifyAnswer);
  expectGolden([judged, others].join('\n'), 'answers/folder.txt');
  expect(folder.receiptOf(Object.assign(new Error('long words'), { code: 'ENOSPC' }), './out')).toMatchObject(
    {
      message: 'The folder ./out is full: ENOSPC. Make room.',
    },
  );
  expect(folder.detailOf(new Error('long words'))).toBe('long words');
  expect(folder.detailOf(Object.assign(new Error('long words'), { code: 7 }))).toBe('long words');
});

test('of words that only contain one that is known', () => {
  const failure = { detail: 'as sent', region: '', waitMs: null, inDoubt: false };
  const slackReason = (code: string, needed: string | null = null) =>
    slack.classifyAnswer({ ...failure, code, needed }, { visible: true }).reason;
  const known = inputs.slack.filter((word) => slackReason(word) !== 'refused');
  const longer = known.filter((word) => /^[a-z_]+$/.test(word)).map((word) => `so_${word}`);
  expect(longer.filter((word) => slackReason(word) !== 'refused')).toEqual([]);
  expect(slackReason('not_in_channel', 'channels:join')).toBe(slackReason('not_in_channel'));
  const bucketReason = (code: string) => s3.classifyAnswer({ ...failure, code, status: 418 }).reason;
  const codes = inputs.buckets
    .map((word) => word.split(' ')[0] ?? '')
    .filter((word) => /^[A-Z][a-z]/.test(word));
  expect(codes.map((word) => `No${word}`).filter((word) => bucketReason(word) !== 'refused')).toEqual([]);
});

test('at a proxy, whatever the channel', () => {
  const proxy = {
    says: 'the proxy p:3128 refused the login',
    detail: 'HTTP status 407',
    advice: 'correct it',
    refused: true,
  };
  const outcome = { kind: 'failure', code: 'PROXY', sent: true, proxy } as const;
  const all = [
    slack.classifyAnswer(
      { code: 'x', detail: '', needed: null, waitMs: null, inDoubt: true, proxy },
      { visible: true },
    ),
    webhook.classifyAnswer(outcome),
    classifyOutcome(outcome, '', TEAMS_ANSWERS),
    s3.classifyAnswer({
      code: 'x',
      status: null,
      detail: '',
      region: '',
      waitMs: null,
      inDoubt: true,
      proxy,
    }),
  ];
  expect(new Set(all.map(told))).toEqual(
    new Set(['retryable, proxy-failed: It was not reached: the proxy p:3128 refused the login. Correct it.']),
  );
});

test('the codes in the bodies of chats', () => {
  const bodies = [
    '',
    '[]',
    '{}',
    'null',
    '{"error":{}}',
    '{"error":{"code":"A_1","status":"B_2"}}',
    '{"name":"x"}',
  ];
  expect(bodies.map(teamsErrorCode)).toEqual(['', '', '', '', '', 'A_1', '']);
  expect(bodies.map(googleErrorCode)).toEqual(['', '', '', '', '', 'B_2', '']);
  for (const code of ['two words', '', 'x'.repeat(81), 7]) {
    const body = JSON.stringify({ error: { code, status: code } });
    expect([teamsErrorCode(body), googleErrorCode(body)]).toEqual(['', '']);
  }
  const name = 'spaces/AA-1/messages/B_2.C3';
  const names = [
    name,
    `x${name}`,
    `${name}/`,
    'spaces//messages/B',
    'spaces/A/messages/',
    'spaces/A/threads/B',
  ];
  expect(names.map((one) => messageName(JSON.stringify({ name: one })))).toEqual([
    name,
    ...Array(5).fill(null),
  ]);
  expect(bodies.map(messageName)).toEqual(bodies.map(() => null));
});

test('the receipts of webhooks and buckets say who, what and how long to wait', () => {
  const answer = { kind: 'answer', status: 429, waitMs: 7_000, text: '' } as const;
  expect(webhook.receiptOf(answer, 'The webhook https://example.com')).toEqual({
    ...{ state: 'retryable', reason: 'rate-limited', waitMs: 7_000 },
    message: 'The webhook https://example.com asks to slow down: HTTP status 429.',
  });
  expect(webhook.receiptOf({ ...answer, status: 410 }, 'It')).toEqual({
    ...{ state: 'permanent', reason: 'gone' },
    message: 'It wants no more messages: HTTP status 410. Remove the entry, or renew its url.',
  });
  const lost = { kind: 'failure', code: 'ECONNREFUSED', sent: false } as const;
  expect(webhook.receiptOf(lost, 'It')).toMatchObject({ waitMs: null, reason: 'unreachable' });
  const proxy = { says: 'no', detail: 'HTTP status 407', advice: 'x', refused: true };
  expect([answer, lost, { ...lost, proxy }].map(detailOfCall)).toEqual([
    ...['HTTP status 429', 'ECONNREFUSED', 'HTTP status 407'],
  ]);

  const place = {
    bucket: 'reports',
    origin: 'https://reports.s3.eu-central-1.amazonaws.com',
    base: '',
  } as S3Place;
  const inPath = { ...place, origin: 'https://minio.example.com:9000', base: '/reports' };
  expect([place, inPath].map(s3.bucketWords)).toEqual([
    'The bucket reports at s3.eu-central-1.amazonaws.com',
    'The bucket reports at minio.example.com:9000',
  ]);
  const failure = {
    code: 'SlowDown',
    status: 503,
    detail: 'Slow down.',
    region: '',
    waitMs: 3_000,
    inDoubt: true,
  };
  expect(s3.receiptOf(failure, place)).toEqual({
    ...{ state: 'retryable', reason: 'rate-limited', waitMs: 3_000 },
    message: 'The bucket reports at s3.eu-central-1.amazonaws.com asks to slow down: Slow down.',
  });
  expect(s3.receiptOf(failure, place, { index: true })).toEqual({
    ...{ state: 'unknown', reason: 'silent-after-put' },
    message:
      'The bucket reports at s3.eu-central-1.amazonaws.com was sent the index and did not answer: Slow down. It may stand there.',
  });
  expect(s3.receiptOf({ ...failure, inDoubt: false }, place, { index: true })).toMatchObject({
    reason: 'rate-limited',
  });
  expect(s3.failedCheck(failure, place)).toEqual({
    ...{ ok: false, hint: 'Try again in a while.' },
    message: 'The bucket reports at s3.eu-central-1.amazonaws.com asks to slow down: Slow down.',
  });
  const elsewhere = {
    ...failure,
    code: 'PermanentRedirect',
    status: 301,
    detail: 'Elsewhere',
    region: 'eu-west-1',
  };
  expect(s3.failedCheck(elsewhere, place)).toEqual({
    ...{ ok: false, hint: 'Check its region and endpoint.' },
    message:
      'The bucket reports at s3.eu-central-1.amazonaws.com is not where it was asked for: it is in the region eu-west-1 (Elsewhere).',
  });
});

test('the receipts of mail servers and of Slack', () => {
  const failure = {
    stage: 'data',
    code: null,
    enhanced: '',
    cause: 'ETIMEDOUT',
    byToken: false,
    aboutName: false,
  } as const;
  const offers = { logins: null, smtpUtf8: false, largest: null };
  const ended = { ...failure, offers, detail: new ForeignText('x') };
  expect(mail.receiptOf(ended, { who: 'The mail server m', detail: 'Timeout' })).toEqual({
    ...{ state: 'retryable', reason: 'timeout-before-accept', waitMs: null },
    message: 'The mail server m did not answer in time: Timeout.',
  });
  expect(slack.detailOf({ code: 'x', detail: 'as sent', needed: null, waitMs: null, inDoubt: false })).toBe(
    'as sent',
  );
});
