import { Readable } from 'node:stream';
import JSZip from 'jszip';
import type { Xml } from './xml.js';

/** The parts of an XLSX file by their path. */
export type PackageParts = Map<string, Uint8Array>;

/** Adds or changes parts of a finished workbook, for what the library that writes it cannot do. */
export type PackageEdit = (parts: PackageParts) => void;

const FIRST = '[Content_Types].xml';
/** The earliest time a ZIP entry can carry. */
const ENTRY_TIME = new Date(Date.UTC(1980, 0, 1));

/** Smaller parts stay as they are: packing takes hundreds of kilobytes of memory for each of them, and saves next to nothing. */
const LEAST_PACKED = 1_000;

/** Applies edits and packs the parts in a fixed order and with a fixed time: same parts, same bytes. `longParts` take the place of parts. */
export async function repack(
  workbook: Uint8Array,
  edits: readonly PackageEdit[] = [],
  longParts: (parts: PackageParts) => ReadonlyMap<string, Iterable<string>> = () => new Map(),
): Promise<Uint8Array> {
  const parts = await unpack(workbook);
  for (const edit of edits) edit(parts);
  const long = longParts(parts);
  const zip = new JSZip();
  for (const [name, bytes] of [...parts].sort(([a], [b]) => order(a, b))) {
    const small = bytes.length < LEAST_PACKED && !long.has(name);
    const compression = small ? 'STORE' : 'DEFLATE';
    const options = { date: ENTRY_TIME, createFolders: false, compression } as const;
    zip.file(name, contentOf(bytes, long.get(name)), options);
  }
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE', platform: 'DOS' });
}

/** A long part is packed piece by piece, and never there as a whole. */
function contentOf(
  bytes: Uint8Array,
  pieces: Iterable<string> | undefined,
): Uint8Array | NodeJS.ReadableStream {
  return pieces === undefined ? bytes : Readable.from(encoded(pieces));
}

/** An empty piece would end the compression, and without an error. */
function* encoded(pieces: Iterable<string>): Generator<Uint8Array, void, void> {
  for (const piece of pieces) if (piece !== '') yield Buffer.from(piece);
}

/** The parts of an XLSX file, as bytes. */
export async function unpack(workbook: Uint8Array): Promise<PackageParts> {
  const zip = await JSZip.loadAsync(workbook);
  const files = Object.values(zip.files).filter(({ dir }) => !dir);
  return new Map(
    await Promise.all(files.map(async (file) => [file.name, await file.async('uint8array')] as const)),
  );
}

/** Puts XML into a part, before the first of what must stand behind it. Throws when there is no such place. */
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
