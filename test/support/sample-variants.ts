import type { Digest, ReportTable } from '../../src/digest/digest.js';
import { sampleDigest } from './sample-digest.js';

/** What people and machines put into names to break the formats that print them. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '{{ title }}{% include "/etc/passwd" %}',
  '=HYPERLINK("http://evil.example","click")',
  '@SUM(1+1)',
  '+1',
  '-1',
  'Bcc: all@example.com\r\n\r\nbody',
  '<!channel> <@U123> @here *bold* _it_ ~gone~ `code`',
  '\u202Egnp.exe ]]> & &amp; _x0041_ \u0000\u0008\uD800',
  '👩‍👩‍👧‍👦'.repeat(400),
] as const;

/** The sample digest with a hostile text in every place that data can reach. */
export function hostileDigest(text: string): Digest {
  const sample = sampleDigest();
  return sampleDigest({
    title: text,
    bots: [{ id: 'support', name: text }],
    subtitle: [text, text, text],
    headline: text,
    verdict: { rule: 'level', tone: 'neutral', text },
    tiles: sample.tiles.map((tile) => ({ ...tile, label: text })),
    callouts: {
      ...sample.callouts,
      items: [
        {
          rule: 'mover',
          section: 'by-bot',
          tone: 'neutral',
          about: { bots: [text], sources: [text], steps: [text] },
          values: {},
          heading: text,
          body: text,
        },
      ],
    },
    sections: sample.sections.map((section) => ({ ...section, title: text, hint: text, alt: text })),
    tables: sample.tables.map((table) => hostileTable(table, text)),
    about: {
      title: text,
      paragraphs: [text],
      notices: [{ code: 'timeout', tone: 'attention', report: 'paid', bot: 'support', text }],
    },
  });
}

function hostileTable(table: ReportTable, text: string): ReportTable {
  return {
    ...table,
    title: text,
    columns: table.columns.map((column) => ({ ...column, label: text })),
    rows: table.rows.map((row) =>
      row.map((value, index) => (table.columns[index]?.type === 'text' ? text : value)),
    ),
  };
}

/** Nothing happened: every figure is zero, no chart is drawn. */
export function emptyDigest(): Digest {
  const sample = sampleDigest();
  return sampleDigest({
    empty: true,
    tiles: sample.tiles.map((tile) => ({
      ...tile,
      value: 0,
      text: '0',
      change: null,
      previousText: null,
      previousOf: null,
    })),
    callouts: { items: [], emptyText: sample.callouts.emptyText },
    sections: sample.sections.map((section) => ({ ...section, emptyText: sample.labels.noData })),
    tables: sample.tables.map((table) => ({ ...table, rows: [] })),
    steps: [],
  });
}

/** The paid report did not come. */
export function gapDigest(): Digest {
  const sample = sampleDigest();
  const why = 'Support bot: paid conversations are missing, because the API did not answer in time.';
  return sampleDigest({
    incomplete: true,
    tiles: sample.tiles.map((tile) =>
      tile.id === 'paid' ? { ...tile, value: null, text: 'no answer', change: null } : tile,
    ),
    tables: sample.tables.map((table) =>
      table.report === 'paid'
        ? { ...table, rows: table.rows.map((row) => row.map((value, index) => (index === 2 ? null : value))) }
        : table,
    ),
    about: {
      ...sample.about,
      notices: [{ code: 'timeout', tone: 'attention', report: 'paid', bot: 'support', text: why }],
    },
  });
}

/** A digest of fifty bots in which every answer of every one is missing and noted. */
export function crowdedDigest(): Digest {
  const sample = sampleDigest();
  const bots = Array.from({ length: 50 }, (_, index) => ({
    id: `bot-${index}`,
    name: `Bot number ${index}`,
  }));
  return sampleDigest({
    incomplete: true,
    bots,
    subtitle: [sample.window.text, bots.map(({ name }) => name).join(', ')],
    tables: sample.tables.map((table) =>
      table.report === 'interactions'
        ? {
            ...table,
            rows: bots.map(({ name }, index) => [name, 'Step', 'interaction', index, index / 1225, null]),
          }
        : table,
    ),
    about: {
      ...sample.about,
      notices: bots.flatMap(({ id, name }) =>
        Array.from({ length: 6 }, () => ({
          code: 'timeout',
          tone: 'attention' as const,
          report: 'paid' as const,
          bot: id,
          text: `${name}: figures are missing, because the API did not answer in time.`,
        })),
      ),
    },
  });
}

export const VARIANTS: readonly (readonly [string, Digest])[] = [
  ['weekly', sampleDigest()],
  ['empty', emptyDigest()],
  ['gap', gapDigest()],
  ['crowded', crowdedDigest()],
  ...HOSTILE.map((text, index) => [`hostile ${index}`, hostileDigest(text)] as const),
];
