import type { ReportAnswer, Snapshot } from '../../src/chatbot/snapshot.js';
import { composeDigest } from '../../src/digest/compose.js';
import type { Digest } from '../../src/digest/digest.js';
import { DAILY, EMPTY, HOSTILE_NAMES, SALES, SUPPORT, WEEKLY } from './digests.js';
import {
  changed,
  digestConfig,
  interaction,
  snapshot,
  type TestBot,
  type TestSnapshot,
  withGaps,
} from './snapshot.js';

const FIVE_BOTS: TestSnapshot = {
  ...WEEKLY,
  bots: ['Support', 'Sales', 'Returns', 'Careers', 'Stores'].map((name, index): TestBot => {
    const { weekdays, before = [], interactions = [] } = index % 2 === 0 ? SUPPORT : SALES;
    const less = (counts: readonly number[]) => counts.map((count) => Math.round(count / (index + 1)));
    return {
      id: name.toLowerCase(),
      name: `${name} bot`,
      weekdays: less(weekdays),
      before: less(before),
      interactions,
      split: { widget: 0.6, messenger: 0.3, livechat: 0.1 },
    };
  }),
};

const SCRIPTS = [
  'Zażółć gęślą jaźń',
  'Служба підтримки',
  'Εξυπηρέτηση πελατών',
  'サポートの窓口',
  '客户支持',
  '고객 지원',
  'خدمة العملاء 24',
  'שירות לקוחות 24',
  'Help 👩‍👩‍👧‍👦 desk',
];

/** Every script that a bot or an interaction may be named in, and names that formats might take for their marks. */
const NAMES: TestSnapshot = {
  ...WEEKLY,
  bots: [
    ...HOSTILE_NAMES.bots.slice(0, 2),
    ...SCRIPTS.map((name, index): TestBot => {
      const used = SCRIPTS.map((step, place) =>
        interaction({ id: `${place}`, name: step, value: 9 * place + index }),
      );
      return { ...SALES, id: `script-${index}`, name, interactions: used };
    }),
  ],
};

/** The clocks of Lord Howe Island go forward by half an hour on the last day of this week. */
const HALF_HOUR_CHANGE: TestSnapshot = {
  ...WEEKLY,
  zone: 'Australia/Lord_Howe',
  days: ['2026-09-28', '2026-10-04'],
  before: ['2026-09-21', '2026-09-27'],
};

/** As for a bot that nobody has talked to yet: the API answers, and lists nothing. */
function listless(answer: ReportAnswer): ReportAnswer {
  const { result } = answer;
  if (result.kind === 'series') return { ...answer, result: { ...result, points: [] } };
  if (result.kind === 'interactions') return { ...answer, result: { ...result, rows: [] } };
  return answer;
}

const partial = withGaps(
  withGaps(snapshot(WEEKLY), 'timeout', ({ report }, { id }) => id === 'sales' && report === 'messages'),
  'not-found',
  ({ report, purpose, source }) => report === 'heatmap' || (purpose === 'by-source' && source === 'slack'),
);

const compose = (of: TestSnapshot, given: Snapshot = snapshot(of)) => composeDigest(given, digestConfig(of));

/** What a digest can be like, each once. */
export const GOLDEN_DIGESTS: Readonly<Record<string, Digest>> = {
  weekly: compose(WEEKLY),
  'one-bot': compose({ ...WEEKLY, bots: [SUPPORT] }),
  'five-bots': compose(FIVE_BOTS),
  empty: compose(WEEKLY, changed(snapshot(WEEKLY), listless)),
  'all-zero': compose(EMPTY),
  'one-point': compose({ ...DAILY, bucket: 'day' }),
  partial: compose(WEEKLY, partial),
  names: compose(NAMES),
  'half-hour-change': compose(HALF_HOUR_CHANGE),
};
