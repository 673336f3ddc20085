import type { PackageEdit } from './package.js';

/**
 * The library that packs ExcelJS's files encodes strings in pieces and loses a character whose two halves fall into two
 * pieces, such as an emoji. So the halves go through it as characters of the private use area, and come back after.
 */
const SHIFT = 0xe000 - 0xd800;
const HALVES = /[\uD800-\uDFFF]/g;
const SHIFTED = /[\uE000-\uE3FF][\uE400-\uE7FF]/g;

/** The same data with the halves of such characters shifted in every string. */
export function shifted<Value>(value: Value): Value {
  return walk(value) as Value;
}

function walk(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(HALVES, (half) => moved(half, SHIFT));
  if (Array.isArray(value)) return value.map(walk);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
}

export const unshift: PackageEdit = (parts) => {
  for (const [path, bytes] of parts) {
    const xml = new TextDecoder().decode(bytes);
    const restored = xml.replace(SHIFTED, (pair) => [...pair].map((half) => moved(half, -SHIFT)).join(''));
    if (restored !== xml) parts.set(path, new TextEncoder().encode(restored));
  }
};

const moved = (half: string, by: number) => String.fromCharCode(half.charCodeAt(0) + by);
