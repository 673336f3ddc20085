import { address, quoted } from '../grid/reference.js';
import type { WorkbookSheet } from '../grid/sheet.js';
import { editPart, type PackageEdit, type PackageParts } from './package.js';
import { all, element, type Xml, xmlPart } from './xml.js';

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const HYPERLINK = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink';

/** A cell that leads to another sheet or to a web page. */
interface CellLink {
  readonly cell: string;
  readonly to: { readonly sheet: string } | { readonly url: string };
}

/** Adds the hyperlinks of cells that link to another sheet or to a web page. */
export function addLinks(sheets: readonly WorkbookSheet[]): PackageEdit {
  return (parts) => {
    for (const [index, sheet] of sheets.entries()) {
      const links = linksOf(sheet);
      if (links.length === 0) continue;
      editPart(parts, `xl/worksheets/sheet${index + 1}.xml`, {
        before: /<printOptions|<pageMargins/,
        add: element('hyperlinks', {}, ...links.map(linkXml)),
      });
      relate(parts, index + 1, links);
    }
  };
}

function linksOf({ lines, grids }: WorkbookSheet): CellLink[] {
  const links: CellLink[] = [];
  for (const { rows, row, column } of grids)
    for (const [index, cells] of rows.entries())
      for (const [place, { link, url }] of cells.entries()) {
        const cell = () => address(row + 1 + index, column + place);
        if (url !== undefined) links.push({ cell: cell(), to: { url } });
        else if (link !== undefined) links.push({ cell: cell(), to: { sheet: link } });
      }
  for (const { row, link } of lines)
    if (link !== undefined) links.push({ cell: address(row, 1), to: { sheet: link } });
  return links;
}

const idOf = ({ cell }: CellLink) => `rIdLink${cell}`;

function linkXml(link: CellLink): Xml {
  const { cell: ref, to } = link;
  return 'url' in to
    ? element('hyperlink', { ref, 'r:id': idOf(link) })
    : element('hyperlink', { ref, location: `${quoted(to.sheet)}!A1`, display: to.sheet });
}

/** A web address stands in the relationships of its sheet. */
function relate(parts: PackageParts, sheet: number, links: readonly CellLink[]): void {
  const added = links.flatMap((link) =>
    'url' in link.to
      ? [
          element('Relationship', {
            Id: idOf(link),
            Type: HYPERLINK,
            Target: link.to.url,
            TargetMode: 'External',
          }),
        ]
      : [],
  );
  if (added.length === 0) return;
  const path = `xl/worksheets/_rels/sheet${sheet}.xml.rels`;
  if (parts.has(path)) editPart(parts, path, { before: /<\/Relationships>/, add: all(added) });
  else parts.set(path, xmlPart(element('Relationships', { xmlns: RELATIONSHIPS }, ...added)));
}
