import type { PackageEdit } from './package.js';

const ID = /\{[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\}/g;
const LINKED = /(<x14:id>|<x14:cfRule [^>]*id=")(\{[0-9A-F-]{36}\})/g;

/** Replaces the random ids that link a data bar to its extension by numbers. */
export const stableIds: PackageEdit = (parts) => {
  let count = 0;
  for (const [path, bytes] of parts) {
    if (!path.startsWith('xl/worksheets/sheet')) continue;
    const xml = new TextDecoder().decode(bytes);
    const ids = [...new Set([...xml.matchAll(LINKED)].map(([, , id = '']) => id))];
    if (ids.length === 0) continue;
    const numbers = new Map(ids.map((id) => [id, numbered(++count)]));
    parts.set(path, new TextEncoder().encode(xml.replace(ID, (id) => numbers.get(id) ?? id)));
  }
};

const numbered = (count: number) =>
  `{00000000-0000-4000-8000-${count.toString(16).toUpperCase().padStart(12, '0')}}`;
