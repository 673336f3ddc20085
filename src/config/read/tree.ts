/** A position in a file; line and column count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A parsed YAML document: values with their positions. */
export type Tree = ScalarNode | ListNode | MappingNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The text in the file without quotes: a variable's name, never its value. */
  readonly source: string;
  /** Whether the value came from the environment and must not be shown. */
  readonly interpolated: boolean;
  readonly at: Position;
}

interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly at: Position;
}

interface MappingNode {
  readonly kind: 'mapping';
  readonly entries: readonly Entry[];
  readonly at: Position;
}

export interface Entry {
  readonly key: string;
  readonly keyAt: Position;
  readonly value: Tree;
}

export type Path = readonly (string | number)[];

/** The tree as plain objects, arrays and scalars. */
export function untypedValue(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(untypedValue);
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, untypedValue(value)]));
}

/** The node at a path, or null, and the position for messages. */
export interface Location {
  readonly node: Tree | null;
  /** Position of the value, or of the nearest parent's key if it is missing. */
  readonly at: Position;
  /** Position of its key. */
  readonly keyAt: Position;
}

/** Follows `path` down the tree as far as it exists. */
export function locate(root: Tree, path: Path): Location {
  let node = root;
  let keyAt = root.at;
  for (const step of path) {
    const child = childOf(node, step);
    if (child === null) return { node: null, at: keyAt, keyAt };
    node = child.value;
    keyAt = child.keyAt;
  }
  return { node, at: node.at, keyAt };
}

function childOf(node: Tree, step: string | number): Pick<Entry, 'value' | 'keyAt'> | null {
  if (node.kind === 'mapping') return node.entries.find(({ key }) => key === step) ?? null;
  const item = node.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined;
  return item === undefined ? null : { value: item, keyAt: item.at };
}

/** `digests.weekly.deliver[0].email.to[1]`. */
export function formatPath(path: Path): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}
