import type { Path } from './tree.js';
import { children, isMapping, list, mapping, type Untyped } from './untyped.js';

/** The options of a channel in one entry of `deliver:` or `notify:`, unvalidated, with their path. */
export interface RawOptions {
  readonly kind: string;
  readonly path: Path;
  readonly options: Untyped;
}

/** A digest or an alert, unvalidated, with its path: what has readers, bots, a theme and templates of its own. */
export interface Publication {
  readonly id: string;
  readonly path: Path;
  readonly input: Untyped;
}

export const publications = (root: Untyped): readonly Publication[] =>
  ['digests', 'alerts'].flatMap((kind) =>
    children(root[kind]).map(([id, input]) => ({ id, path: [kind, id], input })),
  );

/** The options in all entries of an unvalidated configuration that are a mapping. */
export function rawOptions(root: Untyped): readonly RawOptions[] {
  return [
    ...entriesAt(root.notify, ['notify']),
    ...publications(root).flatMap(({ path, input }) => entriesAt(input.deliver, [...path, 'deliver'])),
  ];
}

function entriesAt(entries: unknown, path: Path): RawOptions[] {
  return list(entries).flatMap((entry, index) =>
    Object.entries(mapping(entry)).flatMap(([kind, options]) =>
      isMapping(options) ? [{ kind, options, path: [...path, index, kind] }] : [],
    ),
  );
}
