import { expect, test } from 'vitest';
import { channelReason } from '../../../src/ledger/model/reasons.js';
import { statusPage } from '../../../src/server/page.js';
import type { Shown } from '../../../src/server/warnings.js';
import { AT, lost, story } from '../notify/notices.js';

const health = { ok: true, problems: [], warnings: [], lastTick: new Date(AT).toISOString() };
const weekly = {
  id: 'weekly',
  title: 'Week in review',
  next: AT + 86_400_000,
  completed: null,
  paused: false,
};

const zone = 'Europe/Warsaw';

test('shows digests and how the latest runs went, all in one zone that it names', () => {
  const runs = [
    story({}, [
      lost(),
      lost({ target: 'b@example.com', state: 'delivered' }),
      lost({ target: 'c@example.com', state: 'held' }),
      lost({ target: 'd@example.com', state: 'unknown' }),
    ]),
  ];
  const page = statusPage({ health, version: '1.2.3', zone, digests: [weekly], runs, now: AT });
  expect(page).toContain('All times are in Europe/Warsaw; it is Mon 23 Nov 2026, 08:00.');
  expect(page).toContain('All is well');
  expect(page).toContain('<td>Tue 24 Nov 2026, 08:00</td><td>never</td>');
  expect(page).toContain(
    '<td class="attention">partial, undelivered</td><td></td><td>1 of 4 delivered, 1 failed, 1 unknown, 1 held</td>',
  );
  expect(page).not.toContain('ada@example.com');
});

test('says what is wrong, with every name harmless', () => {
  const hostile = '<script>alert("1")</script>&\'';
  const page = statusPage({
    health: { ...health, ok: false, problems: [`The store ${hostile}`] },
    version: '1.2.3',
    zone,
    digests: [
      { ...weekly, title: hostile, next: null },
      { ...weekly, next: null, paused: true },
    ],
    runs: [],
    now: AT,
  });
  expect(page).not.toContain('<script');
  expect(page).toContain(
    '<p class="attention">The store &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</p>',
  );
  expect(page).toContain('on demand');
  expect(page).toContain('<td>paused</td>');
  expect(page).toContain('There are no runs yet.');
});

test.each([
  ['paused', { by: 'ada', until: null }, null, 'paused by ada'],
  ['paused', { by: null, until: null }, null, 'paused'],
  [
    'paused',
    { by: 'ada', until: AT + 3_600_000 },
    AT + 86_400_000,
    'Tue 24 Nov 2026, 08:00 (paused by ada until Mon 23 Nov 2026, 09:00)',
  ],
  [
    'skipped-by-hand',
    { by: 'ada', until: null },
    AT + 86_400_000,
    'Tue 24 Nov 2026, 08:00 (Mon 23 Nov 2026, 08:01 is skipped by ada)',
  ],
] as const)('shows that a digest is %s (%j)', (reason, omission, next, text) => {
  const leftOut = { reason, ...omission, slot: AT + 60_000 };
  const digests = [{ ...weekly, next, leftOut, paused: next === null }];
  const page = statusPage({ health, version: '1', zone, digests, runs: [], now: AT });
  expect(page).toContain(`<td>${text}</td><td>never</td>`);
  expect(page).toContain('All is well');
});

test('says what waits and when it is tried next, and that not all is well', () => {
  const late = {
    about: 'late',
    digest: 'weekly',
    text: (shown: Shown) => `weekly is late: it was due on ${shown(AT)}.`,
  } as const;
  const run = story({ state: 'retrying', reason: channelReason('unreachable'), notBefore: AT + 1_800_000 });
  const page = statusPage({
    health: { ...health, warnings: [late] },
    version: '1.2.3',
    zone: 'UTC',
    digests: [weekly],
    runs: [run],
    now: AT + 1_000_000,
  });
  expect(page).toContain('<h1>weekly is late</h1>');
  expect(page).toContain('<p class="attention">weekly is late: it was due on Mon 23 Nov 2026, 07:00.</p>');
  expect(page).toContain('retrying, unreachable</td><td>Mon 23 Nov 2026, 07:30</td>');
  expect(page).not.toContain('All is well');
});
