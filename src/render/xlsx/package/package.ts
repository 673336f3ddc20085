import JSZip from 'jszip';
import { pack } from './pack.js';
import type { Xml } from './xml.js';

/** The parts of an XLSX file by their path. */
export type PackageParts = Map<string, Uint8Array>;

/** Adds or changes parts of a finished workbook, for features that ExcelJS lacks. */
export type PackageEdit = (parts: PackageParts) => void;

const FIRST = '[Content_Types].xml';

/** Applies edits and packs the parts in a fixed order. `longParts` replace parts of the same path. */
export async function repack(
  workbook: Uint8Array,
  edits: readonly PackageEdit[] = [],
  longParts: (parts: PackageParts) => ReadonlyMap<string, Iterable<string>> = () => new Map(),
): Promise<Uint8Array> {
  const parts = await unpack(workbook);
  for (const edit of edits) edit(parts);
  const long = longParts(parts);
  const ordered = [...parts].sort(([a], [b]) => order(a, b));
  return pack(ordered.map(([name, bytes]) => [name, long.get(name) ?? bytes]));
}

export async function unpack(workbook: Uint8Array): Promise<PackageParts> {
  const zip = await JSZip.loadAsync(workbook);
  const files = Object.values(zip.files).filter(({ dir }) => !dir);
  return new Map(
    await Promise.all(files.map(async (file) => [file.name, await file.async('uint8array')] as const)),
  );
}

/** Inserts XML into a part before the first of the given elements. Throws if the part has none of them. */
export function editPart(
  parts: PackageParts,
  path: string,
  { before, add }: { readonly before: RegExp; readonly add: Xml },
): void {
  const xml = new TextDecoder().decode(parts.get(path));
  const place = xml.search(before);
  if (place < 0) throw new Error(`${path} has no ${before}`);
  parts.set(path, new TextEncoder().encode(xml.slice(0, place) + add.xml + xml.slice(place)));
}

/** Readers expect the content types first. */
const order = (a: string, b: string) => Number(b === FIRST) - Number(a === FIRST) || (a < b ? -1 : 1);
