import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AlertEvent } from '../../../../src/alerts/message/story.js';
import { ALERT_KINDS } from '../../../../src/alerts/series.js';
import { COUNTS, type FigureName } from '../../../../src/config/config.js';
import { composeAlert } from '../../../../src/digest/alert/compose.js';
import type { TimeSeriesSection } from '../../../../src/digest/digest.js';
import { digestSchema } from '../../../../src/digest/schema/digest.js';
import { addDays, type Day } from '../../../../src/lib/time/zone.js';
import { alertItem, alertLook, alertStory, JUDGED, type TestItem } from '../../../support/alert-stories.js';
import { everywhere } from '../../../support/everywhere.js';
import { HOSTILE } from '../../../support/sample-variants.js';
import { samples } from '../../../support/samples.js';
import { STORIES } from './cases.js';

const ago = (days: number): Day => addDays(JUDGED, -days);
const firing = alertStory([{ kind: 'unusual', start: ago(1) }]);
const bots = (count: number, own: Partial<TestItem> = {}) =>
  alertStory(
    Array.from({ length: count }, (_bot, index) => ({
      kind: 'unusual' as const,
      bot: { id: `bot-${index}`, name: `Bot ${index}` },
      ...own,
    })),
  );
const watchedBy = (sections: readonly { readonly kind: string }[]) =>
  sections.filter((section): section is TimeSeriesSection => section.kind === 'timeSeries');

test.each(STORIES)('%s is a digest that satisfies its schema', (_name, story) => {
  const digest = composeAlert(story, alertLook());
  expect(digestSchema.parse(digest)).toEqual(digest);
  expect(JSON.parse(JSON.stringify(digest))).toEqual(digest);
});

test('the same story gives the same message in any zone and language of the machine', async () => {
  const messages = await everywhere(async () => JSON.stringify(composeAlert(bots(4), alertLook())));
  expect(new Set(messages).size).toBe(1);
});

test('the message has no figures of its own, names the alert apart from digests, and is neither empty nor incomplete', () => {
  const digest = composeAlert(firing, alertLook({ id: 'outage' }));
  expect(digest).toMatchObject({ tiles: [], tables: [], notes: [], empty: false, incomplete: false });
  expect(digest.id).not.toBe('outage');
  expect(digest.id).toContain('outage');
  expect(digest.window).toMatchObject({ firstDay: JUDGED, lastDay: JUDGED, days: 1 });
});

test('the subject is the title and the weightiest sentence, with the number of the others', () => {
  const { subject, verdict, callouts } = composeAlert(bots(3), alertLook({ title: 'Volume' }));
  const [first] = callouts.items;
  expect(verdict.text).toBe(`${first?.heading}${first?.body} And 2 more.`);
  expect(subject).toBe(`Volume · ${verdict.text}`);
});

test.each([
  ['firing', 'attention'],
  ['reminder', 'attention'],
  ['recovered', 'good'],
  ['missed', 'neutral'],
] as const)('of an alert that is %s the tone is %s', (event, tone) => {
  const story = alertStory([{ kind: 'unusual', start: ago(5), end: event === 'firing' ? null : ago(2) }], {
    event,
  });
  const digest = composeAlert(story, alertLook());
  expect([digest.verdict.tone, digest.callouts.items[0]?.tone]).toEqual([tone, tone]);
});

test('the first three items that have days have a picture, and every item its words', () => {
  const story = alertStory([{ kind: 'gap', reading: { value: null, facts: {} } }, ...bots(5).items]);
  const { sections, callouts } = composeAlert(story, alertLook());
  expect(sections.map(({ id }) => id)).toEqual(['series-1', 'series-2', 'series-3']);
  expect(callouts.items.map(({ section }) => section)).toEqual([
    'about',
    'series-1',
    'series-2',
    'series-3',
    'about',
    'about',
  ]);
});

