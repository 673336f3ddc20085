import type { CellView, FigureView, MailView, TableView } from './view.js';

/** What the mail's templates are tried on: a mail that has everything, and one that has as little as there can be. */

const figure: FigureView = {
  label: 'Conversations',
  value: '1,734 · 4 of 7 days',
  number: '1,734',
  known: '4 of 7 days',
  missing: false,
  change: '▲ 11.3%',
  tone: 'neutral',
  color: '#1f5fa8',
  previous: 'from 1,558',
  usual: 'usual 1,496 – 1,620',
  goal: { text: 'goal above 2,000: missed', met: false, mark: '◆', tone: 'attention', color: '#b4530a' },
};

const text = (words: string): CellView => ({
  text: words,
  mark: '',
  link: null,
  tone: 'text',
  color: '#1b2430',
});
const alarming = (words: string): CellView => ({ ...text(words), tone: 'attention', color: '#b4530a' });
const marked: CellView = { ...text('Track my order'), mark: 'goal' };
const linked: CellView = { ...text('Sales bot'), link: 'https://example.com/bots/1' };

const scorecard: TableView = {
  id: 'by-bot',
  title: 'Bots, those that need a look first',
  columns: ['Bot', 'Conversations', 'Change', 'Fallback', 'Points', 'Worst step'],
  sides: ['start', 'end', 'end', 'end', 'end', 'start'],
  heads: [
    { over: text('Bot'), under: text('Worst step') },
    { over: text('Conversations'), under: text('Change') },
    { over: text('Fallback'), under: text('Points') },
  ],
  rows: [
    {
      weight: 400,
      mark: '◆',
      cells: [
        linked,
        text('612'),
        text('about as usual'),
        alarming('10.0%'),
        alarming('▲ 3.1 points'),
        text('Track my order'),
      ],
      pairs: [
        { over: linked, under: text('Track my order') },
        { over: text('612'), under: text('about as usual') },
        { over: alarming('10.0%'), under: alarming('▲ 3.1 points') },
      ],
    },
  ],
  sentences: ['Sales bot: nothing to show, because the API did not answer in time.'],
};

const steps: TableView = {
  id: 'fallbacks',
  title: 'Where the bots did not understand',
  columns: ['After the step', 'Uses', 'Fallbacks', 'Rate'],
  sides: ['start', 'end', 'end', 'end'],
  heads: ['After the step', 'Uses', 'Fallbacks', 'Rate'].map((label) => ({ over: text(label), under: null })),
  rows: [
    {
      weight: 400,
      mark: '',
      cells: [marked, text('412'), text('41'), text('10.0%')],
      pairs: [marked, text('412'), text('41'), text('10.0%')].map((over) => ({
        over,
        under: null,
      })),
    },
  ],
  sentences: [],
};

const colors: MailView['colors'] = {
  accent: '#1f5fa8',
  attention: '#b4530a',
  text: '#1b2430',
  secondary: '#5b6675',
  rule: '#cfd6df',
  hairline: '#e7ebf0',
  comparison: '#8592a3',
  bar: '#9dbbe0',
};

const whole: MailView = {
  lang: 'en-GB',
  direction: 'ltr',
  start: 'left',
  end: 'right',
  subject: 'Support bots, week in review · 16 – 22 November 2026',
  preheader: 'Conversations rose 11.3% to 1,734, usually 1,496 – 1,620.',
  dates: '16 – 22 November 2026 · Europe/Warsaw',
  title: 'Support bots, week in review',
  context: 'Support bot, Sales bot · compared with 9 – 15 November',
  verdict: {
    text: 'Conversations rose 11.3% to 1,734, usually 1,496 – 1,620.',
    tone: 'neutral',
    color: '#1f5fa8',
  },
  figures: [
    figure,
    { ...figure, value: 'No answer', missing: true, change: null, previous: null, usual: null, goal: null },
  ],
  callouts: {
    title: 'What to notice',
    items: [
      {
        heading: 'Conversations rose 11.3%',
        body: ' to 1,734.',
        mark: '■',
        tone: 'neutral',
        color: '#1f5fa8',
        lead: 'Conversations rose 11.3%',
        rest: ' to 1,734.',
      },
    ],
    legend: '■ a change',
    said: false,
    emptyText: null,
    quiet: null,
  },
  charts: [
    {
      title: 'Conversations per day',
      hint: 'Bars: this week. Darker is more.',
      hintOnDark: 'Bars: this week. Lighter is more.',
      alt: 'Conversations per day: 1,734 in all.',
      picture: {
        cid: 'conversations@botdigest',
        width: 536,
        height: 220,
        variants: [
          { form: 'narrow', cid: 'conversations-narrow@botdigest', width: 324, height: 220 },
          { form: 'dark', cid: 'conversations-dark@botdigest', width: 536, height: 220 },
          { form: 'narrow-dark', cid: 'conversations-narrow-dark@botdigest', width: 324, height: 220 },
        ],
      },
      sentences: ['Sales bot: a part is missing, because the API did not answer in time.'],
    },
    {
      title: 'When people write',
      hint: '',
      hintOnDark: '',
      alt: '',
      picture: null,
      sentences: ['No conversations.'],
    },
  ],
  tables: [
    scorecard,
    { id: 'by-source', title: 'By source', columns: [], sides: [], heads: [], rows: [], sentences: [] },
    steps,
  ],
  scorecard,
  steps,
  notes: {
    title: 'About these numbers',
    items: [
      { text: 'Sales bot: messages are missing.', tone: 'attention', color: '#b4530a' },
      { text: 'Support bot: 1 entry was put in order of time.', tone: 'neutral', color: '#5b6675' },
    ],
  },
  leftOut: ['Not attached: weekly-support-2026-W47.xlsx (8 sheets), to keep within 10 MB.'],
  attached: 'Attached: weekly-support-2026-W47.pdf (3 pages).',
  window: 'Window: Mon 16 Nov 00:00 to Sun 22 Nov 24:00, Europe/Warsaw.',
  more: ['To snooze it for three days: botdigest snooze outage --for 3d'],
  link: {
    label: 'Open this alert',
    href: 'https://example.com/alerts/outage',
    text: 'Open this alert: https://example.com/alerts/outage',
  },
  reason: 'You receive this because cx-leads@example.com is on the list of “weekly-support”.',
  unsubscribe: {
    label: 'Unsubscribe',
    href: 'mailto:reports@example.com',
    text: 'Unsubscribe: mailto:reports@example.com',
  },
  footer: 'Example Ltd, internal',
  colors,
  dark: { accent: '#7fb2ec', attention: '#f0a15a' },
};

const bare: MailView = {
  ...whole,
  direction: 'rtl',
  start: 'right',
  end: 'left',
  context: '',
  figures: [],
  callouts: {
    title: 'What to notice',
    items: [],
    legend: null,
    said: true,
    emptyText: 'Nothing stood out in this window.',
    quiet: 'Nothing stood out in this window.',
  },
  charts: [],
  tables: [],
  scorecard: null,
  steps: null,
  leftOut: [],
  notes: { title: 'About these numbers', items: [] },
  attached: null,
  more: [],
  link: null,
  reason: null,
  unsubscribe: null,
  footer: null,
};

export const sampleMails: readonly MailView[] = [whole, bare];
