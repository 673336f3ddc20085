import type { Digest, RankingSection, Section, TableCell, TableSection } from '../../../digest/digest.js';
import { arrowOf } from '../../../digest/language/change.js';
import type { Illustration } from '../../../render/illustrations.js';
import { oneLine, shortened, shortenedName } from '../../../render/line.js';
import { marksMeaning, markWord } from '../../marked.js';
import { toneMark } from '../../tone-mark.js';
import { webLink } from '../../web-link.js';
import {
  bold,
  contextBlocks,
  linesBlock,
  linkedTo,
  type RichText,
  richParagraph,
  richText,
  type SlackBlock,
  slackPlainText,
} from './blocks.js';
import type { SlackLayout } from './layout-context.js';

/** The charts, steps, interactions and bots, in the order of the digest. */
export function slackSections(digest: Digest, layout: SlackLayout): SlackBlock[] {
  return digest.sections.flatMap((section) => {
    const illustration = layout.illustrations.find((one) => one.section === section);
    return [...(illustration ? illustrated(illustration, layout) : []), ...rowsOf(section, digest, layout)];
  });
}

function illustrated({ section, picture }: Illustration, { room, words }: SlackLayout): SlackBlock[] {
  const sentences = [section.emptyText ?? '', ...section.missing].filter((sentence) => sentence !== '');
  const blocks: SlackBlock[] = [];
  if (sentences.length > 0) {
    const label = shortened(section.title, room.name);
    const text = words.say('label.text', { label, text: sentences.join(' ') });
    blocks.push({ type: 'section', text: slackPlainText(text, room.sentence) });
  }
  if (picture?.cid)
    blocks.push({
      type: 'image',
      slack_file: { id: picture.cid },
      alt_text: shortened(oneLine(picture.alt ?? section.alt), room.sentence) || oneLine(section.id),
      title: slackPlainText(section.title, room.name),
    });
  return picture?.cid && hasFlags(section)
    ? [...blocks, ...contextBlocks([section.hint], room.hint)]
    : blocks;
}

/** Whether numbers in the picture stand for notes, which its hint lists. */
const hasFlags = (section: Section) =>
  section.kind === 'timeSeries' && section.axis.some(({ flag }) => flag !== undefined);

const TABLES = ['by-bot', 'fallbacks'];

/** What is read better as text than in a picture. */
function rowsOf(section: Section, digest: Digest, layout: SlackLayout): SlackBlock[] {
  if (section.emptyText !== null) return [];
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

/** Columns that a line has room for. */
const COLUMNS = [
  'name',
  'uses',
  'value',
  'change',
  'rate',
  'before',
  'share',
  'fallbackRate',
  'points',
  'step',
];

function tableRows(
  { title, columns }: TableSection,
  rows: readonly (readonly TableCell[])[],
  layout: SlackLayout,
): SlackBlock[] {
  const shown = columns.flatMap(({ id }, place) => (COLUMNS.includes(id) ? [place] : []));
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
    const [name, ...rest] = cells;
    const mark = cells.some(isAlarming) ? `${toneMark('attention')} ` : '';
    const texts = rest.map(shown).join(' · ');
    const marked = word === '' ? '' : ` · ${word}`;
    return richParagraph([...nameOf(name, mark, room), richText(`${marked}  ${texts}`, room.sentence)]);
  });
  return [linesBlock(heading, [...within(paragraphs, room.rows, plain), ...after.map(plain)])];
}

/** The mark and the name, which leads where its cell says. */
function nameOf(cell: TableCell | undefined, mark: string, { name, link }: SlackLayout['room']): RichText[] {
  const text = shortenedName(oneLine(cell?.text ?? '').trim(), name) || '–';
  const url = webLink(cell?.link, link);
  if (url === null) return [bold(`${mark}${text}`, name + mark.length)];
  return [bold(mark, mark.length), linkedTo(url, bold(text, name))];
}

/** Whether a row of the section has a mark. */
export function hasAlarm(section: Section): boolean {
  if (section.emptyText !== null) return false;
  if (section.kind === 'ranking') return section.rows.some(({ change }) => change?.tone === 'attention');
  const shown = section.kind === 'table' && TABLES.includes(section.id);
  return shown && section.rows.some((row) => row.some(isAlarming));
}

const isAlarming = ({ tone, change }: TableCell) => tone === 'attention' || change?.tone === 'attention';

/** A dash stands for nothing, so that the figures keep their order. */
const shown = ({ text, change }: TableCell) => `${change ? arrowOf(change) : ''}${text}` || '–';