test('a picture has every day with its range, marks those of the episode, and shows a missing day as missing', () => {
  const chart = alertItem({ kind: 'unusual' }).chart?.days ?? [];
  const holed = chart.map((day, index) => (index === 20 ? { ...day, value: null, usual: null } : day));
  const story = alertStory([{ kind: 'unusual', start: ago(2), chart: holed }]);
  const [section] = watchedBy(composeAlert(story, alertLook()).sections);
  expect(section?.axis).toHaveLength(56);
  expect(section?.axis.filter(({ beyond }) => beyond).map(({ key }) => key)).toEqual([
    ago(2),
    ago(1),
    JUDGED,
  ]);
  const [series] = section?.series ?? [];
  expect(series?.values).toEqual(holed.map(({ value }) => value));
  expect(series?.usual).toEqual(holed.map(({ usual }) => usual));
  expect(series?.texts[20]).toBe('');
});

test('a picture without any known day says so in its place', () => {
  const chart = (alertItem({ kind: 'unusual' }).chart?.days ?? []).map((day) => ({ ...day, value: null }));
  const [section] = composeAlert(alertStory([{ kind: 'unusual', chart }]), alertLook()).sections;
  expect(section?.emptyText).toBe('There are no figures for this section.');
});

test('what is judged stands as figures in the alert and in the callout', () => {
  const { alert, callouts } = composeAlert(
    alertStory([
      {
        kind: 'silence',
        source: 'messenger',
        start: ago(4),
        reading: { value: 0, z: null, facts: { expected: 84 } },
      },
    ]),
    alertLook(),
  );
  const id = `outage.support:messenger.silence-conversations@${ago(4)}`;
  expect(alert).toEqual({
    alert: 'outage',
    episode: id,
    event: 'firing',
    text: 'Support bot (Messenger): no conversations since Thursday 19 November; usually about 84 in that time.',
    series: [
      {
        ...{ bot: 'support', source: 'messenger', kind: 'silence', of: 'conversations' },
        ...{ episode: id, state: 'firing', value: 0, low: 40, high: 71, z: null },
        ...{ start: ago(4), end: null, days: [ago(4), ago(3), ago(2), ago(1), JUDGED] },
        text: alert?.text,
      },
    ],
  });
  expect(callouts.items[0]).toMatchObject({
    about: { bots: ['support'], sources: ['messenger'], steps: [] },
    values: { value: 0, low: 40, high: 71, expected: 84, start: ago(4), end: null },
  });
});

test('a silence lasts from its first empty day on, however late that was improbable', () => {
  const silent = { value: 0, facts: { since: ago(8), days: 9, expected: 9 } };
  const still = alertStory([{ kind: 'silence', start: ago(3), reading: silent }], { event: 'reminder' });
  expect(composeAlert(still, alertLook()).verdict.text).toBe(
    'Support bot, still, for 9 days: no conversations since Sunday 15 November; usually about 9 in that time.',
  );
  const over = alertStory(
    [{ kind: 'silence', start: ago(3), end: ago(2), beyond: silent, reading: { value: 5 } }],
    {
      event: 'recovered',
    },
  );
  expect(composeAlert(over, alertLook()).verdict.text).toContain('It lasted 7 days.');
});

test('a reminder tells the last day beyond the limit, not a calmer one after it', () => {
  const story = alertStory(
    [
      {
        ...{ kind: 'unusual', start: ago(4) },
        beyond: { day: ago(1), value: 3 },
        reading: { level: 'between', value: 39 },
      },
    ],
    { event: 'reminder' },
  );
  expect(composeAlert(story, alertLook()).verdict.text).toBe(
    'Support bot, still, for 5 days: 3 conversations on Sunday 22 November, usually 40\u00a0–\u00a071. It began on Thursday 19 November.',
  );
});

test('an episode that is over is well in the alert', () => {
  const story = alertStory([{ kind: 'unusual', start: ago(5), end: ago(2) }], { event: 'recovered' });
  expect(composeAlert(story, alertLook()).alert?.series[0]).toMatchObject({ state: 'well', end: ago(2) });
});

test.each([
  [null, undefined],
  ['https://digests.example.com', 'https://digests.example.com/alerts/out%20age'],
  ['https://example.com/digests/', 'https://example.com/digests/alerts/out%20age'],
])('with the page %s the link is %s', (page, url) => {
  const digest = composeAlert({ ...firing, page }, alertLook({ id: 'out age' }));
  expect(digest.about.link?.url).toBe(url);
});

