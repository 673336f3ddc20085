import type { ZodError } from 'zod';
import type { Gap, Note } from '../snapshot.js';

/** The content of one body, or a gap when it does not have the documented shape. */
export interface Reading<Result> {
  readonly result: Result | Gap;
  readonly notes: readonly Note[];
}

/** The gap for JSON of another shape; a retry would not help. */
export function unexpected(problem: ZodError | string): {
  readonly result: Gap;
  readonly notes: readonly [];
} {
  const detail = typeof problem === 'string' ? problem : firstIssue(problem);
  const message = `The answer does not have the documented shape (${detail}).`;
  return { result: { kind: 'gap', reason: 'malformed', message }, notes: [] };
}

function firstIssue({ issues: [issue] }: ZodError): string {
  if (!issue) return 'unknown';
  const place = issue.path.join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}
