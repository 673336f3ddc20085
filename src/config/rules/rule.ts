import { suggest } from '../../lib/text/suggest.js';
import type { Issue } from '../problem.js';
import type { Path } from '../read/tree.js';
import { nameOf, type Untyped } from '../read/untyped.js';
import type { Plugins } from '../schema/plugins.js';

/** A rule about more than one key. It runs on unvalidated input, so that its issues appear with those of the schema. */
export type Rule = (root: Untyped, plugins: Plugins) => Issue[];

/** The words for a name that is none of the `known` ones of a block. */
export function unknownName(
  block: string,
  name: string,
  known: readonly string[],
): Pick<Issue, 'message' | 'suggestion'> {
  const message = `{value} is not one of the ${block}`;
  if (known.length === 0) return { message: `{value} is not there: the file has no ${block}` };
  const suggestion = suggest(name, known) ?? undefined;
  return suggestion ? { message, suggestion } : { message: `${message}: ${known.join(', ')}` };
}

/** An issue for every duplicate entry of a list. */
export function repeated(entries: readonly unknown[], path: Path): Issue[] {
  const names = entries.map(nameOf);
  return names.flatMap((name, index) =>
    name !== null && names.indexOf(name) < index
      ? [{ path: [...path, index], message: `“${name}” stands in this list already` }]
      : [],
  );
}
