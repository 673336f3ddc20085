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
