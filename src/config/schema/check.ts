import { z } from 'zod';
import { suggest } from '../../lib/text/suggest.js';
import { type Issue, shortenedValue } from '../problem.js';
import type { Path } from '../read/tree.js';

type ZodIssue = z.core.$ZodIssue;

export type Checked<Output> =
  | { readonly ok: true; readonly value: Output }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Validates a value and writes a message for every issue, including those of plug-in schemas. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): Checked<z.output<Schema>> {
  // Compiling the parser would take longer than it saves for one configuration.
  const result = schema.safeParse(value, { error: wordIssue, jitless: true });
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, issues: result.error.issues.flatMap((issue) => toIssues(issue, [], value)) };
}

/** The value at `path` below `value`, to choose the message. */
function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Record<string | number, unknown>)[step]
        : undefined,
    value,
  );
}

function toIssues(issue: ZodIssue, above: Path, root: unknown): Issue[] {
  const path = [...above, ...(issue.path as Path)];
  if (issue.code === 'invalid_union') return unionIssues(issue, path, root);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(key, path, issue.message));
  if (issue.code === 'invalid_key')
    return issue.issues.map(({ message }) => ({ path, message, onKey: true }));
  const value = valueAt(root, path);
  if (issue.code === 'invalid_value' && typeof value === 'string')
    return [
      { path, message: issue.message, suggestion: suggest(value, issue.values.map(String)) ?? undefined },
    ];
  return [{ path, message: issue.message, suggestion: suggestionOf(issue) }];
}

function suggestionOf(issue: ZodIssue): string | undefined {
  const suggestion: unknown = issue.code === 'custom' ? issue.params?.suggestion : undefined;
  return typeof suggestion === 'string' ? suggestion : undefined;
}

/** `words` is the result of `knownKeys`, or the schema's own message. */
function unknownKey(key: string, path: Path, words: string): Issue {
  if (!words.includes('\n')) return { path: [...path, key], message: words, onKey: true };
  const [noun = '', ...known] = words.trim().split('\n');
  const suggestion = suggest(key, known) ?? undefined;
  const others = known.length === 0 ? 'there are none here' : `known are ${known.join(', ')}`;
  const message = `“${shortenedValue(key)}” is not a known ${noun}${suggestion ? '' : `; ${others}`}`;
  return { path: [...path, key], message, suggestion, onKey: true };
}

/** Reports the issues of the union's branch that the author most likely meant. */
function unionIssues(union: z.core.$ZodIssueInvalidUnion, path: Path, root: unknown): Issue[] {
  const branches = union.errors;
  const meant = branches.find((issues) => !issues.some((issue) => issue.path.length === 0 && misfit(issue)));
  if (meant) return meant.flatMap((issue) => toIssues(issue, path, root));
  if (union.message !== '') return [{ path, message: union.message }];
  const value = valueAt(root, path);
  const listed = branches.flat().find((issue) => issue.code === 'invalid_value');
  if (listed && typeof value !== 'object') return toIssues(listed, path, root);
  return [{ path, message: [...new Set(branches.flat().map(({ message }) => message))].join(', or ') }];
}

const misfit = ({ code }: ZodIssue): boolean => code === 'invalid_type' || code === 'invalid_value';

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** The message for an issue without one in the schema; undefined leaves it to zod. */
const wordIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys') return knownKeys(issue.inst);
  if (issue.code === 'invalid_union') return issue.input === null ? NO_VALUE : '';
  if (issue.code === 'invalid_type') return wordType(issue.expected, issue.input);
  if (issue.code === 'invalid_value') return wordValues(issue.values, issue.input);
  if (issue.code === 'too_small') return wordLimit(issue.origin, 'least', issue.minimum);
  if (issue.code === 'too_big') return wordLimit(issue.origin, 'most', issue.maximum);
  if (issue.code === 'invalid_format')
    return `{value} is not ${issue.format === 'email' ? 'an e-mail address' : `a valid ${issue.format}`}`;
  return undefined;
};

/** For `unknownKey`, one per line: what a key is called here, then the known keys. */
function knownKeys(schema: unknown): string {
  const object = schema instanceof z.ZodObject ? schema : z.object({});
  return `${nounOf(object)}\n${Object.keys(object.shape).join('\n')}`;
}

/** What the keys of a schema are called: its title, or “key”. */
const nounOf = (schema: z.ZodType): string => z.globalRegistry.get(schema)?.title ?? 'key';

const NO_VALUE = 'has no value: give it one or remove the key (an unquoted # starts a comment)';

function wordType(expected: string, input: unknown): string {
  if (input === undefined) return 'is missing';
  if (input === null) return NO_VALUE;
  const hint = expected === 'string' && typeof input !== 'object' ? ': put it in quotes' : '';
  return `must be ${KINDS[expected] ?? expected}${hint}`;
}

function wordValues(values: readonly unknown[], input: unknown): string {
  if (input === undefined) return 'is missing';
  if (input === null) return NO_VALUE;
  const listed = values.map(String).join(', ');
  return values.length === 1 ? `{value} is not ${listed}` : `{value} is not one of ${listed}`;
}

function wordLimit(origin: string, side: 'least' | 'most', limit: number | bigint): string {
  if (origin === 'array' || origin === 'set')
    return side === 'least' && limit === 1
      ? 'needs at least one entry'
      : `must have at ${side} ${limit} entries`;
  if (origin === 'record' || origin === 'map') return `must have at ${side} ${limit} entries`;
  if (origin !== 'string') return `must be at ${side} ${limit}`;
  return side === 'least' && limit === 1 ? 'is empty' : `must have at ${side} ${limit} characters`;
}
