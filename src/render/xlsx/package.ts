import JSZip from 'jszip';

/** The parts of an XLSX file by their path. */
export type PackageParts = Map<string, Uint8Array>;

/** Adds or changes parts of a finished workbook, for what the library that writes it cannot do. */
export type PackageEdit = (parts: PackageParts) => void;

const FIRST = '[Content_Types].xml';
/** The earliest time a ZIP entry can carry. */
const ENTRY_TIME = new Date(Date.UTC(1980, 0, 1));

/** Applies edits and packs the parts in a fixed order and with a fixed time: same parts, same bytes. */
export async function repack(workbook: Uint8Array, edits: readonly PackageEdit[] = []): Promise<Uint8Array> {
  const parts = await unpack(workbook);
  for (const edit of edits) edit(parts);
  const zip = new JSZip();
  for (const [name, bytes] of [...parts].sort(([a], [b]) => order(a, b)))
    zip.file(name, bytes, { date: ENTRY_TIME, createFolders: false });
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE', platform: 'DOS' });
}

/** The parts of an XLSX file, as bytes. */
export async function unpack(workbook: Uint8Array): Promise<PackageParts> {
  const zip = await JSZip.loadAsync(workbook);
  const files = Object.values(zip.files).filter(({ dir }) => !dir);
  return new Map(
    await Promise.all(files.map(async (file) => [file.name, await file.async('uint8array')] as const)),
  );
}

/** Readers expect the content types first. */
const order = (a: string, b: string) => Number(b === FIRST) - Number(a === FIRST) || (a < b ? -1 : 1);
