import type {
  Change,
  Digest,
  HeatmapSection,
  RankingSection,
  ReportTable,
  Section,
  TableSection,
  Tile,
  TimeSeriesSection,
} from '../../src/digest/digest.js';
import { sha256 } from '../../src/lib/hash.js';

const count = (value: number) => value.toLocaleString('en-GB');
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const at = <T>(list: readonly T[], index: number): T => {
  const value = list[index];
  if (value === undefined) throw new Error(`no element ${index}`);
  return value;
};

function change(now: number, before: number, risingIsBad = false): Change {
  const amount = before === 0 ? 0 : (now - before) / before;
  const direction = amount > 0 ? 'up' : amount < 0 ? 'down' : 'same';
  const bad = risingIsBad ? direction === 'up' : direction === 'down';
  return {
    direction,
    amount,
    unit: 'fraction',
    tone: bad ? 'attention' : 'neutral',
    text: `${Math.abs(amount * 100).toFixed(1)}%`,
  };
}

const CONVERSATIONS = [268, 301, 287, 312, 296, 142, 128];
const BEFORE = [251, 262, 279, 266, 240, 139, 121];
const MESSAGES = [1650, 1840, 1770, 1903, 1812, 840, 762];
const MESSAGES_BEFORE = [1502, 1540, 1622, 1560, 1432, 720, 660];
const PAID = [170, 188, 180, 193, 186, 83, 75];
const PAID_BEFORE = [171, 177, 185, 180, 162, 80, 73];
const AVERAGE = [11.2, 12.5, 12.0, 13.0, 12.3, 5.9, 5.3];
const AVERAGE_BEFORE = [10.5, 10.9, 11.6, 11.1, 10.0, 5.8, 5.0];
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function series(
  id: 'conversations' | 'messages' | 'paid' | 'average',
  title: string,
  now: number[],
  before: number[],
): TimeSeriesSection {
  const text = (value: number) => (id === 'average' ? value.toFixed(1) : count(value));
  return {
    kind: 'timeSeries',
    id,
    report: id,
    chapter: 'trend',
    title,
    hint:
      id === 'average'
        ? 'As the API reports it under this name, by UTC day; not summed over bots.'
        : 'Bars: this week. Marks: the same weekday of the week before.',
    alt: `${title}, Monday 16 to Sunday 22 November: highest on Thursday 19 November with ${text(at(now, 3))}.`,
    missing: [],
    emptyText: null,
    bucket: 'day',
    unit: id === 'average' ? 'ratio' : 'count',
    axis: DAYS.map((day, index) => ({
      key: `2026-11-${16 + index}`,
      label: `${day} ${16 + index} Nov`,
      short: `${day} ${16 + index}`,
      comparison: `${day} ${9 + index} Nov`,
    })),
    series: [
      {
        id: 'current',
        label: 'this week',
        role: 'current',
        values: now,
        texts: now.map(text),
        ...(id === 'average'
          ? {}
          : {
              usual: before.map((value) => ({ low: Math.round(value * 0.9), high: Math.round(value * 1.1) })),
            }),
      },
      { id: 'comparison', label: 'week before', role: 'comparison', values: before, texts: before.map(text) },
    ],
    peak: 3,
  };
}

const SOURCES: readonly (readonly [id: string, label: string, share: number])[] = [
  ['widget', 'Chat widget', 0.56],
  ['livechat', 'LiveChat', 0.23],
  ['messenger', 'Messenger', 0.17],
  ['slack', 'Slack', 0.04],
];

