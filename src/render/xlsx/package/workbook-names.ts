import { extent } from '../grid/extent.js';
import { editPart, type PackageEdit } from './package.js';
import { quoted, reference } from '../grid/reference.js';
import type { Sheet } from '../grid/sheet.js';
import { element, text, type Xml } from './xml.js';

/** Adds the names that formulas may use, and with them what prints of each sheet and which rows head every page. */
export function addNames(sheets: readonly Sheet[]): PackageEdit {
  const names = [...sheets.flatMap(printNames), ...sheets.flatMap(({ names }) => names).map(globalName)];
  return (parts) =>
    editPart(parts, 'xl/workbook.xml', { before: /<calcPr/, add: element('definedNames', {}, ...names) });
}

const globalName = ({ name, cells }: Sheet['names'][number]): Xml =>
  element('definedName', { name }, text(cells));

function printNames(sheet: Sheet, index: number): Xml[] {
  const { rows, columns } = extent(sheet);
  const area = reference({ sheet: sheet.name, rows: [1, rows], columns: [1, columns] });
  const heading = `${quoted(sheet.name)}!$1:$${sheet.frozen.rows}`;
  const local = (name: string, cells: string) =>
    element('definedName', { name: `_xlnm.${name}`, localSheetId: index }, text(cells));
  return [local('Print_Area', area), ...(sheet.print.onePage ? [] : [local('Print_Titles', heading)])];
}
