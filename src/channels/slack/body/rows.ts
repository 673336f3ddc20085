import type { Section, TableCell, TableSection } from '../../../digest/digest.js';
import { arrowOf } from '../../../digest/language/change.js';
import { oneLine, shortenedName } from '../../../render/line.js';
import { toneMark } from '../../tone-mark.js';
import { webLink } from '../../web-link.js';
import { bold, linkedTo, type RichText } from './blocks.js';
import type { SlackLayout } from './layout-context.js';

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

/** The places of the columns that a message shows of a table. */
export const shownColumns = ({ columns }: Pick<TableSection, 'columns'>): readonly number[] =>
  columns.flatMap(({ id }, place) => (COLUMNS.includes(id) ? [place] : []));

/** The mark and the name, which leads where its cell says. */
export function markedName(cells: readonly TableCell[], { name, link }: SlackLayout['room']): RichText[] {
  const [cell] = cells;
  const mark = cells.some(isAlarming) ? `${toneMark('attention')} ` : '';
  const text = shortenedName(oneLine(cell?.text ?? '').trim(), name) || '–';
  const url = webLink(cell?.link, link);
  if (url === null) return [bold(`${mark}${text}`, name + mark.length)];
  return [bold(mark, mark.length), linkedTo(url, bold(text, name))];
}

/** A dash stands for nothing, so that the figures keep their order. */
export const shownCell = ({ text, change }: TableCell): string =>
  `${change ? arrowOf(change) : ''}${text}` || '–';

export const isAlarming = ({ tone, change }: TableCell): boolean =>
  tone === 'attention' || change?.tone === 'attention';

/** True when a row of the section has a mark. */
export function hasAlarm(section: Section, isShown: (section: TableSection) => boolean): boolean {
  if (section.emptyText !== null) return false;
  if (section.kind === 'ranking') return section.rows.some(({ change }) => change?.tone === 'attention');
  return section.kind === 'table' && isShown(section) && section.rows.some((row) => row.some(isAlarming));
}
