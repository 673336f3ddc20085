import type { MessageText } from '../../src/config/config.js';
import type { Digest, Section, TableSection } from '../../src/digest/digest.js';

/** Every text of a digest that a reader may meet, a line each, in reading order. */
export function sentencesOf(digest: Digest): readonly string[] {
  return [
    digest.subject,
    digest.subtitle.join(' · '),
    digest.headline,
    digest.verdict.text,
    ...digest.tiles.map(({ label, text, previousText, change, usual, goal }) =>
      [label, text, change && `${change.direction} ${change.text}`, previousText, usual?.text, goal?.text]
        .filter(Boolean)
        .join(' | '),
    ),
    digest.labels.callouts,
    ...digest.callouts.items.map(({ heading, body }) => `**${heading}**${body}`),
    digest.callouts.emptyText,
    ...digest.sections.flatMap(sectionLines),
    digest.about.title,
    ...digest.about.paragraphs,
    ...(digest.about.link ? [digest.about.link.text] : []),
    ...digest.about.notices.map(({ text }) => text),
    Object.values(digest.labels).join(' | '),
    ...digest.tables.map(({ title, columns }) => [title, ...columns.map(({ label }) => label)].join(' | ')),
  ];
}

function sectionLines(section: Section): readonly string[] {
  const { title, hint, alt, missing, emptyText } = section;
  return [`# ${title}`, hint, alt, emptyText ?? '', ...missing, ...partsOf(section)].filter(Boolean);
}

function partsOf(section: Section): readonly string[] {
  switch (section.kind) {
    case 'timeSeries':
      return [
        section.series.map(({ label }) => label),
        section.axis.map(({ label, short }) => `${label} (${short})`).slice(0, 2),
      ].map((labels) => labels.join(' | '));
    case 'heatmap':
      return [section.rows.map(({ label }) => label).join(' ')];
    case 'ranking':
      return [section.rows.map(({ label }) => label).join(' | '), section.more ?? ''];
    case 'table':
      return tableLines(section);
  }
}

function tableLines({ columns, rows, total, more }: TableSection): readonly string[] {
  const cells = [...rows, ...(total ? [total] : [])].map((row) => row.map(({ text }) => text).join(' | '));
  return [
    columns.map(({ label }) => label).join(' | '),
    ...cells.slice(0, 6),
    ...cells.slice(-2),
    more ?? '',
  ];
}

/** Each line once, under the names of what it is read in. */
export function uniqueLines(texts: readonly (readonly [name: string, lines: readonly string[]])[]): string {
  const seen = new Set<string>();
  const lines = texts.flatMap(([name, all]) => [
    `== ${name}`,
    ...all.filter((line) => !seen.has(line) && seen.add(line)),
    '',
  ]);
  return `${lines.join('\n')}\n`;
}

/** Keys of messages that a text does not have, of those that `which` names. */
export function absentMessages(
  messages: Readonly<Record<string, MessageText>>,
  text: string,
  which: RegExp,
): readonly string[] {
  const plain = text.replaceAll('**', '');
  const absent = Object.entries(messages).filter(([key, message]) => {
    const forms: readonly string[] = typeof message === 'string' ? [message] : Object.values(message);
    return which.test(key) && !forms.some((form) => patternOf(form).test(plain));
  });
  return absent.map(([key]) => key);
}

const ANY = '[^\\n]+?';

/** Finds a message with whatever stands in place of its placeholders; of one at the beginning, its last character. */
function patternOf(message: string): RegExp {
  const parts = message.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const found = parts.join(ANY);
  return new RegExp(found.startsWith(ANY) ? found.replace(ANY, '[^\\n]') : found, 'iu');
}
