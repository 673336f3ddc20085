import { z } from 'zod';
import { REPORTS } from '../../vocabulary/chatbot.js';
import { ApiRefusal } from '../protocol/refusal.js';
import { SHAPES } from './corrupt.js';

const STATUSES = [400, 401, 403, 404, 408, 425, 429, 500, 502, 503] as const;

const fault = z.discriminatedUnion('kind', [
  /** An error. `retryAfter` is in seconds, sent as a number or, as `{ date }`, as an HTTP date that many seconds ahead. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.literal(STATUSES),
    retryAfter: z.union([z.int(), z.strictObject({ date: z.int() })]).optional(),
  }),
  /** The correct answer after a delay. */
  z.strictObject({ kind: z.literal('slow'), delayMs: z.int().min(0) }),
  /** Headers and half of the body; the connection stays open. */
  z.strictObject({ kind: z.literal('stalled') }),
  /** No answer; the connection stays open. */
  z.strictObject({ kind: z.literal('silent') }),
  /** Half of the body that `content-length` promises, then the connection closes. */
  z.strictObject({ kind: z.literal('truncated') }),
  /** The connection is reset without an answer. */
  z.strictObject({ kind: z.literal('reset') }),
  /** An HTML page with status 200. */
  z.strictObject({ kind: z.literal('not-json') }),
  /** The correct answer after this many bytes of white space, which JSON allows; `endless` never ends. */
  z.strictObject({
    kind: z.literal('huge'),
    bytes: z.union([z.int().min(1), z.literal('endless')]),
    /** Compressed even if the client does not accept it: a decompression bomb. */
    gzip: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('redirect'), location: z.string().min(1) }),
  /** An error body with status 200. */
  z.strictObject({ kind: z.literal('error-in-200'), status: z.literal(STATUSES) }),
  /** The answer, corrupted. */
  z.strictObject({ kind: z.literal('wrong-shape'), shape: z.enum(SHAPES) }),
  /** Status 200 without a body. */
  z.strictObject({ kind: z.literal('empty') }),
]);

const rule = z.strictObject({
  /** Which requests the rule matches; all conditions must hold. */
  match: z
    .strictObject({
      report: z.enum([...REPORTS, 'stories']).optional(),
      storyId: z.string().optional(),
      /** The first matching request that gets the fault, from 1. */
      nth: z.int().min(1).optional(),
      /** How many consecutive requests get it; default 1 with `nth`, otherwise all. */
      times: z.int().min(1).optional(),
    })
    .optional(),
  fault,
});

export type SandboxFault = z.input<typeof fault>;
export type FaultKind<K extends SandboxFault['kind']> = Extract<SandboxFault, { kind: K }>;

/** A fault and the requests that get it. */
export type FaultRule = z.input<typeof rule>;

/** Reads a JSON array of fault rules; throws an ApiRefusal of 400 with the first problem. */
export function parseFaultRules(json: string): FaultRule[] {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new ApiRefusal(400, 'The body is not JSON.');
  }
  const result = z.array(rule).safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ApiRefusal(400, `Fault rules, at ${issue?.path.join('.') || 'the top'}: ${issue?.message}.`);
}
