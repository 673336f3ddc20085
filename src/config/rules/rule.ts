import type { Issue } from '../problem.js';
import type { Path } from '../read/tree.js';
import { nameOf, type Untyped } from '../read/untyped.js';
import type { Plugins } from '../schema/plugins.js';

/** Something that concerns more than one key. Runs on unchecked input, so that it reports beside the schema. */
export type Rule = (root: Untyped, plugins: Plugins) => Issue[];

/** An issue for every entry of a list that stands there a second time. */
export function repeated(entries: readonly unknown[], path: Path): Issue[] {
  const names = entries.map(nameOf);
  return names.flatMap((name, index) =>
    name !== null && names.indexOf(name) < index
      ? [{ path: [...path, index], message: `“${name}” stands in this list already` }]
      : [],
  );
}
