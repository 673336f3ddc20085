import type { Theme } from '../../../config/config.js';
import type { WorkbookSheet } from '../grid/sheet.js';
import { editPart, type PackageEdit, type PackageParts } from '../package/package.js';
import { all, element, type Xml, xmlPart } from '../package/xml.js';
import { chartXml } from './chart-xml.js';
import { drawingXml } from './drawing-xml.js';

const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const TYPE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CONTENT = 'application/vnd.openxmlformats-officedocument';

/** Adds the charts of all sheets: a drawing for each sheet, a part for each chart, relationships and content types. */
export function addCharts(sheets: readonly WorkbookSheet[], theme: Theme): PackageEdit {
  return (parts) => {
    let charts = 0;
    for (const [index, sheet] of sheets.entries()) {
      if (sheet.charts.length === 0) continue;
      const drawing = `drawing${index + 1}.xml`;
      const names = sheet.charts.map((_chart, place) => `chart${charts + place + 1}.xml`);
      charts += names.length;
      for (const [place, chart] of sheet.charts.entries())
        parts.set(`xl/charts/${names[place]}`, xmlPart(chartXml(chart, theme)));
      parts.set(`xl/drawings/${drawing}`, xmlPart(drawingXml(sheet.charts, sheet.widths)));
      parts.set(
        `xl/drawings/_rels/${drawing}.rels`,
        xmlPart(
          element(
            'Relationships',
            { xmlns: RELATIONSHIPS },
            ...names.map((name, place) => relationship(`rId${place + 1}`, 'chart', `../charts/${name}`)),
          ),
        ),
      );
      attach(parts, index + 1, drawing);
      declare(parts, [
        [`/xl/drawings/${drawing}`, `${CONTENT}.drawing+xml`],
        ...names.map((name) => [`/xl/charts/${name}`, `${CONTENT}.drawingml.chart+xml`] as const),
      ]);
    }
  };
}

const relationship = (id: string, kind: string, target: string): Xml =>
  element('Relationship', { Id: id, Type: `${TYPE}/${kind}`, Target: target });

/** Refers to the drawing from the sheet; the schema places it between the footer and the tables. */
function attach(parts: PackageParts, sheet: number, drawing: string): void {
  const id = 'rIdDrawing';
  editPart(parts, `xl/worksheets/sheet${sheet}.xml`, {
    before: /(?<=<\/headerFooter>)/,
    add: element('drawing', { 'r:id': id }),
  });
  const path = `xl/worksheets/_rels/sheet${sheet}.xml.rels`;
  const added = relationship(id, 'drawing', `../drawings/${drawing}`);
  if (parts.has(path)) editPart(parts, path, { before: /<\/Relationships>/, add: added });
  else parts.set(path, xmlPart(element('Relationships', { xmlns: RELATIONSHIPS }, added)));
}

function declare(parts: PackageParts, types: readonly (readonly [part: string, type: string])[]): void {
  const added = types.map(([part, type]) => element('Override', { PartName: part, ContentType: type }));
  editPart(parts, '[Content_Types].xml', { before: /<\/Types>/, add: all(added) });
}
