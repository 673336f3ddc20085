import { UserError } from '../lib/errors.js';
import { redact, Secret } from '../lib/secret.js';
import { cleanLine, shorten } from '../lib/text/foreign.js';
import { masked } from '../lib/text/masked.js';
import { didYouMeanText } from '../lib/text/suggest.js';
import { formatPath, type Location, locate, type Path, type Position, type Tree } from './read/tree.js';

/** One problem of a configuration. */
export interface Problem {
  readonly file: string;
  /** From 1; 0 for the file as a whole. */
  readonly line: number;
  readonly column: number;
  /** `digests.weekly-support.schedule`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** All problems of a configuration, in the order of the file. */
export class ConfigError extends UserError {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super('config', listOf(problems), { exitCode: 2 });
    this.problems = problems;
  }
}

/** Maximum number of problems printed; a generated file may repeat one thousands of times. */
const MAX_PRINTED = 200;

function listOf(problems: readonly Problem[]): string {
  const lines = problems.slice(0, MAX_PRINTED).map(formatProblem);
  const more = problems.length - lines.length;
  const [{ file = '' } = {}] = problems;
  return [...lines, ...(more > 0 ? [`${file}: and ${more} more problems`] : [])].join('\n');
}

/** `config.yaml:8:15: digests.weekly.schedule: <what is wrong>, did you mean “…”?` */
export function formatProblem({ file, line, column, path, message, suggestion }: Problem): string {
  const where = line === 0 ? [file] : [`${file}:${line}:${column}`];
  return [...where, ...(path === '' ? [] : [path]), message + didYouMeanText(suggestion)].join(': ');
}

/**
 * A problem at a path, without its position in the file. `{value}` in the message stands for the text in the file, so
 * that a message names a variable and never its value.
 */
export interface Issue {
  readonly path: Path;
  readonly message: string;
  readonly suggestion?: string | undefined;
  /** Point at the key instead of its value. */
  readonly onKey?: boolean;
  /** Overrides the position of the path. */
  readonly at?: Position;
}

const NOWHERE: Location = { node: null, at: { line: 0, column: 0 }, keyAt: { line: 0, column: 0 } };

/** An issue with its position, and `{value}` replaced by the text of the file. */
export function placeIssue(issue: Issue, root: Tree | null, file: string): Problem {
  const location = root === null ? NOWHERE : locate(root, issue.path);
  const at = issue.at ?? (issue.onKey ? location.keyAt : location.at);
  const named = formatPath(
    issue.path.map((step) => (typeof step === 'string' ? shortenedValue(step) : step)),
  );
  const path = cleanLine(named);
  const message = shorten(cleanLine(wording(issue.message, location.node)), MAX_MESSAGE_LENGTH);
  return {
    file: cleanLine(file),
    ...at,
    path,
    message: path === named ? message : `${message}; the key holds characters that do not show`,
    ...(issue.suggestion === undefined || quotes(location.node, issue.suggestion)
      ? {}
      : { suggestion: cleanLine(issue.suggestion) }),
  };
}

/** Whether a suggestion would reveal the value of a variable, or a secret that stands where it does not belong. */
function quotes(node: Tree | null, suggestion: string): boolean {
  if (node?.kind !== 'scalar') return false;
  const value = String(node.value);
  const [path = ''] = value.split('?', 1);
  const hidden = node.interpolated || masked(path) !== path ? value : value.slice(path.length);
  return hidden.toLowerCase().includes(suggestion.toLowerCase());
}

function wording(message: string, node: Tree | null): string {
  if (node?.kind !== 'scalar') return message.replace('{value}', 'this');
  const safe = node.interpolated ? redact(message, [new Secret(String(node.value))]) : message;
  return safe.replace('{value}', () => `“${shortenedValue(node.source)}”`);
}

/** Text of the file on one line, shortened and without secrets that stand where they do not belong. */
export const shortenedValue = (text: string): string =>
  shorten(masked(text.slice(0, 200).replace(/\s+/g, ' ')), 60);

/** Length limit of a message: it may list every bot. */
const MAX_MESSAGE_LENGTH = 2_000;

/** In the order of the file. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
