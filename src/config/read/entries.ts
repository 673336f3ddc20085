import type { Path } from './tree.js';
import { children, isMapping, list, mapping, type Untyped } from './untyped.js';

/** The options of a channel in one entry of `deliver:` or `notify:`, unvalidated, with their path. */
export interface RawOptions {
  readonly kind: string;
  readonly path: Path;
  readonly options: Untyped;
}

/** The options in all entries of an unvalidated configuration that are a mapping. */
export function rawOptions(root: Untyped): readonly RawOptions[] {
  return [
    ...entriesAt(root.notify, ['notify']),
    ...children(root.digests).flatMap(([id, { deliver }]) => entriesAt(deliver, ['digests', id, 'deliver'])),
  ];
}

function entriesAt(entries: unknown, path: Path): RawOptions[] {
  return list(entries).flatMap((entry, index) =>
    Object.entries(mapping(entry)).flatMap(([kind, options]) =>
      isMapping(options) ? [{ kind, options, path: [...path, index, kind] }] : [],
    ),
  );
}