test('false alarms are left out of what chance has no part in', () => {
  const gap = composeAlert(alertStory([{ kind: 'gap', reading: { value: null, facts: {} } }]), alertLook());
  expect(gap.about.paragraphs.join(' ')).not.toContain('False alarms');
  const mixed = composeAlert(alertStory([{ kind: 'gap' }, { kind: 'unusual' }]), alertLook());
  expect(mixed.about.paragraphs).toContain('False alarms to expect: 1 a year, over all that it watches.');
});

test('names lead where the configuration says', () => {
  const digest = composeAlert(firing, alertLook({ links: 'https://app.example.com/{storyId}' }));
  expect(digest.bots).toEqual([
    { id: 'support', name: 'Support bot', link: 'https://app.example.com/5b07ff77c2376e30306d9b12' },
  ]);
});

test('bots of one name are told apart by their ids, and a bot that is named twice is not', () => {
  const item = (id: string, kind: 'unusual' | 'silence' = 'unusual') => ({ kind, bot: { id, name: 'Bot' } });
  const names = (items: readonly TestItem[]) =>
    composeAlert(alertStory(items), alertLook()).callouts.items.map(({ heading }) => heading);
  expect(names([item('a'), item('b')])).toEqual(['Bot (a)', 'Bot (b)']);
  expect(names([item('a'), item('a', 'silence')])).toEqual(['Bot', 'Bot']);
});

test.each(HOSTILE.map((name) => [name]))('the name %j is one printable line', (name) => {
  const digest = composeAlert(alertStory([{ kind: 'unusual', bot: { id: 'b', name } }]), alertLook());
  const [callout] = digest.callouts.items;
  expect(callout?.heading.length).toBeGreaterThan(0);
  expect([...(callout?.heading ?? '')].length).toBeLessThanOrEqual(300);
  expect(`${callout?.heading}${digest.subject}`).not.toMatch(/[\p{Cc}\p{Cs}\u202A-\u202E]/u);
  expect([...digest.subject].length).toBeLessThanOrEqual(250);
});

const count = fc.nat(10_000_000);
const items = fc.record({
  kind: fc.constantFrom(...ALERT_KINDS),
  of: fc.constantFrom<FigureName>(...COUNTS, 'fallbackRate'),
  lasted: fc.nat(60),
  value: fc.option(count),
  range: fc.option(fc.tuple(count, count)),
  facts: fc.record(
    {
      ...{
        days: fc.integer({ min: 1, max: 60 }),
        expected: count,
        limit: count,
        allowance: count,
        projected: count,
      },
      ...{ before: count, change: fc.double({ noNaN: true, min: -1, max: 50 }), uses: count },
      drift: fc.double({ noNaN: true, min: -1, max: 50 }),
      ...{
        goodAt: fc.constant(Date.parse('2026-11-20T05:00:00Z')),
        reason: fc.constant('unreachable' as const),
      },
      ...{ from: fc.constant(ago(22)), to: fc.constant(addDays(JUDGED, 7)), since: fc.constant(ago(3)) },
    },
    { requiredKeys: [] },
  ),
});

test('whatever was judged, every sentence is whole and of finite numbers', () => {
  const events: readonly AlertEvent[] = ['firing', 'reminder', 'recovered', 'missed'];
  fc.assert(
    fc.property(
      fc.constantFrom(...events),
      items,
      fc.constantFrom('en-GB', 'pl-PL', 'uk-UA'),
      (event, item, locale) => {
        const { kind, of, lasted, value, range, facts } = item;
        const part = of === 'fallbackRate' && value !== null ? value / 10_000_000 : value;
        const end = event === 'firing' || event === 'reminder' ? null : ago(2);
        const reading = { value: part, low: range?.[0] ?? null, high: range?.[1] ?? null, facts };
        const story = alertStory([{ kind, of, start: ago(lasted + 2), end, reading }], { event });
        const digest = composeAlert(story, alertLook({ locale }));
        const { text } = digest.verdict;
        expect(text).toMatch(/^Support bot.*\.$/u);
        expect(text).not.toMatch(/[{}]|NaN|∞|undefined|null|\.\.| {2}/);
      },
    ),
    { numRuns: samples(400) },
  );
});
