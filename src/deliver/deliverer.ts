import type { ZodType } from 'zod';
import type { Digest } from '../digest/digest.js';
import type { Artifact } from '../render/artifact.js';
import type { Audience } from '../render/renderer.js';

/** Brings finished files to people. Sends once, judges the answer, never retries. */
export interface Deliverer<Options = unknown> {
  /** The word in `deliver:`. */
  readonly kind: string;
  /** Checks and fills the options of `deliver: [{ kind: options }]`. */
  readonly options: ZodType<Options>;
  readonly limits: Limits;
  /** The renderer whose body it carries (`email`, `slack`), or null when it takes files only. */
  readonly body: string | null;
  /** The steps of one delivery in order; each gets a receipt of its own. */
  readonly parts: readonly string[];
  /** Splits one entry of the configuration into those who get a message of their own. */
  targets(options: Options): readonly Target[];
  /** For whom the body is written. */
  audience(target: Target): Audience;
  /** Proves connection and credentials without sending anything; with options, that this entry can be served. */
  check(signal: AbortSignal, options?: Options): Promise<Check>;
  deliver(envelope: Envelope, options: Options, signal: AbortSignal): Promise<Receipt>;
}

export interface Limits {
  /** Largest message in bytes as encoded on the wire, or null. */
  readonly maxBytes: number | null;
  readonly maxAttachments: number | null;
}

/** One person, one channel or one folder. */
export interface Target {
  readonly kind: string;
  readonly address: string;
}

export interface Envelope {
  readonly digest: Digest;
  readonly target: Target;
  /** One of the deliverer's `parts`. */
  readonly part: string;
  /** What earlier parts of this delivery returned as their provider reference, by part. */
  readonly references: Readonly<Record<string, string>>;
  readonly body: readonly Artifact[];
  readonly attachments: readonly Artifact[];
  /** The same for every attempt of this part for this slot and target. */
  readonly idempotencyKey: string;
  /** The slot's instant, epoch ms: what the message carries as its date. */
  readonly date: number;
}

/**
 * How one send ended.
 * `unknown`: the server fell silent after it may have accepted; never sent again blindly.
 * `reason` is a stable word for machines, `message` a sentence for people without secrets.
 */
export type Receipt =
  | { readonly state: 'delivered'; readonly providerRef: string; readonly notes: readonly string[] }
  | {
      readonly state: 'retryable';
      readonly reason: string;
      readonly message: string;
      readonly waitMs: number | null;
    }
  | { readonly state: 'permanent'; readonly reason: string; readonly message: string }
  | { readonly state: 'unknown'; readonly reason: string; readonly message: string };

export type Check =
  | { readonly ok: true; readonly detail: string }
  | { readonly ok: false; readonly message: string; readonly hint: string };
