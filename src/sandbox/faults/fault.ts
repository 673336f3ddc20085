import { z } from 'zod';
import { REPORTS } from '../../vocabulary/chatbot.js';
import { ApiRefusal } from '../protocol/refusal.js';
import { SHAPES } from './corrupt.js';

const STATUSES = [400, 401, 403, 404, 408, 425, 429, 500, 502, 503] as const;

const fault = z.discriminatedUnion('kind', [
  /** An error answer. `retryAfter` is a number of seconds, sent as such or, with `date`, as the HTTP date it leads to. */
  z.strictObject({
    kind: z.literal('status'),
    status: z.literal(STATUSES),
    retryAfter: z.union([z.int(), z.strictObject({ date: z.int() })]).optional(),
  }),
  /** The true answer, after a while. */
  z.strictObject({ kind: z.literal('slow'), delayMs: z.int().min(0) }),
  /** Headers and half of the body, then silence. */
  z.strictObject({ kind: z.literal('stalled') }),
  /** Nothing at all; the connection stays open. */
  z.strictObject({ kind: z.literal('silent') }),
  /** Half of the body that `content-length` promises, then the connection closes. */
  z.strictObject({ kind: z.literal('truncated') }),
  /** The connection is reset without an answer. */
  z.strictObject({ kind: z.literal('reset') }),
  /** An HTML page under status 200. */
  z.strictObject({ kind: z.literal('not-json') }),
  /** The true answer behind this many bytes of blanks, which JSON allows; `endless` never comes to it. */
  z.strictObject({
    kind: z.literal('huge'),
    bytes: z.union([z.int().min(1), z.literal('endless')]),
    /** Compressed whatever the client accepts: few bytes that become many. */
    gzip: z.boolean().default(false),
  }),
  z.strictObject({ kind: z.literal('redirect'), location: z.string().min(1) }),
  /** An error body under status 200. */
  z.strictObject({ kind: z.literal('error-in-200'), status: z.literal(STATUSES) }),
  /** The true answer, bent. */
  z.strictObject({ kind: z.literal('wrong-shape'), shape: z.enum(SHAPES) }),
  /** Status 200 without a body. */
  z.strictObject({ kind: z.literal('empty') }),
]);

const rule = z.strictObject({
  /** Which requests the rule counts; every condition must hold. */
  match: z
    .strictObject({
      report: z.enum([...REPORTS, 'stories']).optional(),
      storyId: z.string().optional(),
      /** The first of the counted requests to strike, from 1. */
      nth: z.int().min(1).optional(),
      /** How many to strike in a row; default 1 with `nth`, otherwise all. */
      times: z.int().min(1).optional(),
    })
    .optional(),
  fault,
});

export type SandboxFault = z.input<typeof fault>;
export type FaultKind<K extends SandboxFault['kind']> = Extract<SandboxFault, { kind: K }>;

/** One fault and the requests it strikes. */
export type FaultRule = z.input<typeof rule>;

/** Reads a JSON array of fault rules; throws a Refusal of 400 that names the first problem. */
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
