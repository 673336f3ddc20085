import type { Path } from '../read/tree.js';
import { mapping, word } from '../read/untyped.js';
import { expandHome } from '../values/file-path.js';

/** A file named in a configuration, with the path of its key. */
export interface Reference {
  readonly path: Path;
  readonly file: string;
}

/** The file named under `key` of an unvalidated value; none if it is not a string. */
export function fileReference(holder: unknown, path: Path, key: string): Reference[] {
  const file = word(mapping(holder)[key]);
  return file === null || file.trim() === '' ? [] : [{ path: [...path, key], file: expandHome(file) }];
}
