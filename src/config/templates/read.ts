import type { Messages, MessagesByLanguage } from '../config.js';
import { themeFileIssues } from '../files/theme-files.js';
import { type Issue, type Problem, placeIssue, sortProblems } from '../problem.js';
import { untypedValue } from '../read/tree.js';
import { parseYaml } from '../read/yaml.js';
import { check } from '../schema/check.js';
import type { Plugins } from '../schema/plugins.js';
import { type ThemeInput, theme } from '../schema/theme.js';
import {
  type Listing,
  listFolder,
  messageFile,
  readText,
  THEME_FILE,
  unknownFile,
  wholeFile,
} from './folder.js';

/** The validated contents of one `templates:` folder. */
export interface TemplateFolder {
  /** Template sources by file name. */
  readonly sources: ReadonlyMap<string, string>;
  readonly messages: MessagesByLanguage;
  /** Changes to the theme, and the path of their file. */
  readonly theme: { readonly file: string; readonly changes: ThemeInput };
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** The value of a file, null when it is invalid, and what is to be said of it. */
interface Read<Value> {
  readonly value: Value | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Reads and validates a folder; null when it does not exist. */
export async function readFolder(folder: string, plugins: Plugins): Promise<TemplateFolder | null> {
  const known = Object.keys(plugins.templates);
  const listing = await listFolder(folder, known);
  if (listing === null) return null;
  const sources = await readAll(listing.templates, (name) => readSource(folder, name, plugins));
  const messages = await readAll(listing.languages, (language) => readMessages(folder, language, plugins));
  const look = listing.theme ? await readTheme(folder) : sound({});
  const outside = listing.outside.map((name) =>
    wholeFile(`${folder}/${name}`, 'is a link out of the folder'),
  );
  return {
    sources: sources.values,
    messages: messages.values,
    theme: { file: `${folder}/${THEME_FILE}`, changes: look.value ?? {} },
    problems: [...outside, ...sources.problems, ...look.problems, ...messages.problems],
    warnings: [...(await warningsOf(folder, listing, messages.values, plugins)), ...messages.warnings],
  };
}

async function readAll<Value>(names: readonly string[], read: (name: string) => Promise<Read<Value>>) {
  const files = await Promise.all(names.map(async (name) => [name, await read(name)] as const));
  return {
    values: new Map(files.flatMap(([name, { value }]) => (value === null ? [] : [[name, value] as const]))),
    problems: files.flatMap(([, { problems }]) => problems),
    warnings: files.flatMap(([, { warnings }]) => warnings),
  };
}

async function readSource(folder: string, name: string, { templates }: Plugins): Promise<Read<string>> {
  const file = `${folder}/${name}`;
  const read = await readText(folder, name);
  if ('fault' in read) return broken(wholeFile(file, read.fault));
  const fault = (await templates[name]?.fault(read.text)) ?? null;
  return fault ? broken({ file, path: '', ...fault }) : sound(read.text);
}

async function readMessages(
  folder: string,
  language: string,
  { messages }: Plugins,
): Promise<Read<Messages>> {
  const name = messageFile(language);
  const misnamed = misnaming(language);
  if (misnamed) return broken(wholeFile(`${folder}/${name}`, ...misnamed));
  return readYaml(folder, name, async (input) => {
    const issues = await messages.issues(language, input);
    if (issues.length > 0) return { issues };
    const value = input as Messages;
    return { value, warnings: await messages.warnings(value) };
  });
}

/** What is wrong with a language tag, and a suggestion or null; null for a valid tag. */
function misnaming(language: string): [message: string, suggestion: string | null] | null {
  const right = canonical(language) ?? canonical(language.replaceAll('_', '-'));
  if (right === language) return null;
  return ['is not named after a language, such as messages/pt-BR.yaml', right && messageFile(right)];
}

function canonical(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

async function readTheme(folder: string): Promise<Read<ThemeInput>> {
  const file = `${folder}/${THEME_FILE}`;
  return readYaml(folder, THEME_FILE, async (input) => {
    const checked = check(theme, input);
    if (!checked.ok) return { issues: checked.issues };
    const issues = await themeFileIssues(checked.value, [], file);
    return issues.length === 0 ? { value: checked.value } : { issues };
  });
}

type Judged<Value> =
  | { readonly value: Value; readonly warnings?: readonly Issue[] }
  | { readonly issues: readonly Issue[] };

async function readYaml<Value>(
  folder: string,
  name: string,
  judge: (input: unknown) => Judged<Value> | Promise<Judged<Value>>,
): Promise<Read<Value>> {
  const file = `${folder}/${name}`;
  const read = await readText(folder, name);
  if ('fault' in read) return broken(wholeFile(file, read.fault));
  const { tree, issues } = parseYaml(read.text);
  const judged: Judged<Value> = tree === null ? { issues: [] } : await judge(untypedValue(tree));
  const placed = (all: readonly Issue[]) => sortProblems(all.map((issue) => placeIssue(issue, tree, file)));
  if ('issues' in judged || issues.length > 0)
    return broken(...placed([...issues, ...('issues' in judged ? judged.issues : [])]));
  return sound(judged.value, placed(judged.warnings ?? []));
}

const broken = (...problems: readonly Problem[]) => ({ value: null, problems, warnings: [] });

const sound = <Value>(value: Value, warnings: readonly Problem[] = []) => ({ value, problems: [], warnings });

/** Maximum number of missing messages named in a warning; the rest are counted. */
const MAX_NAMED = 3;

async function warningsOf(
  folder: string,
  listing: Listing,
  own: MessagesByLanguage,
  plugins: Plugins,
): Promise<Problem[]> {
  const unknown = listing.unknown.map((name) => unknownFile(folder, name, Object.keys(plugins.templates)));
  const incomplete: Problem[] = [];
  for (const language of own.keys()) {
    const missing = await plugins.messages.missing(language, own);
    if (missing.length === 0) continue;
    const named = missing.slice(0, MAX_NAMED).join(', ');
    const what = missing.length === 1 ? 'message is' : 'messages are';
    const message = `${missing.length} ${what} not there and will be in English: ${named}`;
    const more = missing.length > MAX_NAMED ? ', …' : '';
    incomplete.push(wholeFile(`${folder}/${messageFile(language)}`, message + more));
  }
  return [...unknown, ...incomplete];
}
