import { expect, test } from 'vitest';
import { statusPage } from '../../../src/server/page.js';
import { AT, lost, story } from '../notify/notices.js';

const verdict = { ok: true, problems: [], lastTick: new Date(AT).toISOString() };
const weekly = {
  id: 'weekly',
  title: 'Week in review',
  zone: 'Europe/Warsaw',
  next: AT + 86_400_000,
  completed: null,
  paused: false,
};

test('shows digests by their own clocks, and how the latest runs went', () => {
  const runs = [story({}, [lost(), lost({ state: 'delivered' })])];
  const page = statusPage({ verdict, version: '1.2.3', digests: [weekly], runs, now: AT });
  expect(page).toContain('All is well');
  expect(page).toContain('<td>Tue 24 Nov 2026, 08:00</td><td>never</td><td>Europe/Warsaw</td>');
  expect(page).toContain(
    '<td class="attention">partial, undelivered</td><td>1 of 2 delivered, 1 failed or in doubt</td>',
  );
  expect(page).not.toContain('ada@example.com');
});

test('says what is wrong, with every name harmless', () => {
  const hostile = '<script>alert("1")</script>&\'';
  const page = statusPage({
    verdict: { ...verdict, ok: false, problems: [`The store ${hostile}`] },
    version: '1.2.3',
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
  expect(page).toContain('Nothing has been run yet.');
});
