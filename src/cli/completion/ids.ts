import { readFile } from 'node:fs/promises';
import { untypedValue } from '../../config/read/tree.js';
import { children, mapping } from '../../config/read/untyped.js';
import { parseYaml } from '../../config/read/yaml.js';
import type { IdKind } from './id-kinds.js';

/** The ids of a configuration file, also of one that is not valid; none where it cannot be read. Nothing but the file is looked at. */
export async function idsIn(file: string, kind: IdKind): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const { tree } = parseYaml(text);
  const root = tree === null ? {} : mapping(untypedValue(tree));
  const ids = (key: string) => children(root[key]).map(([id]) => id);
  return kind === 'runs' ? ['last', ...ids('digests')] : ids(kind);
}
