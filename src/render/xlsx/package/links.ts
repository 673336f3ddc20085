import { address, quoted } from '../grid/reference.js';
import type { WorkbookSheet } from '../grid/sheet.js';
import { editPart, type PackageEdit } from './package.js';
import { element, type Xml } from './xml.js';

/** Adds the hyperlinks of cells that link to another sheet. */
export function addLinks(sheets: readonly WorkbookSheet[]): PackageEdit {
  return (parts) => {
    for (const [index, sheet] of sheets.entries()) {
      const links = linksOf(sheet);
      if (links.length === 0) continue;
      editPart(parts, `xl/worksheets/sheet${index + 1}.xml`, {
        before: /<printOptions|<pageMargins/,
        add: element('hyperlinks', {}, ...links),
      });
    }
  };
}

function linksOf({ lines, grids }: WorkbookSheet): Xml[] {
  const link = (cell: string, sheet: string) =>
    element('hyperlink', { ref: cell, location: `${quoted(sheet)}!A1`, display: sheet });
  return [
    ...grids.flatMap(({ rows, row, column }) =>
      rows.flatMap((cells, index) =>
        cells.flatMap(({ link: to }, place) =>
          to === undefined ? [] : [link(address(row + 1 + index, column + place), to)],
        ),
      ),
    ),
    ...lines.flatMap((line) => (line.link === undefined ? [] : [link(address(line.row, 1), line.link)])),
  ];
}
