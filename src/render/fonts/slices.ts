import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Family } from './families.js';

/** A font file with a part of a family's characters. */
export interface FontSlice {
  /** Unique among all families: `noto-sans-jp-119`. */
  readonly name: string;
  readonly path: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** Reads the list of a family's slices. */
export async function readSlices({ name, folder }: Family): Promise<readonly FontSlice[]> {
  const index = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  return Object.entries(index).map(([key, ranges]) => {
    const slice = `${name}-${key.replace(/[[\]]/g, '')}`;
    return {
      name: slice,
      path: join(folder, 'files', `${slice}-wght-normal.woff2`),
      ranges: ranges.split(',').map(parseRange),
    };
  });
}

/** `U+4e00-4e0f` or `U+4e00`. */
function parseRange(text: string): readonly [number, number] {
  const [from = '', to = from] = text.trim().slice(2).split('-');
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}

/** True when the slice lists all of the code points. */
export function sliceHolds({ ranges }: FontSlice, codePoints: readonly number[]): boolean {
  return codePoints.every((point) => ranges.some(([from, to]) => point >= from && point <= to));
}
