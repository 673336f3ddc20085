import type { AlertStory } from '../../../../src/alerts/message/story.js';
import type { FigureName } from '../../../../src/config/config.js';
import { addDays } from '../../../../src/lib/time/zone.js';
import { alertItem, alertStory, JUDGED, type TestItem } from '../../../support/alert-stories.js';

const ago = (days: number) => addDays(JUDGED, -days);
const COUNTS = ['conversations', 'paid', 'messages', 'fallbacks'] as const;
const SALES = { id: 'sales', name: 'Sales bot' };

const rate = { value: 0.234, low: 0, high: 0.2, z: null, facts: { limit: 0.2, uses: 412 } };
const month = { allowance: 5000, limit: 4000, from: ago(22), to: addDays(JUDGED, 7) };

/** An item of each kind while it lasts. */
const KINDS: Readonly<Record<string, TestItem>> = {
  ...Object.fromEntries(
    COUNTS.map((of): [string, TestItem] => [
      `silence of ${of}`,
      {
        kind: 'silence',
        of,
        start: ago(7),
        reading: { value: 0, facts: { since: ago(7), days: 8, expected: 84 } },
      },
    ]),
  ),
  'silence, learning': {
    kind: 'silence',
    start: ago(2),
    reading: { value: 0, facts: { since: ago(2), days: 3 } },
  },
  ...Object.fromEntries(
    COUNTS.map((of, index): [string, TestItem] => [
      `unusual ${of}`,
      { kind: 'unusual', of, start: ago(index), reading: { value: [1, 12, 2345, 5][index] ?? 0 } },
    ]),
  ),
  'unusual by source': { kind: 'unusual', source: 'messenger' },
  'drift down': { kind: 'drift', start: ago(14), reading: { facts: { drift: -0.23 } } },
  'drift up of messages': {
    kind: 'drift',
    of: 'messages',
    reading: { facts: { drift: 0.184, since: ago(9) } },
  },
  'rate above': { kind: 'above', of: 'fallbackRate', start: ago(2), reading: rate },
  'rate below': {
    kind: 'below',
    of: 'fallbackRate',
    reading: { ...rate, value: 0.01, low: 0.02, high: null, facts: { limit: 0.02 } },
  },
  'count above': {
    kind: 'above',
    of: 'messages',
    chart: null,
    reading: { value: 9000, low: null, high: 8000, facts: { limit: 8000 } },
  },
  'count below': {
    kind: 'below',
    chart: null,
    reading: { value: 9, low: 10, high: null, facts: { limit: 10 } },
  },
  'plan, reached': {
    kind: 'above',
    of: 'paid',
    bot: null,
    chart: null,
    reading: { value: 4312, low: null, high: 4000, facts: { ...month, projected: 5640, reached: ago(2) } },
  },
  'plan, projected': {
    kind: 'above',
    of: 'paid',
    bot: null,
    chart: null,
    reading: {
      value: 3650,
      low: null,
      high: 4000,
      facts: { ...month, projected: 4760, reached: addDays(JUDGED, 3) },
    },
  },
  'goal below, projected': {
    kind: 'below',
    bot: null,
    chart: null,
    reading: {
      value: 1312,
      low: 2000,
      high: null,
      facts: { limit: 2000, from: ago(22), to: addDays(JUDGED, 7), projected: 1712 },
    },
  },
  up: {
    kind: 'up',
    reading: { value: 1204, low: null, high: 1100, facts: { before: 898, change: 0.341, days: 7 } },
  },
  'down by the day': {
    kind: 'down',
    of: 'paid',
    start: ago(1),
    reading: { value: 40, low: 50, high: null, facts: { before: 90, change: -0.556, days: 1 } },
  },
  'down, rate': {
    kind: 'down',
    of: 'fallbackRate',
    reading: { value: 0.031, low: 0.04, high: null, facts: { before: 0.061, change: -0.492, days: 14 } },
  },
  'up, rate': {
    kind: 'up',
    of: 'fallbackRate',
    reading: { value: 0.231, low: null, high: 0.1, facts: { before: 0.061, change: 2.787, days: 21 } },
  },
  'up by the day': {
    kind: 'up',
    reading: { value: 90, low: null, high: 80, facts: { before: 40, change: 1.25, days: 1 } },
  },
  'up from nothing': {
    kind: 'up',
    reading: { value: 90, low: null, high: 0, facts: { before: 0, days: 7 } },
  },
  gap: {
    kind: 'gap',
    start: ago(2),
    reading: {
      value: null,
      low: null,
      high: null,
      facts: { goodAt: Date.parse('2026-11-21T06:00:12Z'), reason: 'timeout' },
    },
  },
  'gap, unexplained': {
    kind: 'gap',
    reading: { value: null, low: null, high: null, facts: { goodAt: Date.parse('2026-11-21T06:00:12Z') } },
  },
  'gap, never': { kind: 'gap', reading: { value: null, low: null, high: null, facts: {} } },
};

const lasting = Object.entries(KINDS).map(([name, item]): [string, AlertStory] => [name, alertStory([item])]);

const reminders = Object.entries(KINDS)
  .filter((_kind, index) => index % 3 === 0)
  .map(([name, item], index): [string, AlertStory] => [
    `${name}, still`,
    alertStory([{ ...item, start: ago([0, 1, 4, 8, 20][index % 5] ?? 0) }], { event: 'reminder' }),
  ]);

/** The same after two days that were well. */
const wellAgain = (item: TestItem): TestItem => ({
  ...item,
  start: ago(5),
  end: ago(2),
  beyond: { day: ago(2), ...item.reading },
  reading: {
    ...item.reading,
    value: wellValue(item.of ?? 'conversations'),
    ...(item.kind === 'above' || item.kind === 'below' ? {} : { facts: {} }),
  },
});

const wellValue = (of: FigureName) => (of === 'fallbackRate' ? 0.052 : 55);

const recovered = Object.entries(KINDS).map(([name, item]): [string, AlertStory] => [
  `${name}, over`,
  alertStory([wellAgain(item)], { event: 'recovered' }),
]);

const missed = ['silence of conversations', 'unusual paid', 'drift down', 'rate above', 'gap'].map(
  (name): [string, AlertStory] => [
    `${name}, missed`,
    alertStory([wellAgain(KINDS[name] ?? { kind: 'gap' })], { event: 'missed' }),
  ],
);

const oneDay = alertStory(
  [{ kind: 'unusual', start: ago(2), end: ago(2), beyond: { day: ago(2) }, reading: { value: 55 } }],
  { event: 'recovered' },
);

const several = (count: number, event: AlertStory['event'] = 'firing') =>
  alertStory(
    Array.from({ length: count }, (_item, index) =>
      alertItem({
        kind: 'unusual',
        bot: index === 0 ? SALES : { id: `bot-${index}`, name: `Bot ${index}` },
        ...(event === 'recovered' ? { start: ago(5), end: ago(2), reading: { value: 55 } } : {}),
      }),
    ),
    { event, budget: [1, 0.5, 12, 104.4, 0.05][count % 5] ?? 1 },
  );

/** Stories whose messages have every sentence that there is. */
export const STORIES: readonly (readonly [string, AlertStory])[] = [
  ...lasting,
  ...reminders,
  ...recovered,
  ...missed,
  ['one day, over', oneDay],
  ['two bots', several(2)],
  ['three bots', several(3)],
  ['seven bots', several(7)],
  ['six bots, over', several(6, 'recovered')],
  ['with a page', alertStory([{ kind: 'unusual' }], { page: 'https://digests.example.com/', budget: 0.7 })],
];