/** Conversations divided by source; what rounding leaves goes to the first. */
function stacked(): TimeSeriesSection {
  const days = series('conversations', 'Conversations by source', CONVERSATIONS, BEFORE);
  const parts = SOURCES.map(([, , share], place) =>
    place === 0 ? [] : CONVERSATIONS.map((value) => Math.round(value * share)),
  );
  const rest = CONVERSATIONS.map((value, day) => value - sum(parts.map((values) => values[day] ?? 0)));
  return {
    ...days,
    id: 'conversations-by-source',
    hint: 'All conversations, divided by where they came from, most at the bottom.',
    alt: 'Conversations by source, 16 – 22 November 2026: Chat widget 56%, LiveChat 23%, Messenger 17%, Slack 4%.',
    series: SOURCES.map(([id, label], place) => {
      const values = place === 0 ? rest : (parts[place] ?? []);
      const share = sum(values) / sum(CONVERSATIONS);
      return {
        id,
        label,
        role: 'part',
        values,
        texts: values.map(count),
        share,
        shareText: `${Math.round(share * 100)}%`,
      };
    }),
    peak: null,
  };
}

function heatmap(): HeatmapSection {
  const shape = [0, 0, 0, 0, 0, 0, 1, 4, 10, 17, 24, 27, 30, 24, 25, 27, 23, 13, 13, 8, 7, 4, 2, 1];
  const cells = DAYS.map((_day, row) =>
    shape.map((value, hour) => (row === 3 && hour === 14 ? 31 : row > 4 ? Math.floor(value / 2.2) : value)),
  );
  return {
    kind: 'heatmap',
    id: 'heatmap',
    report: 'heatmap',
    chapter: 'hours',
    title: 'When people write',
    hint: 'Conversations by weekday and hour, Europe/Warsaw. Busiest: Thursday 14:00 – 15:00 with 31. Darker is more.',
    alt: 'Conversations by weekday and hour. The busiest hour is Thursday 14:00 – 15:00 with 31 conversations.',
    missing: [],
    emptyText: null,
    rows: DAYS.map((label, index) => ({ weekday: (index + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7, label })),
    hours: shape.map((_value, hour) => `${String(hour).padStart(2, '0')}:00`),
    cells: cells.map((row) => row.map((value) => ({ value, mean: value, occurrences: 1 }))),
    texts: cells.map((row) => row.map(String)),
    total: sum(cells.flat()),
    max: 31,
    busiest: { row: 3, hour: 14, ties: 1 },
    workingHours: { rows: [0, 1, 2, 3, 4], from: 9, to: 17, share: 0.78 },
  };
}

const INTERACTIONS: readonly (readonly [string, number, number])[] = [
  ['Track my order', 412, 398],
  ['Opening hours', 287, 301],
  ['Return an item', 241, 190],
  ['Talk to a person', 198, 171],
  ['Delivery cost', 164, 160],
  ['Payment methods', 121, 133],
  ['Change address', 96, 71],
  ['Loyalty points', 64, 66],
  ['Invoice copy', 51, 49],
  ['Product sizes', 37, 44],
];

function ranking(): RankingSection {
  const total = sum(INTERACTIONS.map(([, value]) => value)) + 154;
  return {
    kind: 'ranking',
    id: 'interactions',
    report: 'interactions',
    chapter: 'interactions',
    title: 'Most used interactions',
    hint: 'Uses this week. Mark: the week before.',
    alt: 'Uses of the ten most used interactions; Track my order leads with 412.',
    missing: [],
    emptyText: null,
    rows: INTERACTIONS.map(([label, value, previous]) => ({
      key: label,
      label,
      value,
      text: count(value),
      previous,
      change: change(value, previous),
      share: value / total,
      shareText: `${((value / total) * 100).toFixed(1)}%`,
    })),
    more: '26 more, 112 uses',
  };
}

function shareTable(
  id: string,
  report: 'conversations' | 'interactions',
  chapter: 'breakdown' | 'interactions',
  title: string,
  first: string,
  rows: readonly (readonly [string, number, number])[],
  totalLabel: string | null,
): TableSection {
  const now = sum(rows.map(([, value]) => value));
  const before = sum(rows.map(([, , value]) => value));
  const bad = report === 'interactions';
  const cells = (label: string, value: number, previous: number) => {
    const difference = change(value, previous, bad);
    return [
      { value: label, text: label },
      { value, text: count(value) },
      { value: value / now, text: `${((value / now) * 100).toFixed(1)}%` },
      { value: difference.amount, text: difference.text, change: difference },
    ];
  };
  return {
    kind: 'table',
    id,
    report,
    chapter,
    title,
    hint: '',
    alt: `${title}, a table of ${rows.length} rows.`,
    missing: [],
    emptyText: null,
    columns: [
      { id: 'name', label: first, type: 'text' },
      { id: 'value', label: bad ? 'Times' : 'Conversations', type: 'count' },
      { id: 'share', label: bad ? 'Share of fallbacks' : 'Share', type: 'share' },
      { id: 'change', label: 'Change', type: 'change' },
    ],
    rows: rows.map(([label, value, previous]) => cells(label, value, previous)),
    total: totalLabel === null ? null : cells(totalLabel, now, before),
    more: null,
  };
}

function unused(): TableSection {
  return {
    kind: 'table',
    id: 'unused',
    report: 'interactions',
    chapter: 'interactions',
    title: 'Not used',
    hint: '',
    alt: 'Three interactions were not used.',
    missing: [],
    emptyText: null,
    columns: [{ id: 'name', label: 'Interaction', type: 'text' }],
    rows: ['Gift cards', 'Store finder', 'Careers'].map((name) => [{ value: name, text: name }]),
    total: null,
    more: null,
  };
}

function tile(
  id: Tile['id'],
  label: string,
  now: number,
  before: number,
  unit: Tile['unit'],
  spark: number[],
): Tile {
  const text = (value: number) =>
    unit === 'percent' ? `${(value * 100).toFixed(1)}%` : unit === 'ratio' ? value.toFixed(1) : count(value);
  const difference = now - before;
  const [low, high] = [0.96, 1.04].map((factor) =>
    unit === 'count' ? Math.round(before * factor) : before * factor,
  ) as [number, number];
  return {
    id,
    label,
    value: now,
    unit,
    text: text(now),
    known: { steps: 7, of: 7, bots: 2, ofBots: 2 },
    previous: before,
    previousText: `from ${text(before)}`,
    previousOf: null,
    change:
      unit === 'count'
        ? change(now, before)
        : {
            direction: 'up',
            amount: difference,
            unit: unit === 'percent' ? 'points' : 'difference',
            tone: unit === 'percent' ? 'attention' : 'neutral',
            text: unit === 'percent' ? `${(difference * 100).toFixed(1)} points` : difference.toFixed(1),
          },
    usual: { low, high, text: `usual ${text(low)}\u00a0–\u00a0${text(high)}` },
    spark,
  };
}

function seriesTable(
  report: 'conversations' | 'paid' | 'messages' | 'average',
  title: string,
  now: number[],
  before: number[],
): ReportTable {
  return {
    report,
    title,
    columns: [
      { id: 'date', label: 'Date', type: 'date', sum: false },
      { id: 'bot', label: 'Bot', type: 'text', sum: false },
      {
        id: report,
        label: title,
        type: report === 'average' ? 'decimal' : 'count',
        sum: report !== 'average',
      },
      { id: 'comparisonDate', label: 'Compared date', type: 'date', sum: false },
      {
        id: 'comparison',
        label: 'Week before',
        type: report === 'average' ? 'decimal' : 'count',
        sum: report !== 'average',
      },
    ],
    rows: now.flatMap((value, index) =>
      ['Support bot', 'Sales bot'].map((bot, place) => [
        `2026-11-${16 + index}`,
        bot,
        report === 'average' ? value : place === 0 ? Math.ceil(value / 2) : Math.floor(value / 2),
        `2026-11-${String(9 + index).padStart(2, '0')}`,
        report === 'average'
          ? at(before, index)
          : place === 0
            ? Math.ceil(at(before, index) / 2)
            : Math.floor(at(before, index) / 2),
      ]),
    ),
  };
}

function tables(): ReportTable[] {
  const grid = heatmap();
  return [
    seriesTable('conversations', 'Conversations', CONVERSATIONS, BEFORE),
    seriesTable('paid', 'Paid conversations', PAID, PAID_BEFORE),
    seriesTable('messages', 'Messages', MESSAGES, MESSAGES_BEFORE),
    seriesTable('average', 'Average conversations', AVERAGE, AVERAGE_BEFORE),
    {
      report: 'heatmap',
      title: 'Busiest hours',
      columns: [
        { id: 'weekday', label: 'Weekday', type: 'text', sum: false },
        ...grid.hours.map((label, hour) => ({
          id: `h${String(hour).padStart(2, '0')}`,
          label,
          type: 'count' as const,
          sum: true,
        })),
      ],
      rows: grid.cells.map((row, index) => [at(DAYS, index), ...row.map(({ value }) => value)]),
    },
    {
      report: 'interactions',
      title: 'Interactions',
      columns: [
        { id: 'bot', label: 'Bot', type: 'text', sum: false },
        { id: 'interaction', label: 'Interaction', type: 'text', sum: false },
        { id: 'type', label: 'Type', type: 'text', sum: false },
        { id: 'uses', label: 'Uses', type: 'count', sum: true },
        { id: 'share', label: 'Share', type: 'percent', sum: false },
        { id: 'comparison', label: 'Week before', type: 'count', sum: true },
      ],
      rows: INTERACTIONS.map(([name, value, previous], index) => [
        index % 2 ? 'Sales bot' : 'Support bot',
        name,
        'interaction',
        value,
        Math.round((value / 1825) * 10_000) / 10_000,
        previous,
      ]),
    },
  ];
}

function sections(): Section[] {
  return [
    weekSection('weeks'),
    weekSection('fallback-weeks'),
    series('conversations', 'Conversations per day', CONVERSATIONS, BEFORE),
    series('messages', 'Messages', MESSAGES, MESSAGES_BEFORE),
    series('paid', 'Paid conversations', PAID, PAID_BEFORE),
    stacked(),
    scorecardTable(),
    shareTable(
      'by-source',
      'conversations',
      'breakdown',
      'By source',
      'Source',
      [
        ['Chat widget', 978, 896],
        ['LiveChat', 402, 331],
        ['Messenger', 289, 258],
        ['Slack', 65, 75],
      ],
      'All sources',
    ),
    stepsTable(),
    ranking(),
    unused(),
    heatmap(),
    series('average', 'Average conversations', AVERAGE, AVERAGE_BEFORE),
  ];
}

const VERDICT =
  'The bots understood less: 8.9% of uses ended in a fallback, usually 6.4%\u00a0–\u00a08.1%. Conversations rose 11.3% to 1,734, usually 1,496\u00a0–\u00a01,620.';

const WEEKS = [1540, 1561, 1532, 1580, 1549, 1566, 1571, 1538, 1552, 1577, 1560, 1558, 1734];

/** Name, uses, fallbacks and the rate before. */
const STEPS: readonly (readonly [string, number | null, number, number | null])[] = [
  ['Default fallback', null, 58, null],
  ['Track my order', 412, 41, 0.063],
  ['Return an item', 241, 23, 0.11],
  ['Payment methods', 121, 11, 0.09],
  ['Delivery cost', 164, 9, 0.06],
];

const asUsual: Change = {
  direction: 'same',
  amount: 0,
  unit: 'fraction',
  tone: 'muted',
  text: 'about as usual',
};

const SCORECARD: Digest['scorecard'] = [
  {
    bot: 'sales',
    name: 'Sales bot',
    state: 'attention',
    conversations: 612,
    usual: { low: 450, high: 520 },
    change: change(612, 481),
    paidShare: 0.613,
    messagesPerConversation: 6.0,
    fallbackRate: 0.1,
    fallbackChange: { direction: 'up', amount: 0.031, unit: 'points', tone: 'attention', text: '3.1 points' },
    worstStep: 'Track my order',
    weeks: WEEKS.map((value) => Math.round(value * 0.33)),
  },
  {
    bot: 'support',
    name: 'Support bot',
    state: 'usual',
    conversations: 1122,
    usual: { low: 1020, high: 1150 },
    change: asUsual,
    paidShare: 0.624,
    messagesPerConversation: 6.1,
    fallbackRate: 0.08,
    fallbackChange: { ...asUsual, unit: 'points' },
    worstStep: 'Track my order',
    weeks: WEEKS.map((value) => Math.round(value * 0.66)),
  },
];

const percentText = (value: number | null) => (value === null ? '' : `${(value * 100).toFixed(1)}%`);

function scorecardTable(): TableSection {
  return {
    kind: 'table',
    id: 'by-bot',
    report: 'conversations',
    chapter: 'breakdown',
    title: 'Bots, those that need a look first',
    hint: 'Line: thirteen weeks, from zero. Fallback: share of uses, in points against the week before.',
    alt: 'Bots, those that need a look first, a table of 2 rows.',
    missing: [],
    emptyText: null,
    columns: [
      { id: 'name', label: 'Bot', type: 'text' },
      { id: 'weeks', label: 'Thirteen weeks', type: 'line' },
      { id: 'value', label: 'Conversations', type: 'count' },
      { id: 'change', label: 'Change', type: 'change' },
      { id: 'paidShare', label: 'Paid', type: 'percent' },
      { id: 'each', label: 'Each', type: 'ratio' },
      { id: 'fallbackRate', label: 'Fallback', type: 'percent' },
      { id: 'points', label: 'Points', type: 'change' },
      { id: 'step', label: 'Worst step', type: 'text' },
    ],
    rows: SCORECARD.map((row) => [
      { value: row.name, text: row.name },
      { value: null, text: '', line: row.weeks, usual: row.usual },
      { value: row.conversations, text: count(row.conversations ?? 0) },
      { value: row.change?.amount ?? null, text: row.change?.text ?? '', change: row.change },
      { value: row.paidShare, text: percentText(row.paidShare) },
      { value: row.messagesPerConversation, text: (row.messagesPerConversation ?? 0).toFixed(1) },
      {
        value: row.fallbackRate,
        text: percentText(row.fallbackRate),
        ...(row.state === 'attention' ? { tone: 'attention' as const } : {}),
      },
      {
        value: row.fallbackChange?.amount ?? null,
        text: row.fallbackChange?.text ?? '',
        change: row.fallbackChange,
      },
      { value: row.worstStep, text: row.worstStep ?? '' },
    ]),
    total: [
      { value: 'All bots', text: 'All bots' },
      { value: null, text: '' },
      { value: 1734, text: '1,734' },
      { value: change(1734, 1558).amount, text: change(1734, 1558).text, change: change(1734, 1558) },
      ...Array.from({ length: 5 }, () => ({ value: null, text: '' })),
    ],
    more: null,
  };
}

function stepsTable(): TableSection {
  return {
    kind: 'table',
    id: 'fallbacks',
    report: 'interactions',
    chapter: 'interactions',
    title: 'Where the bot did not understand',
    hint: 'Steps by name, over all bots: how often the bot was lost after them.',
    alt: 'Where the bot did not understand, a table of 5 rows.',
    missing: [],
    emptyText: null,
    columns: [
      { id: 'name', label: 'After the step', type: 'text' },
      { id: 'uses', label: 'Uses', type: 'count' },
      { id: 'value', label: 'Fallbacks', type: 'count' },
      { id: 'rate', label: 'Rate', type: 'percent' },
      { id: 'before', label: 'Before', type: 'percent' },
      { id: 'share', label: 'Share of fallbacks', type: 'share' },
    ],
    rows: STEPS.map(([name, uses, fallbacks, before]) => [
      { value: name, text: name },
      { value: uses, text: uses === null ? '' : count(uses) },
      { value: fallbacks, text: count(fallbacks) },
      {
        value: uses === null ? null : fallbacks / uses,
        text: percentText(uses === null ? null : fallbacks / uses),
        ...(name === 'Track my order' ? { tone: 'attention' as const } : {}),
      },
      { value: before, text: percentText(before) },
      { value: fallbacks / 154, text: percentText(fallbacks / 154) },
    ]),
    total: null,
    more: null,
  };
}

function weekSection(id: 'weeks' | 'fallback-weeks'): TimeSeriesSection {
  const rates = [0.071, 0.07, 0.074, 0.072, 0.069, 0.073, 0.075, 0.073, 0.089];
  const [values, text, usual] =
    id === 'weeks'
      ? ([WEEKS, count, { low: 1496, high: 1620 }] as const)
      : ([rates, (value: number) => percentText(value), { low: 0.064, high: 0.081 }] as const);
  const first = 48 - values.length;
  return {
    kind: 'timeSeries',
    id,
    report: id === 'weeks' ? 'conversations' : 'interactions',
    chapter: 'trend',
    title: id === 'weeks' ? 'Thirteen weeks' : 'Fallback rate',
    hint:
      id === 'weeks'
        ? 'Conversations by week. Band: what is usual.'
        : 'Share of uses, by week. Band: what is usual.',
    alt: `${id === 'weeks' ? 'Thirteen weeks' : 'Fallback rate'}: this week ${text(at(values, values.length - 1))}.`,
    missing: [],
    emptyText: null,
    bucket: 'week',
    unit: id === 'weeks' ? 'count' : 'percent',
    axis: values.map((_value, index) => ({
      key: new Date(Date.UTC(2026, 10, 16 - 7 * (values.length - 1 - index))).toISOString().slice(0, 10),
      label: `Week ${first + index}`,
      short: `W${first + index}`,
      comparison: null,
    })),
    series: [
      {
        id: 'current',
        label: 'this week',
        role: 'current',
        values: [...values],
        texts: values.map(text),
        usual: values.map(() => usual),
      },
    ],
    peak: null,
  };
}

/** The weekly example as a digest, on invented numbers, for tests of what comes after composing. */
export function sampleDigest(overrides: Partial<Digest> = {}): Digest {
  const digest = {
    schema: 'botdigest.digest/2',
    id: 'weekly-support',
    title: 'Support bots, week in review',
    locale: 'en-GB',
    direction: 'ltr',
    slot: {
      scheduledFor: '2026-11-23T07:00:00.000Z',
      trigger: 'manual',
      text: 'Monday 23 November 2026, 08:00',
    },
    bots: [
      { id: 'support', name: 'Support bot' },
      { id: 'sales', name: 'Sales bot' },
    ],
    window: {
      zone: 'Europe/Warsaw',
      firstDay: '2026-11-16',
      lastDay: '2026-11-22',
      from: '2026-11-15T23:00:00.000Z',
      to: '2026-11-22T23:00:00.000Z',
      days: 7,
      text: '16 – 22 November 2026',
      name: 'this week',
    },
    comparison: {
      zone: 'Europe/Warsaw',
      firstDay: '2026-11-09',
      lastDay: '2026-11-15',
      from: '2026-11-08T23:00:00.000Z',
      to: '2026-11-15T23:00:00.000Z',
      days: 7,
      text: '9 – 15 November 2026',
      name: 'week before',
    },
    subtitle: ['16 – 22 November 2026', 'Support bot, Sales bot', 'compared with 9 – 15 November'],
    subject: `Support bots, week in review, 16 – 22 Nov: ${VERDICT}`,
    headline: `Support bots, week in review, 16 – 22 Nov: ${VERDICT}`,
    verdict: { rule: 'understood', tone: 'attention', text: VERDICT },
    tiles: [
      tile('conversations', 'Conversations', 1734, 1558, 'count', CONVERSATIONS),
      tile('paid', 'Paid', 1075, 1028, 'count', PAID),
      tile('messages', 'Messages', 10577, 9036, 'count', MESSAGES),
      tile('messagesPerConversation', 'Messages each', 6.1, 5.8, 'ratio', [6.2, 6.1, 6.2, 6.1, 6.1, 5.9, 6]),
      tile('fallbackRate', 'Fallback rate', 0.089, 0.073, 'percent', []),
    ],
    callouts: {
      items: [
        {
          rule: 'understood',
          section: 'fallbacks',
          tone: 'attention',
          about: { bots: [], sources: [], steps: ['Track my order'] },
          values: { rate: 0.089, before: 0.073, low: 0.064, high: 0.081 },
          heading: 'The bots understood less: 8.9% of uses ended in a fallback',
          body: ', usually 6.4%\u00a0–\u00a08.1%. After “Track my order”: 41 of 412 uses (10.0%, 6.3% before); mending it would remove up to 27% of fallbacks.',
        },
        {
          rule: 'level',
          section: 'conversations',
          tone: 'neutral',
          about: { bots: [], sources: [], steps: [] },
          values: { value: 1734, before: 1558, change: 0.113, low: 1496, high: 1620 },
          heading: 'Conversations rose 11.3%',
          body: ' to 1,734, usually 1,496\u00a0–\u00a01,620.',
        },
        {
          rule: 'busiest',
          section: 'heatmap',
          tone: 'muted',
          about: { bots: [], sources: [], steps: [] },
          values: { weekday: 4, hour: 14, mean: 31, outside: 0.22, cover: null },
          heading: 'Thursday 14:00 – 15:00',
          body: ' was the busiest hour (31 conversations); 22% of all conversations came outside Mon\u00a0–\u00a0Fri 09:00\u00a0–\u00a017:00.',
        },
        {
          rule: 'new',
          section: 'interactions',
          tone: 'neutral',
          about: { bots: ['support'], sources: [], steps: ['Gift cards'] },
          values: { count: 1, uses: 52 },
          heading: 'New:',
          body: ' Gift cards (3.0 in 100 conversations).',
        },
      ],
      emptyText: 'Nothing stood out in this window.',
    },
    sections: sections(),
    tables: tables(),
    notes: [],
    scorecard: SCORECARD,
    steps: STEPS.map(([name, uses, fallbacks, before]) => ({
      name,
      bots: ['support', 'sales'],
      uses,
      fallbacks,
      rate: uses === null ? null : fallbacks / uses,
      before,
      share: fallbacks / 154,
    })),
    totals: {
      support: { conversations: 1122, paid: 700, messages: 6900, fallbackRate: 0.08 },
      sales: { conversations: 612, paid: 375, messages: 3677, fallbackRate: 0.1 },
    },
    about: {
      title: 'About these numbers',
      paragraphs: [
        'Window: Mon 16 Nov 00:00 to Sun 22 Nov 24:00, Europe/Warsaw. Compared with the seven days before.',
        'Fallback rate: fallback and context-fallback uses divided by all interaction uses. Messages per conversation: messages divided by conversations.',
        'Sales bot counts only Chat widget and Messenger, as configured.',
        'Made for Monday 23 November 2026, 08:00.',
      ],
      notices: [],
    },
    empty: false,
    incomplete: false,
    labels: {
      callouts: 'What to notice',
      about: 'About these numbers',
      noData: 'No conversations in this window.',
      page: 'Page',
      attached: 'Attached',
      unsubscribe: 'Unsubscribe',
      figure: 'Figure',
      value: 'Value',
      change: 'Change',
      previous: 'Week before',
    },
    ...overrides,
  } as const satisfies Omit<Digest, 'fingerprint'>;
  return { ...digest, fingerprint: sha256(JSON.stringify(digest)) };
}
