import type { PackageEdit } from './package.js';

/**
 * The ZIP library of ExcelJS encodes strings in chunks and corrupts a surrogate pair, such as an emoji, that is split
 * between two chunks. So surrogates are replaced by private use characters before and restored after.
 */
const SHIFT = 0xe000 - 0xd800;
const SURROGATE = /[\uD800-\uDFFF]/;
const HALVES = /[\uD800-\uDFFF]/g;
const SHIFTED = /[\uE000-\uE3FF][\uE400-\uE7FF]/g;

/** Replaces surrogates in all strings of the data. */
export function shifted<Value>(value: Value): Value {
  return walk(value) as Value;
}

/** Returns the same object when no string in it changes. */
function walk(value: unknown): unknown {
  if (typeof value === 'string')
    return SURROGATE.test(value) ? value.replace(HALVES, (half) => moved(half, SHIFT)) : value;
  if (Array.isArray(value)) {
    const walked = value.map(walk);
    return walked.every((inner, index) => inner === value[index]) ? value : walked;
  }
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  let walked = value as Record<string, unknown>;
  for (const key in value) {
    const inner = walk(walked[key]);
    if (inner !== walked[key]) walked = { ...walked, [key]: inner };
  }
  return walked;
}

export const unshift: PackageEdit = (parts) => {
  for (const [path, bytes] of parts) {
    const xml = new TextDecoder().decode(bytes);
    const restored = xml.replace(SHIFTED, (pair) => [...pair].map((half) => moved(half, -SHIFT)).join(''));
    if (restored !== xml) parts.set(path, new TextEncoder().encode(restored));
  }
};

const moved = (half: string, by: number) => String.fromCharCode(half.charCodeAt(0) + by);
