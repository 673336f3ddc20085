import { expect, test } from 'vitest';
import { noticeOf } from '../../../src/notify/notice.js';
import { plainText, wordsOf } from '../../../src/notify/words.js';
import { AT, lost, story, streak } from './notices.js';

const said = (...[of, run, deliveries]: Parameters<typeof parts>) => wordsOf(parts(of, run, deliveries));
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
    'delivered only in part, partly in doubt',
    { state: 'partial' },
    [lost({ state: 'unknown', reason: 'held' })],
  ],
  ['not delivered, partly in doubt', { state: 'failed' }, [lost({ state: 'unknown', reason: 'held' })]],
  ['not delivered to everybody so far', { state: 'retrying' }, [lost()]],
] as const)('the headline says %s', (words, run, deliveries) => {
  expect(said({}, run, deliveries).headline).toBe(`weekly: ${words}`);
});

test('a failure says which digest, run and slot, why, who is missing, and what to do', () => {
  const held = lost({
    id: 'b47946a8e70c2317.2',
    kind: 'slack',
    target: 'C0123456789',
    state: 'unknown',
    reason: 'held',
  });
  const text = plainText(said({ failures: 3 }, {}, [lost(), held]));
  for (const part of [
    'run b47946a8e70c2317: partial, undelivered.',
    '23 November 2026 at 07:00 (UTC)',
    'Not delivered: email ada@example.com (message).',
    '- email ada@example.com (message): failed, recipient-rejected',
    '- slack C0123456789 (message): unknown, held',
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
  expect(plainText(words)).toContain('The 2 runs before it failed.');
});

test('a run that was forgotten leaves words all the same', () => {
  expect(plainText(wordsOf(noticeOf(streak(), null, undefined)))).toContain('weekly: failed.');
});
