import type { Issue } from '../problem.js';
import type { Path, ScalarNode, Tree } from './tree.js';
import { type Environment, expand } from './variables.js';

export interface Interpolated {
  readonly tree: Tree;
  readonly issues: readonly Issue[];
}

/** Substitutes the variables in string values. Values stay strings: they cannot add keys or lists. */
export function interpolate(tree: Tree, env: Environment): Interpolated {
  const issues: Issue[] = [];
  const scalar = (node: ScalarNode, path: Path): Tree => {
    if (typeof node.value !== 'string' || !node.value.includes('${')) return node;
    const { value, interpolated, faults } = expand(node.value, env);
    for (const message of faults) issues.push({ path, message });
    return { ...node, value, interpolated };
  };
  return { tree: mapScalars(tree, [], scalar), issues };
}

function mapScalars(node: Tree, path: Path, change: (node: ScalarNode, path: Path) => Tree): Tree {
  if (node.kind === 'scalar') return change(node, path);
  if (node.kind === 'list') {
    const items = node.items.map((item, index) => mapScalars(item, [...path, index], change));
    return { ...node, items };
  }
  const entries = node.entries.map((entry) => ({
    ...entry,
    value: mapScalars(entry.value, [...path, entry.key], change),
  }));
  return { ...node, entries };
}
