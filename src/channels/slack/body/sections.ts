import type { Digest, RankingSection, Section, TableCell, TableSection } from '../../../digest/digest.js';
import type { Illustration } from '../../../render/illustrations.js';
import { oneLine, shortened } from '../../../render/line.js';
import { marksMeaning, markWord } from '../../marked.js';
import {
  bold,
  contextBlocks,
  linesBlock,
  richParagraph,
  richText,
  type SlackBlock,
  slackPlainText,
} from './blocks.js';
import { dataTable } from './data-table.js';
import type { SlackLayout } from './layout-context.js';
import { hasAlarm, markedName, shownCell, shownColumns } from './rows.js';

/** The charts, steps, interactions and bots, in the order of the digest. */
export function slackSections(digest: Digest, layout: SlackLayout): SlackBlock[] {
  const { illustrations, natives } = layout;
  return digest.sections.flatMap((section) => {
    const illustration = illustrations.find((one) => one.section === section);
    const chart = natives.charts.get(section);
    return [
      ...(illustration || chart ? missingLines(section, layout) : []),
      ...(chart ? [chart, ...notesOf(section, digest, layout)] : []),
      ...(illustration && !chart ? picturedIn(illustration, layout) : []),
      ...rowsOf(section, digest, layout),
    ];
  });
}

function missingLines({ title, emptyText, missing }: Section, { room, words }: SlackLayout): SlackBlock[] {
  const sentences = [emptyText ?? '', ...missing].filter((sentence) => sentence !== '');
  if (sentences.length === 0) return [];
  const label = shortened(title, room.name);
  const text = words.say('label.text', { label, text: sentences.join(' ') });
  return [{ type: 'section', text: slackPlainText(text, room.sentence) }];
}

function picturedIn({ section, picture }: Illustration, { room }: SlackLayout): SlackBlock[] {
  if (!picture?.cid) return [];
  const image: SlackBlock = {
    type: 'image',
    slack_file: { id: picture.cid },
    alt_text: shortened(oneLine(picture.alt ?? section.alt), room.sentence) || oneLine(section.id),
    title: slackPlainText(section.title, room.name),
  };
  return [image, ...(hasFlags(section) ? contextBlocks([section.hint], room.hint) : [])];
}

/** What happened on days of a chart that Slack draws, which has no flags: `Thu 19 Nov: Black Friday mail`. */
function notesOf(section: Section, { notes }: Digest, { room, words }: SlackLayout): SlackBlock[] {
  if (section.kind !== 'timeSeries') return [];
  const said = section.axis.flatMap(({ label, flag }) =>
    notes.filter((note) => note.flag === flag).map(({ text }) => words.say('label.text', { label, text })),
  );
  return contextBlocks([said.join(' · ')], room.hint);
}

/** Whether numbers in the picture stand for notes, which its hint lists. */
const hasFlags = (section: Section) =>
  section.kind === 'timeSeries' && section.axis.some(({ flag }) => flag !== undefined);

const TABLES = ['by-bot', 'fallbacks'];

/** True when a row that the message shows has a mark. */
export const showsAlarm = (section: Section, { natives }: SlackLayout): boolean =>
  hasAlarm(section, (table) => TABLES.includes(table.id) || table === natives.table);

/** What is read better as text than in a picture. */
function rowsOf(section: Section, digest: Digest, layout: SlackLayout): SlackBlock[] {
  if (section.emptyText !== null) return [];
  if (section === layout.natives.table) return dataTable(layout.natives.table, layout);
  if (section.kind === 'ranking') return rankingRows(section, digest, layout);
  if (section.kind !== 'table' || !TABLES.includes(section.id)) return [];
  return section.id === 'by-bot'
    ? botRows(section, digest, layout)
    : tableRows(section, section.rows, layout);
}

/** The bots that need a look, or that fared otherwise than usual; a digest of one bot says that in its figures. */
function botRows(section: TableSection, { bots, scorecard }: Digest, layout: SlackLayout): SlackBlock[] {
  const rows = section.rows.filter((_row, place) => (scorecard[place]?.state ?? 'usual') !== 'usual');
  return bots.length > 1 ? tableRows(section, rows, layout) : [];
}

function tableRows(
  { title, columns }: TableSection,
  rows: readonly (readonly TableCell[])[],
  layout: SlackLayout,
): SlackBlock[] {
  const shown = shownColumns({ columns });
  const labels = shown.map((place) => columns[place]?.label ?? '');
  const lines = rows.map((row) => ({ cells: shown.flatMap((place) => row[place] ?? []) }));
  return lineBlocks({ title, labels, lines }, layout);
}

function rankingRows(section: RankingSection, digest: Digest, layout: SlackLayout): SlackBlock[] {
  const { words } = layout;
  const { title, rows, more } = section;
  const labels = (['interaction', 'uses', 'change', 'share'] as const).map((key) =>
    words.say(`label.${key}`),
  );
  const lines = rows.map((row) => ({
    word: markWord(row, words),
    cells: [
      { value: row.label, text: row.label },
      { value: row.value, text: row.text },
      { value: row.change?.amount ?? null, text: row.change?.text ?? '', change: row.change },
      { value: row.share, text: row.shareText },
    ],
  }));
  const after = [more ?? '', marksMeaning(section, digest, words)].filter((text) => text !== '');
  return lineBlocks({ title, labels, lines, after }, layout);
}

interface Line {
  readonly cells: readonly TableCell[];
  /** Stands after the name. */
  readonly word?: string;
}

interface Lines {
  readonly title: string;
  readonly labels: readonly string[];
  readonly lines: readonly Line[];
  readonly after?: readonly string[];
}

/** A line a row under a heading that names the figures; rows to look at begin with a mark. */
function lineBlocks(
  { title, labels, lines, after = [] }: Lines,
  { room, within }: SlackLayout,
): SlackBlock[] {
  if (lines.length === 0) return [];
  const [, ...figures] = labels;
  const plain = (text: string) => richParagraph([richText(text, room.sentence)]);
  const heading = richParagraph([
    bold(title, room.name),
    richText(`  ${figures.join(' · ')}`, room.sentence),
  ]);
  const paragraphs = lines.map(({ cells, word = '' }) => {
    const texts = cells.slice(1).map(shownCell).join(' · ');
    const marked = word === '' ? '' : ` · ${word}`;
    return richParagraph([...markedName(cells, room), richText(`${marked}  ${texts}`, room.sentence)]);
  });
  return [linesBlock(heading, [...within(paragraphs, room.rows, plain), ...after.map(plain)])];
}
