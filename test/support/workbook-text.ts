import JSZip from 'jszip';

/** The parts of an XLSX file as text, by path. */
export async function workbookParts(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const zip = await JSZip.loadAsync(bytes);
  const files = Object.values(zip.files).filter(({ dir }) => !dir);
  return new Map(
    await Promise.all(files.map(async (file) => [file.name, await file.async('string')] as const)),
  );
}

/** A workbook read from its XML alone: a line for each sheet and for each cell with its type, value and format. */
export async function workbookText(bytes: Uint8Array): Promise<string> {
  const parts = await workbookParts(bytes);
  const part = (name: string) => parts.get(name) ?? '';
  const strings = all(part('xl/sharedStrings.xml'), /<si>(.*?)<\/si>/gs).map(([, si = '']) =>
    all(si, /<t[^>]*>(.*?)<\/t>/gs)
      .map(([, text = '']) => decode(text))
      .join('|'),
  );
  const formats = cellFormats(part('xl/styles.xml'));
  return all(part('xl/workbook.xml'), /<sheet [^>]*name="([^"]*)"/g)
    .map(([, name = ''], index) => {
      const cells = all(part(`xl/worksheets/sheet${index + 1}.xml`), /<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs);
      return [`# ${decode(name)}`, ...cells.flatMap((cell) => cellLine(cell, strings, formats))].join('\n');
    })
    .join('\n\n');
}

function cellLine(
  [, attributes = '', content = '']: RegExpExecArray,
  strings: readonly string[],
  formats: readonly string[],
): string[] {
  const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
  const value = /<v>(.*?)<\/v>/s.exec(content)?.[1];
  const formula = /<f>(.*?)<\/f>/s.exec(content)?.[1];
  if (value === undefined && formula === undefined) return [];
  const format = formats[Number(attribute('s') ?? 0)] ?? '';
  const shown = attribute('t') === 's' ? `text ${JSON.stringify(strings[Number(value)])}` : `number ${value}`;
  return [
    [attribute('r'), formula && `formula ${decode(formula)} =`, shown, format && `[${format}]`]
      .filter(Boolean)
      .join(' '),
  ];
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
const decode = (text: string) => text.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
