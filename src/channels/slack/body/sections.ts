import type { Section, TableCell, TableSection } from '../../../digest/digest.js';
import type { Illustration } from '../../../render/illustrations.js';
import { oneLine, shorten } from '../../../render/line.js';
import { type Block, bold, listBlock, paragraph, plain, plainText } from './blocks.js';
import { ARROWS, type Setting } from './layout-context.js';

/** The charts and the list of bots, in the order of the digest. */
export function sectionBlocks(sections: readonly Section[], setting: Setting): Block[] {
  return sections.flatMap((section) => {
    const illustration = setting.illustrations.find((one) => one.section === section);
    if (illustration) return illustrated(illustration, setting);
    return section.id === 'by-bot' && section.kind === 'table' ? bots(section, setting) : [];
  });
}

function illustrated({ section, picture }: Illustration, { room, words }: Setting): Block[] {
  const sentences = [section.instead ?? '', ...section.missing].filter((sentence) => sentence !== '');
  const blocks: Block[] = [];
  if (sentences.length > 0) {
    const label = shorten(section.title, room.name);
    const text = words.say('label.text', { label, text: sentences.join(' ') });
    blocks.push({ type: 'section', text: plainText(text, room.sentence) });
  }
  if (picture?.cid)
    blocks.push({
      type: 'image',
      slack_file: { id: picture.cid },
      alt_text: shorten(oneLine(picture.alt ?? section.alt), room.sentence) || oneLine(section.id),
      title: plainText(section.title, room.name),
    });
  return blocks;
}

/** A line a bot, as the digest's table has them; nothing where there is no more than one. */
function bots({ title, columns, rows, instead }: TableSection, { room, within }: Setting): Block[] {
  if (rows.length < 2 || instead !== null) return [];
  const [, ...figures] = columns;
  const legend = figures.map(({ label }) => label).join(' · ');
  const heading = paragraph([bold(title, room.name), plain(`  ${legend}`, room.sentence)]);
  const lines = rows.map(([name, ...cells]) =>
    paragraph([
      bold(name?.text.trim() || '–', room.name),
      plain(`  ${cells.map(shown).filter(Boolean).join(' · ')}`, room.sentence),
    ]),
  );
  const more = (text: string) => paragraph([plain(text, room.sentence)]);
  return [listBlock(heading, within(lines, room.rows, more))];
}

const shown = ({ text, change }: TableCell) => `${change ? ARROWS[change.direction] : ''}${text}`;
