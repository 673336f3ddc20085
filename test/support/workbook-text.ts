import JSZip from 'jszip';

/** The parts of an XLSX file as text, by path. */
export async function workbookParts(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const zip = await JSZip.loadAsync(bytes);
  const files = Object.values(zip.files).filter(({ dir }) => !dir);
  return new Map(
    await Promise.all(files.map(async (file) => [file.name, await file.async('string')] as const)),
  );
}

/** How every formula of a workbook begins, and where it may not go on, ends. */
export const OUR_FORMULA =
  /^(?:SUBTOTAL\(109,|SUMPRODUCT\((?:--)?\([A-Z]\w+\[|SUM\([A-Z]\w+_data\[|[A-Z]+\d+\/(?:SUM\(|[A-Z]+\d+(?:-1)?$)|\(ROUND\([A-Z]+\d+,\d\)-ROUND\([A-Z]+\d+,\d\)\)(?:\*100)?$)/;

/** A workbook as read from its XML alone. */
export interface ReadWorkbook {
  readonly sheets: readonly ReadSheet[];
  /** References by name, print areas and titles left out. */
  readonly names: ReadonlyMap<string, string>;
}

export interface ReadSheet {
  readonly name: string;
  readonly cells: ReadonlyMap<string, ReadCell>;
  readonly tables: readonly { readonly name: string; readonly ref: string }[];
  readonly charts: readonly ReadChart[];
  readonly printArea: string | undefined;
  readonly printTitles: string | undefined;
  /** Sheets that cells lead to, by address. */
  readonly links: ReadonlyMap<string, string>;
}

export interface ReadCell {
  readonly value: string | number;
  readonly formula: string | undefined;
  readonly format: string;
}

export interface ReadChart {
  readonly title: string;
  readonly alt: string;
  /** `barChart`, `lineChart` or both. */
  readonly plots: readonly string[];
  readonly series: readonly {
    readonly name: ReadReference;
    readonly categories: ReadReference;
    readonly values: ReadReference;
  }[];
}

/** What a chart points at, and the values it carries along; gaps are null. */
export interface ReadReference {
  readonly cells: string;
  readonly cached: readonly (string | null)[];
}

export async function readWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  const parts = await workbookParts(bytes);
  const part = (name: string) => parts.get(name) ?? '';
  const strings = all(part('xl/sharedStrings.xml'), /<si>(.*?)<\/si>/gs).map(([, si = '']) =>
    all(si, /<t[^>]*>(.*?)<\/t>/gs)
      .map(([, text = '']) => decode(text))
      .join('|'),
  );
  const formats = cellFormats(part('xl/styles.xml'));
  const defined = all(part('xl/workbook.xml'), /<definedName ([^>]*)>(.*?)<\/definedName>/gs).map(
    ([, attributes = '', cells = '']) => ({
      name: /\bname="([^"]*)"/.exec(attributes)?.[1] ?? '',
      sheet: /\blocalSheetId="(\d+)"/.exec(attributes)?.[1],
      cells: decode(cells),
    }),
  );
  const local = (name: string, index: number) =>
    defined.find((one) => one.name === `_xlnm.${name}` && one.sheet === String(index))?.cells;
  const sheets = all(part('xl/workbook.xml'), /<sheet [^>]*name="([^"]*)"/g).map(([, name = ''], index) => {
    const xml = part(`xl/worksheets/sheet${index + 1}.xml`);
    return {
      name: decode(name),
      cells: readCells(xml, strings, formats),
      tables: related(parts, `xl/worksheets/sheet${index + 1}.xml`, 'table').map((table) => ({
        name: / name="([^"]*)"/.exec(table)?.[1] ?? '',
        ref: / ref="([^"]*)"/.exec(table)?.[1] ?? '',
      })),
      charts: readCharts(parts, index + 1),
      printArea: local('Print_Area', index),
      printTitles: local('Print_Titles', index),
      links: new Map(
        all(xml, /<hyperlink ref="(\w+)" location="([^"]*)"/g).map(([, cell = '', to = '']) => [
          cell,
          decode(to),
        ]),
      ),
    };
  });
  const names = new Map(
    defined.filter(({ sheet }) => sheet === undefined).map(({ name, cells }) => [name, cells]),
  );
  return { sheets, names };
}

