import { extent } from '../grid/extent.js';
import { blockReference, quoted } from '../grid/reference.js';
import type { WorkbookSheet } from '../grid/sheet.js';
import { editPart, type PackageEdit } from './package.js';
import { element, type Xml, xmlText } from './xml.js';

/** Adds defined names for formulas, print areas and print titles. */
export function addNames(sheets: readonly WorkbookSheet[]): PackageEdit {
  const names = [...sheets.flatMap(printNames), ...sheets.flatMap(({ names }) => names).map(globalName)];
  return (parts) =>
    editPart(parts, 'xl/workbook.xml', { before: /<calcPr/, add: element('definedNames', {}, ...names) });
}

const globalName = ({ name, cells }: WorkbookSheet['names'][number]): Xml =>
  element('definedName', { name }, xmlText(cells));

function printNames(sheet: WorkbookSheet, index: number): Xml[] {
  const { rows, columns } = extent(sheet);
  const area = blockReference({ sheet: sheet.name, rows: [1, rows], columns: [1, columns] });
  const heading = `${quoted(sheet.name)}!$1:$${sheet.frozen.rows}`;
  const local = (name: string, cells: string) =>
    element('definedName', { name: `_xlnm.${name}`, localSheetId: index }, xmlText(cells));
  return [local('Print_Area', area), ...(sheet.print.onePage ? [] : [local('Print_Titles', heading)])];
}
