import { UserError } from '../lib/errors.js';
import { redact, Secret } from '../lib/secret.js';
import { question } from '../lib/suggest.js';
import { formatPath, locate, type Path, type Position, type Spot, type Tree } from './tree.js';

/** One thing that is wrong with a configuration, for people. */
export interface Problem {
  readonly file: string;
  /** Counts from 1; 0 when the file as a whole is meant. */
  readonly line: number;
  readonly column: number;
  /** `digests.weekly-support.schedule`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** Everything that is wrong with a configuration, in the order of the file. */
export class ConfigError extends UserError {
  override readonly name = 'ConfigError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super('config', problems.map(formatProblem).join('\n'), { exitCode: 2 });
    this.problems = problems;
  }
}

/** `config.yaml:8:15: digests.weekly.schedule: <what is wrong>, did you mean “…”?` */
export function formatProblem({ file, line, column, path, message, suggestion }: Problem): string {
  const where = line === 0 ? [file] : [`${file}:${line}:${column}`];
  return [...where, ...(path === '' ? [] : [path]), message + question(suggestion)].join(': ');
}

/**
 * A fault found at a path, not yet placed in the file. `{value}` in the message stands for what the file says there,
 * so that a message names a variable and never its value.
 */
export interface Issue {
  readonly path: Path;
  readonly message: string;
  readonly suggestion?: string | undefined;
  /** Point at the key instead of its value. */
  readonly onKey?: boolean;
  /** Overrides the place that the path leads to. */
  readonly at?: Position;
}

const NOWHERE: Spot = { node: null, at: { line: 0, column: 0 }, keyAt: { line: 0, column: 0 } };

/** An issue with its place in the file and the file's own words. */
export function placeIssue(issue: Issue, root: Tree | null, file: string): Problem {
  const spot = root === null ? NOWHERE : locate(root, issue.path);
  const at = issue.at ?? (issue.onKey ? spot.keyAt : spot.at);
  return {
    file,
    ...at,
    path: formatPath(issue.path),
    message: wording(issue.message, spot.node),
    ...(issue.suggestion === undefined ? {} : { suggestion: issue.suggestion }),
  };
}

function wording(message: string, node: Tree | null): string {
  if (node?.kind !== 'scalar') return message.replace('{value}', 'this');
  const safe = node.interpolated ? redact(message, [new Secret(String(node.value))]) : message;
  return safe.replace('{value}', () => `“${shorten(node.source)}”`);
}

const shorten = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};

/** In the order of the file. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
