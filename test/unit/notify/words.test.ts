import { expect, test } from 'vitest';
import { noticeAsText } from '../../../src/channels/notice.js';
import { channelReason } from '../../../src/ledger/model/reasons.js';
import { noticeOf, reloadNoticeOf } from '../../../src/notify/notice.js';
import { noticeText } from '../../../src/notify/words.js';
import { AT, lost, story, streak } from './notices.js';

const said = (...[of, run, deliveries]: Parameters<typeof parts>) => noticeText(parts(of, run, deliveries));
const parts = (
  of: Parameters<typeof streak>[0],
  run: Parameters<typeof story>[0] = {},
  deliveries: Parameters<typeof story>[1] = [],
) => noticeOf(streak(of), story(run, deliveries), undefined);

test.each([
  ['not delivered', { state: 'failed', reason: 'nothing-fetched' }, []],
  ['quarantined', { state: 'failed', reason: 'quarantined' }, []],
  ['delivered only in part', { state: 'partial' }, [lost()]],
  [
    'delivered only in part, partly with an unknown outcome',
    { state: 'partial' },
    [lost({ state: 'held', reason: channelReason('silent-after-post') })],
  ],
  [
    'not delivered, partly with an unknown outcome',
    { state: 'failed' },
    [lost({ state: 'held', reason: channelReason('silent-after-post') })],
  ],
  ['not delivered to everybody so far', { state: 'retrying' }, [lost()]],
] as const)('the headline says %s', (words, run, deliveries) => {
  expect(said({}, run, deliveries).headline).toBe(`weekly: ${words}`);
});

test('a failure says which digest, run and slot, why, who is missing, and what to do', () => {
  const held = lost({
    id: 'b47946a8e70c2317.2',
    kind: 'slack',
    target: 'C0123456789',
    state: 'held',
    reason: channelReason('silent-after-post'),
  });
  const text = noticeAsText(said({ failures: 3 }, {}, [lost(), held]));
  for (const part of [
    'run b47946a8e70c2317: partial, undelivered.',
    '23 November 2026 at 07:00 (UTC)',
    'Not delivered: email ada@example.com (message).',
    '- email ada@example.com (message): failed, recipient-rejected',
    '- slack C0123456789 (message): held, silent-after-post',
    '3 runs have failed since',
    'botdigest explain b47946a8e70c2317 ',
    'botdigest resend b47946a8e70c2317 ',
    'botdigest resolve b47946a8e70c2317.2 --as delivered|failed|resend',
  ])
    expect(text).toContain(part);
});

test('a recovery says what works again and how often it had failed', () => {
  const of = { health: 'well', failures: 2, since: AT } as const;
  const words = said(of, { state: 'completed', reason: 'delivered', error: null });
  expect(words.headline).toBe('weekly: works again');
  expect(noticeAsText(words)).toContain('The 2 runs before it failed.');
});

test('a run that was forgotten leaves words all the same', () => {
  expect(noticeAsText(noticeText(noticeOf(streak(), null, undefined)))).toContain('weekly: failed.');
});

test.each([
  [
    {
      state: 'retrying',
      reason: channelReason('unreachable'),
      notBefore: AT + 1_800_000,
      deadline: AT + 86_400_000,
    },
    'Next try: Monday 23 November 2026 at 07:30 (UTC); it is tried until Tuesday 24 November 2026 at 07:00 (UTC).',
    ['explain', 'resend'],
  ],
  [
    { state: 'queued', attempt: 0 },
    'No process has begun it: look whether botdigest start runs',
    ['explain', 'resend'],
  ],
  [{ state: 'queued', attempt: 2 }, 'It waits for a process to go on with it.', ['explain', 'resend']],
  [{ state: 'running', leaseOwner: 'host-7', attempt: 3 }, 'host-7 works on it, attempt 3.', ['explain']],
] as const)('a late digest whose run is %j says how it stands', (run, words, commands) => {
  const waiting = lost({
    state: 'pending',
    reason: channelReason('unreachable'),
    error: 'Nobody listens there.',
  });
  const { headline, story: told, todo } = said({ health: 'late' }, { error: null, ...run }, [waiting]);
  expect(headline).toBe('weekly: late, and still tried');
  expect(told.join('\n')).toContain(words);
  expect(told).toContain('Nobody listens there.');
  expect(told).toContain('- email ada@example.com (message): pending, unreachable');
  expect(todo.map(({ command }) => command.split(' ')[1])).toEqual(commands);
});

test('without its run, a notice leads to the digest or the alert', () => {
  const page = 'https://digest.example.com';
  const lineOf = (digest: string) =>
    noticeText(noticeOf(streak({ digest, health: 'well' }), null, undefined, page)).story.at(-1);
  expect(lineOf('weekly')).toBe(`Page: ${page}/digests/weekly`);
  expect(lineOf('alert.outage')).toBe(`Page: ${page}/alerts/outage`);
});

test('the page of the service is named where the configuration has it', () => {
  for (const health of ['failing', 'late', 'well'] as const) {
    const notice = noticeOf(streak({ health }), story({}), undefined, 'https://botdigest.example.com');
    expect(noticeAsText(noticeText(notice))).toContain('Page: https://botdigest.example.com/');
    expect(noticeAsText(noticeText(notice))).toContain(
      'Page: https://botdigest.example.com/runs/b47946a8e70c2317',
    );
  }
  const reload = {
    place: 'host:config.yaml',
    since: AT,
    problem: 'bad key',
    told: 'well',
    toldAt: null,
  } as const;
  const refused = reloadNoticeOf({ ...reload, health: 'refused' }, 'https://botdigest.example.com');
  expect(noticeAsText(noticeText(refused))).toContain('Page: https://botdigest.example.com/config');
});
