import type { ZodError } from 'zod';
import type { Gap, Note } from '../snapshot.js';

/** What one body says, or a gap when it has not the documented shape. */
export interface Reading<Result> {
  readonly result: Result | Gap;
  readonly notes: readonly Note[];
}

/** The gap of a well-formed body of another shape; asking again would bring the same. */
export function unexpected(problem: ZodError | string): {
  readonly result: Gap;
  readonly notes: readonly [];
} {
  const words = typeof problem === 'string' ? problem : firstIssue(problem);
  const message = `The answer has not the shape that the vendor documents (${words}).`;
  return { result: { kind: 'gap', reason: 'malformed', message }, notes: [] };
}

function firstIssue({ issues: [issue] }: ZodError): string {
  if (!issue) return 'unknown';
  const place = issue.path.join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}
