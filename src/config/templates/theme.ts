import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { packageFile } from '../../lib/system/package-file.js';
import type { FontPaths, Theme } from '../config.js';
import { ConfigError, type Issue, placeIssue } from '../problem.js';
import { type Tree, untypedValue } from '../read/tree.js';
import { parseYaml } from '../read/yaml.js';
import { check } from '../schema/check.js';
import { type ThemeInput, wholeTheme } from '../schema/theme.js';

/** The theme of the package's `templates/theme.yaml`. Throws ConfigError when the file is invalid. */
export async function readDefaultTheme(): Promise<Theme> {
  const file = packageFile('templates/theme.yaml');
  const { tree, issues } = parseYaml(await readFile(file, 'utf8'));
  if (tree === null || issues.length > 0) throw broken(file, issues, tree);
  const checked = check(wholeTheme, untypedValue(tree));
  if (!checked.ok) throw broken(file, checked.issues, tree);
  const { footer = null, logo, font, ...colours } = checked.value;
  return { ...colours, footer, logo: pathOf(logo, file), font: fontPaths(font, file) };
}

/** `base` with the changes of a file; relative paths of logo and fonts start at the file's folder. */
export function mergeTheme(base: Theme, { logo, font, ...changes }: ThemeInput, file: string): Theme {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return {
    ...base,
    ...given,
    logo: pathOf(logo, file) ?? base.logo,
    font: fontPaths(font, file) ?? base.font,
  };
}

function pathOf(name: string | undefined, file: string): string | null {
  return name === undefined ? null : resolve(dirname(file), name);
}

function fontPaths(font: ThemeInput['font'], file: string): FontPaths | null {
  if (font === undefined) return null;
  const { regular, medium = regular, semibold = regular } = font;
  const path = (name: string) => resolve(dirname(file), name);
  return { regular: path(regular), medium: path(medium), semibold: path(semibold) };
}

function broken(file: string, issues: readonly Issue[], tree: Tree | null): ConfigError {
  return new ConfigError(issues.map((issue) => placeIssue(issue, tree, file)));
}
