import type { Path } from '../read/tree.js';
import { mapping, word } from '../read/untyped.js';
import { expandHome } from '../values/file-path.js';

/** A file that a configuration names under a key. */
export interface Reference {
  readonly path: Path;
  readonly file: string;
}

/** The file under `key` of a value that is not checked yet; none when there is no text. */
export function fileReference(holder: unknown, path: Path, key: string): Reference[] {
  const file = word(mapping(holder)[key]);
  return file === null || file.trim() === '' ? [] : [{ path: [...path, key], file: expandHome(file) }];
}
