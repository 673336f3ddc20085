import type { InteractionRow } from '../../src/chatbot/snapshot.js';
import { interaction, type TestBot, type TestSnapshot } from './snapshot.js';

const step = (id: string, name: string, value: number) => interaction({ id, name, value });
const lost = (parentId: string, value: number) =>
  interaction({ parentId, type: 'contextFallback', name: 'Fallback Interaction', value });
const fallback = (value: number) => interaction({ type: 'fallback', name: 'Fallback Interaction', value });
const welcome = (value: number) => interaction({ type: 'welcome', name: 'Welcome Interaction', value });

const SUPPORT_USES: readonly InteractionRow[] = [
  welcome(1122),
  step('track', 'Track my order', 412),
  step('return', 'Return an item', 241),
  step('person', 'Talk to a person', 198),
  step('cost', 'Delivery cost', 164),
  step('address', 'Change address', 96),
  step('invoice', 'Invoice copy', 51),
  step('hours', 'Opening hours', 140),
  step('careers', 'Careers', 0),
  step('stores', 'Store finder', 0),
  lost('track', 41),
  lost('return', 23),
  lost('cost', 9),
  lost('gone', 4),
  fallback(40),
];

const SUPPORT_USES_BEFORE: readonly InteractionRow[] = [
  welcome(1077),
  step('track', 'Track my order', 398),
  step('return', 'Return an item', 190),
  step('person', 'Talk to a person', 171),
  step('cost', 'Delivery cost', 160),
  step('address', 'Change address', 71),
  step('invoice', 'Invoice copy', 49),
  step('hours', 'Opening hours', 150),
  step('old', 'Summer sale', 12),
  lost('track', 25),
  lost('return', 21),
  lost('cost', 10),
  fallback(38),
];

const SALES_USES: readonly InteractionRow[] = [
  welcome(612),
  step('hours', 'Opening hours', 147),
  step('payment', 'Payment methods', 121),
  step('loyalty', 'Loyalty points', 64),
  step('sizes', 'Product sizes', 37),
  step('samples', 'Order samples', 37),
  step('gifts', 'Gift cards', 0),
  lost('payment', 11),
  lost('loyalty', 6),
  fallback(18),
];

export const SUPPORT: TestBot = {
  id: 'support',
  name: 'Support bot',
  weekdays: [170, 190, 184, 197, 187, 104, 90],
  before: [172, 180, 191, 182, 170, 98, 84],
  interactions: SUPPORT_USES,
  interactionsBefore: SUPPORT_USES_BEFORE,
  split: { widget: 0.55, livechat: 0.25, messenger: 0.15, slack: 0.05 },
};

export const SALES: TestBot = {
  id: 'sales',
  name: 'Sales bot',
  sources: ['widget', 'messenger'],
  weekdays: [98, 111, 103, 115, 109, 38, 38],
  before: [79, 82, 88, 84, 70, 41, 37],
  interactions: SALES_USES,
  split: { widget: 0.8, messenger: 0.2 },
};

/** The weekly example: two bots, Warsaw, against the week before. */
export const WEEKLY: TestSnapshot = {
  zone: 'Europe/Warsaw',
  days: ['2026-11-16', '2026-11-22'],
  before: ['2026-11-09', '2026-11-15'],
  bots: [SUPPORT, SALES],
};

/** One bot's day by the hour. */
export const DAILY: TestSnapshot = {
  zone: 'Europe/Warsaw',
  days: ['2026-11-19', '2026-11-19'],
  before: ['2026-11-18', '2026-11-18'],
  bots: [SUPPORT],
};

const NOBODY: TestBot = { id: 'support', name: 'Support bot', weekdays: [], interactions: [fallback(0)] };

/** A week in which nobody wrote. */
export const EMPTY: TestSnapshot = { ...WEEKLY, bots: [NOBODY] };

/** A bot of which fifty make a crowd. */
const crowdBot = (index: number): TestBot => ({
  id: `bot-${index}`,
  name: `Shop ${String(index).padStart(2, '0')}`,
  weekdays: [index, index, index, index, index, 1, 0],
  before: [index, index, index - 1, index, index, 2, 0],
});

export const CROWD: TestSnapshot = {
  ...WEEKLY,
  bots: Array.from({ length: 50 }, (_, index) => crowdBot(index + 1)),
};

/** Two years by the month, of the reports that have a series. */
export const YEARS: TestSnapshot = {
  zone: 'Europe/Warsaw',
  days: ['2024-11-01', '2026-10-31'],
  before: ['2022-11-01', '2024-10-31'],
  bots: [{ ...SUPPORT, split: {} }],
  reports: ['conversations', 'average'],
};

/** A week whose last day has 25 hours. */
export const CLOCK_CHANGE: TestSnapshot = {
  ...WEEKLY,
  days: ['2026-10-19', '2026-10-25'],
  before: ['2026-10-12', '2026-10-18'],
};

/** The day of 25 hours against one of 24. */
export const LONG_DAY: TestSnapshot = {
  ...DAILY,
  days: ['2026-10-25', '2026-10-25'],
  before: ['2026-10-24', '2026-10-24'],
  reports: ['conversations', 'heatmap'],
};

const HOSTILE =
  '=HYPERLINK("http://x","y")\r\nBcc: all@example.com\u202e<script>alert(1)</script>\u0000 &amp; | `*_~';

/** Names that other formats might take for their own marks. */
export const HOSTILE_NAMES: TestSnapshot = {
  ...WEEKLY,
  bots: [
    {
      ...SUPPORT,
      name: HOSTILE,
      interactions: [
        step('one', HOSTILE, 50),
        step('two', 'long '.repeat(200), 20),
        lost('one', 9),
        step('', '', 3),
      ],
    },
    { ...SALES, name: '\u2066Sales bot\ud800' },
    { ...SALES, id: 'twin', name: '\u2066Sales bot\ud800' },
  ],
};
