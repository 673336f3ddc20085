import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { packageFile } from '../lib/paths.js';
import type { Theme } from './config.js';
import { ConfigError, type Issue, placeIssue } from './problem.js';
import { check } from './schema/check.js';
import { type ThemeInput, wholeTheme } from './schema/theme.js';
import { plain, type Tree } from './tree.js';
import { parseYaml } from './yaml.js';

/** The theme of `templates/theme.yaml`. Throws ConfigError when someone broke that file. */
export async function readDefaultTheme(): Promise<Theme> {
  const file = packageFile('templates/theme.yaml');
  const { tree, issues } = parseYaml(await readFile(file, 'utf8'));
  if (tree === null || issues.length > 0) throw broken(file, issues, tree);
  const checked = check(wholeTheme, plain(tree));
  if (!checked.ok) throw broken(file, checked.issues, tree);
  return { ...checked.value, footer: checked.value.footer ?? null, logo: checked.value.logo ?? null };
}

/** `base` with the changes of a file; a logo's path starts at the file's folder. */
export function mergeTheme(base: Theme, { logo, ...changes }: ThemeInput, file: string): Theme {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return { ...base, ...given, logo: logo === undefined ? base.logo : resolve(dirname(file), logo) };
}

function broken(file: string, issues: readonly Issue[], tree: Tree | null): ConfigError {
  return new ConfigError(issues.map((issue) => placeIssue(issue, tree, file)));
}
