import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { packageFile } from '../../lib/system/package-file.js';
import type { MessagesByLanguage, Templates, Theme } from '../config.js';
import type { Issue, Problem } from '../problem.js';
import { publications } from '../read/entries.js';
import { formatPath, type Path } from '../read/tree.js';
import { mapping, word } from '../read/untyped.js';
import type { Plugins } from '../schema/plugins.js';
import { expandHome } from '../values/file-path.js';
import { readFolder, type TemplateFolder } from './read.js';
import { mergeTheme } from './theme.js';

/** The templates folders of a configuration, by the path of their key. */
export interface Restyled {
  readonly defaults: Templates;
  readonly folders: ReadonlyMap<string, TemplateFolder>;
  readonly issues: readonly Issue[];
  /** Problems of the files in the folders. */
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Reads the built-in templates and every `templates:` folder. `input` is unvalidated; relative paths start at `file`'s folder. */
export async function readTemplates(input: unknown, file: string, plugins: Plugins): Promise<Restyled> {
  const read = new Map<string, Promise<TemplateFolder | null>>();
  const folders = new Map<string, TemplateFolder>();
  const issues: Issue[] = [];
  for (const { path, name } of referencesIn(input)) {
    const folder = isAbsolute(name) ? name : join(dirname(file), name);
    const reading = read.get(folder) ?? readFolder(folder, plugins);
    read.set(folder, reading);
    const found = await reading;
    if (found) folders.set(formatPath(path), found);
    else issues.push({ path, message: 'the folder {value} cannot be read' });
  }
  const distinct = [...new Set(folders.values())];
  return {
    defaults: { sources: await packageSources(plugins), messages: new Map() },
    folders,
    issues,
    problems: distinct.flatMap(({ problems }) => problems),
    warnings: distinct.flatMap(({ warnings }) => warnings),
  };
}

function referencesIn(input: unknown): { readonly path: Path; readonly name: string }[] {
  const root = mapping(input);
  const holders: [Path, unknown][] = [
    [['templates'], root.templates],
    ...publications(root).map(({ path, input }): [Path, unknown] => [
      [...path, 'templates'],
      input.templates,
    ]),
  ];
  return holders.flatMap(([path, value]) => {
    const name = word(value);
    return name === null || name.trim() === '' ? [] : [{ path, name: expandHome(name) }];
  });
}

async function packageSources({ templates }: Plugins): Promise<ReadonlyMap<string, string>> {
  const sources = Object.entries(templates).map(
    async ([name, { file }]) => [name, await readFile(packageFile(file), 'utf8')] as const,
  );
  return new Map(await Promise.all(sources));
}

/** `base` with the folder's files and messages replacing those of the same name. */
export function mergeTemplates(base: Templates, own: TemplateFolder | undefined): Templates {
  if (!own) return base;
  return {
    sources: new Map([...base.sources, ...own.sources]),
    messages: mergeMessages(base.messages, own.messages),
  };
}

function mergeMessages(base: MessagesByLanguage, own: MessagesByLanguage): MessagesByLanguage {
  const merged = [...own].map(
    ([language, messages]) => [language, { ...base.get(language), ...messages }] as const,
  );
  return new Map([...base, ...merged]);
}

/** `base` with the changes of a folder's theme. */
export function mergeFolderTheme(base: Theme, own: TemplateFolder | undefined): Theme {
  return own ? mergeTheme(base, own.theme.changes, own.theme.file) : base;
}
