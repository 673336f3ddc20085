import type { Theme } from '../../../config/config.js';
import type { WorkbookSheet } from '../grid/sheet.js';
import { editPart, type PackageEdit } from './package.js';
import { element, type Xml, xmlText } from './xml.js';

const X14 = 'http://schemas.microsoft.com/office/spreadsheetml/2009/9/main';
const XM = 'http://schemas.microsoft.com/office/excel/2006/main';
/** The id of the extension for sparklines ([MS-XLSX] 2.2.4.2). */
const EXTENSION = '{05C60535-1F16-4fd2-B633-F4F36F0B64E0}';

/** The end of a sheet's own extensions; a data bar has others. */
const EXTENDED = /<\/extLst>(?=<\/worksheet>)/;

/** Adds the sparklines of all sheets, which ExcelJS lacks, as an extension of their XML. */
export function addSparklines(sheets: readonly WorkbookSheet[], theme: Theme): PackageEdit {
  return (parts) => {
    for (const [index, { sparklines }] of sheets.entries()) {
      if (sparklines.length === 0) continue;
      const path = `xl/worksheets/sheet${index + 1}.xml`;
      const extension = element(
        'ext',
        { uri: EXTENSION, 'xmlns:x14': X14 },
        element('x14:sparklineGroups', { 'xmlns:xm': XM }, group(sparklines, theme)),
      );
      const extended = EXTENDED.test(new TextDecoder().decode(parts.get(path)));
      editPart(parts, path, {
        before: extended ? EXTENDED : /<\/worksheet>/,
        add: extended ? extension : element('extLst', {}, extension),
      });
    }
  };
}

/** Lines from zero on one scale, with a dot at their ends; a missing value is a gap. */
function group(sparklines: WorkbookSheet['sparklines'], theme: Theme): Xml {
  const color = (name: string, value: string) =>
    element(`x14:${name}`, { rgb: `FF${value.replace('#', '').toUpperCase()}` });
  return element(
    'x14:sparklineGroup',
    {
      manualMin: 0,
      lineWeight: 1.25,
      displayEmptyCellsAs: 'gap',
      last: 1,
      minAxisType: 'custom',
      maxAxisType: 'group',
    },
    color('colorSeries', theme.accent),
    color('colorNegative', theme.attention),
    color('colorAxis', theme.rule),
    color('colorMarkers', theme.accent),
    color('colorFirst', theme.accent),
    color('colorLast', theme.accent),
    color('colorHigh', theme.accent),
    color('colorLow', theme.accent),
    element(
      'x14:sparklines',
      {},
      ...sparklines.map(({ cell, values }) =>
        element(
          'x14:sparkline',
          {},
          element('xm:f', {}, xmlText(values)),
          element('xm:sqref', {}, xmlText(cell)),
        ),
      ),
    ),
  );
}
