import { expect, test } from 'vitest';
import type { ServicePart } from '../../../src/notify/notice.js';
import {
  type ServiceTroubles,
  serviceNotices,
  troublesAfter,
  troublesTold,
} from '../../../src/notify/service-trouble.js';
import { noticeText } from '../../../src/notify/words.js';

const AT = Date.UTC(2026, 10, 23, 7);
const MINUTE = 60_000;
const about = { place: 'host-1-ab', zone: 'Europe/Warsaw', page: 'https://digest.example.com' };
type Looks = readonly (readonly [minute: number, ...failing: ServicePart[]])[];

/** What is told at each look, when every notice arrives. */
function toldBy(looks: Looks): readonly string[] {
  let troubles: ServiceTroubles = new Map();
  let before: number | null = null;
  return looks.map(([minute, ...failing]) => {
    const now = AT + minute * MINUTE;
    const problems = new Map(failing.map((part) => [part, `The ${part}.`]));
    troubles = troublesAfter(troubles, { problems, now, before });
    before = now;
    const notices = serviceNotices(troubles, now, about);
    for (const notice of notices) troubles = troublesTold(troubles, notice);
    return notices.map(({ part, health }) => `${part} ${health}`).join(', ');
  });
}

test.each<[string, Looks, readonly string[]]>([
  ['for less than two minutes', [[0, 'heartbeat'], [1.9, 'heartbeat'], [2]], ['', '', '']],
  [
    'for two minutes, and then works again',
    [[0, 'store'], [2, 'store'], [3, 'store'], [4], [5]],
    ['', 'store failing', '', 'store well', ''],
  ],
  [
    'again and again, a moment each',
    [[0, 'store'], [1], [2, 'store'], [3], [4, 'store']],
    ['', '', '', '', ''],
  ],
  [
    'beside another part',
    [
      [0, 'store'],
      [2, 'store', 'heartbeat'],
      [4, 'heartbeat'],
    ],
    ['', 'store failing', 'store well, heartbeat failing'],
  ],
  [
    'while the machine slept, and goes on',
    [
      [0, 'schedules'],
      [600, 'schedules'],
      [601, 'schedules'],
      [602, 'schedules'],
    ],
    ['', '', '', 'schedules failing'],
  ],
  [
    'while the machine slept, and is told already',
    [[0, 'store'], [2, 'store'], [600, 'store'], [601]],
    ['', 'store failing', '', 'store well'],
  ],
])('a part that fails %s', (_what, looks, told) => expect(toldBy(looks)).toEqual(told));

test('a notice that nobody has stays due, and keeps its key', () => {
  const failing = new Map([['store' as const, 'It is full.']]);
  const first = troublesAfter(new Map(), { problems: failing, now: AT, before: null });
  const keys = [2, 9].map((minute) => {
    const now = AT + minute * MINUTE;
    const later = troublesAfter(first, { problems: failing, now, before: now - MINUTE });
    return serviceNotices(later, now, about).map(({ key }) => key);
  });
  expect(keys).toEqual([
    [`service/host-1-ab/store/failing/${AT}`],
    [`service/host-1-ab/store/failing/${AT}`],
  ]);
});

test('it says which process, since when, why, and where to look', () => {
  const now = AT + 2 * MINUTE;
  const [notice] = serviceNotices(
    troublesAfter(new Map(), { problems: new Map([['store', 'It is full.']]), now: AT, before: null }),
    now,
    about,
  );
  if (!notice) return expect.fail('nothing to tell');
  expect(noticeText(notice)).toEqual({
    headline: 'the store takes no writes',
    story: [
      'Process host-1-ab, since Monday 23 November 2026 at 08:00 (Europe/Warsaw).',
      'It is full.',
      'You will be notified again when that is over.',
      'Page: https://digest.example.com/',
    ],
    todo: [],
  });
  expect(noticeText({ ...notice, health: 'well' }).headline).toBe('the store takes writes again');
});
