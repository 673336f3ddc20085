import type { FigureView, MailView } from './view.js';

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
  preheader: 'Support bots, week in review, 16 – 22 Nov: 1,734 conversations (▲ 11.3%)',
  dates: '16 – 22 November 2026 · Europe/Warsaw',
  title: 'Support bots, week in review',
  context: 'Support bot, Sales bot · compared with 9 – 15 November',
  figures: [figure, { ...figure, value: 'No answer', missing: true, change: null, previous: null }],
  callouts: {
    title: 'What to notice',
    items: [
      {
        heading: 'Conversations rose 11.3%',
        body: ' to 1,734.',
        lead: 'Conversations rose 11.3%',
        rest: ' to 1,734.',
      },
    ],
    emptyText: null,
    quiet: null,
  },
  charts: [
    {
      title: 'Conversations per day',
      hint: 'Bars: this week. Marks: the same weekday, week before.',
      alt: 'Conversations per day: 1,734 in all.',
      picture: { cid: 'conversations@botdigest', width: 536, height: 220 },
      sentences: ['Sales bot: a part is missing, because the API did not answer in time.'],
    },
    { title: 'When people write', hint: '', alt: '', picture: null, sentences: ['No conversations.'] },
  ],
  tables: [
    {
      title: 'By bot',
      columns: ['Bot', 'Conversations', 'Share', 'Change'],
      rows: [
        {
          weight: 400,
          cells: [
            { text: 'Support bot', tone: 'text', color: '#1b2430' },
            { text: '1,122', tone: 'text', color: '#1b2430' },
            { text: '64.7%', tone: 'text', color: '#1b2430' },
            { text: '▲ 4.2%', tone: 'neutral', color: '#1f5fa8' },
          ],
        },
      ],
      sentences: ['Sales bot: nothing to show, because the API did not answer in time.'],
    },
    { title: 'By source', columns: [], rows: [], sentences: [] },
  ],
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
    emptyText: 'Nothing stood out in this window.',
    quiet: 'Nothing stood out in this window.',
  },
  charts: [],
  tables: [],
  leftOut: [],
  notes: { title: 'About these numbers', items: [] },
  attached: null,
  reason: null,
  unsubscribe: null,
  footer: null,
};

export const sampleMails: readonly MailView[] = [whole, bare];
