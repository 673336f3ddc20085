import type { Issue } from '../problem.js';
import type { Path } from '../read/tree.js';
import { nameOf, type Untyped } from '../read/untyped.js';
import type { Plugins } from '../schema/plugins.js';

/** A rule about more than one key. It runs on unvalidated input, so that its issues appear with those of the schema. */
export type Rule = (root: Untyped, plugins: Plugins) => Issue[];

/** An issue for every duplicate entry of a list. */
export function repeated(entries: readonly unknown[], path: Path): Issue[] {
  const names = entries.map(nameOf);
  return names.flatMap((name, index) =>
    name !== null && names.indexOf(name) < index
      ? [{ path: [...path, index], message: `“${name}” stands in this list already` }]
      : [],
  );
}