/** A workbook as lines: each sheet's cells with type, value and format, its charts, and at the end all names. */
export async function workbookText(bytes: Uint8Array): Promise<string> {
  const { sheets, names } = await readWorkbook(bytes);
  const listed = [...names].map(([name, cells]) => `${name} ${cells}`);
  return [...sheets.map(sheetText), ['# Names', ...listed].join('\n')].join('\n\n');
}

function sheetText({ name, cells, charts, printArea, printTitles, links }: ReadSheet): string {
  const lines = [...cells].map(([address, cell]) => {
    const { value, formula, format } = cell;
    const shown = typeof value === 'string' ? `text ${JSON.stringify(value)}` : `number ${value}`;
    const link = links.get(address);
    return [address, formula && `formula ${formula} =`, shown, format && `[${format}]`, link && `→ ${link}`]
      .filter(Boolean)
      .join(' ');
  });
  const pages = `prints ${printArea}${printTitles ? ` under ${printTitles}` : ''}`;
  return [`# ${name}`, pages, ...lines, ...charts.map(chartText)].join('\n');
}

function chartText({ title, alt, plots, series }: ReadChart): string {
  const lines = series.map(({ name, categories, values }) => {
    const points = values.cached.map((value, index) => `${categories.cached[index]} ${value ?? '–'}`);
    return `  ${name.cached[0]} (${name.cells}) ${values.cells} over ${categories.cells}: ${points.join(', ')}`;
  });
  return [`chart ${JSON.stringify(title)} ${plots.join(' + ')} ${JSON.stringify(alt)}`, ...lines].join('\n');
}

/** The parts of one kind that a part refers to, in the order of the references. */
function related(parts: ReadonlyMap<string, string>, path: string, kind: string): readonly string[] {
  const [, folder = '', file = ''] = /^(.*)\/([^/]*)$/.exec(path) ?? [];
  return all(parts.get(`${folder}/_rels/${file}.rels`) ?? '', /<Relationship ([^>]*)\/>/g)
    .filter(([, attributes = '']) => attributes.includes(`relationships/${kind}"`))
    .map(([, attributes = '']) => {
      const target = /Target="\.\.\/([^"]*)"/.exec(attributes)?.[1];
      const found = parts.get(`xl/${target}`);
      if (found === undefined) throw new Error(`${path} refers to ${target}, which is not there`);
      return found;
    });
}

function readCharts(parts: ReadonlyMap<string, string>, sheet: number): ReadChart[] {
  const [drawing] = related(parts, `xl/worksheets/sheet${sheet}.xml`, 'drawing');
  if (drawing === undefined) return [];
  const name = [...parts].find(
    ([path, xml]) => path.startsWith('xl/drawings/drawing') && xml === drawing,
  )?.[0];
  const alts = all(drawing, / descr="([^"]*)"/g).map(([, alt = '']) => decode(alt));
  return all(
    parts.get(`${name?.replace('drawings/', 'drawings/_rels/')}.rels`) ?? '',
    /charts\/(\w+\.xml)/g,
  ).map(([, file], index) => {
    const xml = parts.get(`xl/charts/${file}`) ?? '';
    return {
      title: all(/<c:title>(.*?)<\/c:title>/s.exec(xml)?.[1] ?? '', /<a:t>(.*?)<\/a:t>/gs)
        .map(([, text = '']) => decode(text))
        .join(''),
      alt: alts[index] ?? '',
      plots: all(xml, /<c:(barChart|lineChart)>/g).map(([, plot = '']) => plot),
      series: all(xml, /<c:ser>(.*?)<\/c:ser>/gs).map(([, ser = '']) => ({
        name: readReference(ser, 'tx'),
        categories: readReference(ser, 'cat'),
        values: readReference(ser, 'val'),
      })),
    };
  });
}

