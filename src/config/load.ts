import type { Config } from './config.js';
import { type Authorities, readAuthorities } from './files/authorities.js';
import { exposure } from './files/permissions.js';
import { firstBytes } from './files/read-prefix.js';
import { readSecretFiles, type SecretFiles } from './files/secret-files.js';
import { ConfigError, formatProblem, type Issue, type Problem, placeIssue, sortProblems } from './problem.js';
import { interpolate } from './read/interpolate.js';
import { createPrinted, inPrintedDigits } from './read/printed.js';
import { formatPath, type Tree, untypedValue } from './read/tree.js';
import type { Environment } from './read/variables.js';
import { parseYaml } from './read/yaml.js';
import { type Calendars, readCalendars } from './resolve/calendars.js';
import { deepFreeze } from './resolve/freeze.js';
import { proxyVariableFaults } from './resolve/proxy.js';
import { collectSecrets, resolveConfig } from './resolve/resolve.js';
import { crossIssues } from './rules/rules.js';
import { check } from './schema/check.js';
import type { Plugins } from './schema/plugins.js';
import { type Root, rootSchema } from './schema/root.js';
import { type Restyled, readTemplates } from './templates/templates.js';
import { readDefaultTheme } from './templates/theme.js';
import { localeWarnings, nameWarnings } from './warnings/printed.js';
import { readerWarnings, zoneWarnings } from './warnings/readers.js';
import { channelWarnings, warningsOf } from './warnings.js';

export type { Plugins } from './schema/plugins.js';

/** Inputs of loading besides the file. */
export interface LoadContext {
  readonly env: Environment;
  readonly plugins: Plugins;
}

const MAX_FILE = 1_000_000;

/** Reads and validates a configuration. Throws a ConfigError with all problems; makes no network calls. */
export async function loadConfig(file: string, context: LoadContext): Promise<Config> {
  const bytes = await firstBytes(file, MAX_FILE + 1).catch((cause: unknown) => {
    throw wholeFile(file, unreadable(cause));
  });
  if (bytes.length > MAX_FILE) throw wholeFile(file, 'is larger than 1 MB, too large for a configuration');
  return parseConfig(decode(bytes, file), file, context);
}

/** Validates the text of a configuration; `file` is used in messages and as the base of relative paths. */
export async function parseConfig(text: string, file: string, context: LoadContext): Promise<Config> {
  const parsed = parseYaml(text);
  if (parsed.tree === null) throw new ConfigError(placed(parsed.issues, null, file));
  const { env, plugins } = context;
  const { tree, issues } = interpolate(parsed.tree, env);
  const input = untypedValue(tree);
  const secretFiles = await readSecretFiles(input, file, plugins.channels);
  const authorities = await readAuthorities(input, file, { env, now: plugins.now });
  const restyled = await readTemplates(input, file, plugins);
  const calendars = await readCalendars(input, plugins.now);
  const checked = check(rootSchema(plugins), input);
  const found = [
    ...parsed.issues,
    ...issues,
    ...(checked.ok ? [] : checked.issues),
    ...crossIssues(input, plugins),
    ...secretFiles.issues,
    ...authorities.issues,
    ...calendars.issues,
    ...restyled.issues,
  ];
  const outside = proxyVariableFaults(input, env).map((message) => problemOfFile(file, message));
  const problems = [...outside, ...placed(found, tree, file), ...restyled.problems];
  if (!checked.ok || problems.length > 0) throw new ConfigError(problems);
  return complete(
    { root: checked.value, tree, secretFiles, authorities, calendars, restyled, file },
    context,
  );
}

interface Valid {
  readonly root: Root;
  readonly tree: Tree;
  readonly secretFiles: SecretFiles;
  readonly authorities: Authorities;
  readonly calendars: Calendars;
  readonly restyled: Restyled;
  readonly file: string;
}

async function complete(
  { root, tree, secretFiles, authorities, calendars, restyled, file }: Valid,
  { env, plugins }: LoadContext,
): Promise<Config> {
  const defaultTheme = await readDefaultTheme();
  const { channels } = plugins;
  const config = resolveConfig(root, {
    file,
    secretFiles: secretFiles.secrets,
    certificates: authorities.certificates,
    env,
    channels,
    calendars,
    restyled,
    defaultTheme,
  });
  const printed = createPrinted();
  const unsure = [
    ...warningsOf(root, plugins),
    ...channelWarnings(root, plugins),
    ...readerWarnings(root, plugins),
    ...(await localeWarnings(root, config, { ...plugins, printed })),
    ...(await nameWarnings(root, config, printed)),
    ...(await zoneWarnings(config, plugins)),
    ...secretFiles.warnings,
    ...authorities.warnings,
  ];
  const exposed = await exposure(file, 'configuration');
  const own = exposed === null ? [] : [problemOfFile(file, exposed)];
  const warnings = [...own, ...placed(unsure, tree, file), ...restyled.warnings];
  const shown = await inPrintedDigits(config, printed);
  return deepFreeze({ ...shown, secrets: collectSecrets(config), warnings: warnings.map(formatProblem) });
}

function placed(issues: readonly Issue[], tree: Tree | null, file: string): Problem[] {
  return sortProblems(firstOfEachPath(issues).map((issue) => placeIssue(issue, tree, file)));
}

/** Keeps the first issue per path: later ones mostly follow from it. */
function firstOfEachPath(issues: readonly Issue[]): Issue[] {
  const seen = new Set<string>();
  return issues.filter(({ path, at }) => {
    const key = formatPath(path);
    const fresh = at !== undefined || !seen.has(key);
    seen.add(key);
    return fresh;
  });
}

function decode(bytes: Buffer, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw wholeFile(file, 'is not UTF-8 text');
  }
}

function unreadable(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  if (code === 'ENOENT') return 'there is no such file; `botdigest init` writes a starter configuration';
  return code === 'EISDIR' ? 'is a folder' : 'cannot be read';
}

function wholeFile(file: string, message: string): ConfigError {
  return new ConfigError([problemOfFile(file, message)]);
}

const problemOfFile = (file: string, message: string): Problem => ({
  file,
  line: 0,
  column: 0,
  path: '',
  message,
});
