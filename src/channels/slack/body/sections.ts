import type { Section, TableCell, TableSection } from '../../../digest/digest.js';
import { arrowOf } from '../../../digest/language/change.js';
import type { Illustration } from '../../../render/illustrations.js';
import { oneLine, shortened } from '../../../render/line.js';
import { bold, listBlock, richParagraph, richText, type SlackBlock, slackPlainText } from './blocks.js';
import type { SlackLayout } from './layout-context.js';

/** The charts and the list of bots, in the order of the digest. */
export function slackSections(sections: readonly Section[], layout: SlackLayout): SlackBlock[] {
  return sections.flatMap((section) => {
    const illustration = layout.illustrations.find((one) => one.section === section);
    if (illustration) return illustrated(illustration, layout);
    return section.id === 'by-bot' && section.kind === 'table' ? bots(section, layout) : [];
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
  return blocks;
}

/** A line a bot, as the digest's table has them; nothing where there is no more than one. */
function bots(
  { title, columns, rows, emptyText }: TableSection,
  { room, within }: SlackLayout,
): SlackBlock[] {
  if (rows.length < 2 || emptyText !== null) return [];
  const [, ...figures] = columns;
  const legend = figures.map(({ label }) => label).join(' · ');
  const heading = richParagraph([bold(title, room.name), richText(`  ${legend}`, room.sentence)]);
  const lines = rows.map(([name, ...cells]) =>
    richParagraph([
      bold(name?.text.trim() || '–', room.name),
      richText(`  ${cells.map(shown).filter(Boolean).join(' · ')}`, room.sentence),
    ]),
  );
  const more = (text: string) => richParagraph([richText(text, room.sentence)]);
  return [listBlock(heading, within(lines, room.rows, more))];
}

const shown = ({ text, change }: TableCell) => `${change ? arrowOf(change) : ''}${text}`;