function readReference(series: string, element: string): ReadReference {
  const xml = new RegExp(`<c:${element}>(.*?)</c:${element}>`, 's').exec(series)?.[1] ?? '';
  const count = Number(/<c:ptCount val="(\d+)"/.exec(xml)?.[1]);
  const points = new Map(
    all(xml, /<c:pt idx="(\d+)"><c:v>(.*?)<\/c:v>/gs).map(([, index, value = '']) => [
      Number(index),
      decode(value),
    ]),
  );
  return {
    cells: decode(/<c:f>(.*?)<\/c:f>/s.exec(xml)?.[1] ?? ''),
    cached: Array.from({ length: count }, (_, index) => points.get(index) ?? null),
  };
}

function readCells(
  xml: string,
  strings: readonly string[],
  formats: readonly string[],
): ReadonlyMap<string, ReadCell> {
  return new Map(
    all(xml, /<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs).flatMap(([, attributes = '', content = '']) => {
      const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
      const value = /<v>(.*?)<\/v>/s.exec(content)?.[1];
      const formula = /<f>(.*?)<\/f>/s.exec(content)?.[1];
      const inline = attribute('t') === 'inlineStr' ? /<t[^>]*>(.*?)<\/t>/s.exec(content)?.[1] : undefined;
      if (value === undefined && formula === undefined && inline === undefined) return [];
      const shared = attribute('t') === 's' ? (strings[Number(value)] ?? '') : Number(value);
      const cell: ReadCell = {
        value: inline === undefined ? shared : decode(inline),
        formula: formula === undefined ? undefined : decode(formula),
        format: formats[Number(attribute('s') ?? 0)] ?? '',
      };
      return [[attribute('r') ?? '', cell] as const];
    }),
  );
}

function cellFormats(styles: string): string[] {
  const custom = new Map(
    all(styles, /<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g).map(([, id, code = '']) => [
      id,
      decode(code),
    ]),
  );
  const builtIn = new Map([
    ['0', ''],
    ['3', '#,##0'],
  ]);
  const cells = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)?.[1] ?? '';
  return all(cells, /<xf numFmtId="(\d+)"/g).map(
    ([, id]) => custom.get(id) ?? builtIn.get(id ?? '') ?? `${id}`,
  );
}

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)];

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const decode = (text: string) =>
  text
    .replace(/&#(\d+);/g, (_whole, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** The addresses that `'Sheet'!$A$5:$B$11` covers, row by row, with the sheet's name. */
export function cellsOf(reference: string): {
  readonly sheet: string;
  readonly addresses: readonly string[];
} {
  const [, sheet = '', first = '', last = first] =
    /^'((?:[^']|'')+)'!(\$[A-Z]+\$\d+)(?::(\$[A-Z]+\$\d+))?$/.exec(reference) ?? [];
  const [from, to] = [place(first), place(last)];
  const addresses: string[] = [];
  for (let row = from.row; row <= to.row; row++)
    for (let column = from.column; column <= to.column; column++) addresses.push(`${letters(column)}${row}`);
  return { sheet: sheet.replaceAll("''", "'"), addresses };
}

/** Whether a table's `A4:E19` covers an address. */
export function covers(ref: string, address: string): boolean {
  const [first = '', last = ''] = ref.split(':');
  const [from, to, at] = [place(first), place(last), place(address)];
  return at.row >= from.row && at.row <= to.row && at.column >= from.column && at.column <= to.column;
}

function place(address: string): { row: number; column: number } {
  const [, name = '', row] = /^\$?([A-Z]+)\$?(\d+)$/.exec(address) ?? [];
  return {
    row: Number(row),
    column: [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0),
  };
}

const letters = (column: number): string =>
  (column > 26 ? letters(Math.floor((column - 1) / 26)) : '') + String.fromCharCode(65 + ((column - 1) % 26));
