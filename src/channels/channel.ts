import type { ZodType } from 'zod';
import type { PluginConfig } from '../config/config.js';
import type { Digest } from '../digest/digest.js';
import type { Artifact } from '../render/artifact.js';
import type { Audience } from '../render/renderer.js';

/** Brings finished files to people. Sends once, judges the answer, never retries. */
export interface Connection<Options = unknown> {
  /** The word in `deliver:`. */
  readonly kind: string;
  /** Checks and fills the options of `deliver: [{ kind: options }]`. */
  readonly options: ZodType<Options>;
  readonly limits: Limits;
  /** The renderer of the body that it carries (`email`, `slack`) with its options, or null when it takes files only. */
  body(options: Options): PluginConfig | null;
  /** The steps of one delivery in order; each gets a receipt of its own. */
  readonly parts: readonly string[];
  /** Splits one entry of the configuration into those who get a message of their own. */
  targets(options: Options): readonly Target[];
  /** The same for every spelling of one address. */
  identity(address: string): string;
  /** The options of an entry that reaches this address alone; all else as in `like`, or by default. Throws when it cannot be an address. */
  optionsFor(address: string, like: Options | null): Options;
  /** For whom the body is written. */
  audience(target: Target): Audience;
  /** Proves connection and credentials without sending anything; with options, that this entry can be served. */
  check(signal: AbortSignal, options?: Options): Promise<Check>;
  /** Proves without sending anything that what an entry names can be written to; for deliverers that can ask. */
  checkEntry?(signal: AbortSignal, options: Options): Promise<Check>;
  /** Bytes of the message on the wire, exactly; there for those with a `limits.maxBytes`. */
  size?(envelope: Envelope, options: Options): Promise<number>;
  deliver(envelope: Envelope, options: Options, signal: AbortSignal): Promise<Receipt>;
  /** What to do about a send whose end nobody knows, where `find` cannot tell. */
  onUnknown(options: Options): OnUnknown;
  /** Looks on the other side for what an earlier send may have brought; for deliverers that can. Never throws. */
  find?(envelope: Envelope, options: Options, search: Search): Promise<Found>;
}

/** Send once more; leave it to a person; or send again, because that leaves the same as sending once. */
export type OnUnknown = 'resend' | 'hold' | 'repeat';

export interface Search {
  /** When the send in doubt began, epoch ms. */
  readonly since: number;
  readonly signal: AbortSignal;
}

/** `unclear`: the other side did not say; `message` is a sentence for people. */
export type Found =
  | { readonly state: 'found'; readonly providerRef: string }
  | { readonly state: 'absent' }
  | { readonly state: 'unclear'; readonly message: string };

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

/** What a message needs of its digest besides the files. */
export type DigestHead = Pick<Digest, 'id' | 'subject' | 'fingerprint' | 'correction'>;

export interface Envelope {
  readonly digest: DigestHead;
  readonly target: Target;
  /** Which slice of the digest these readers get, fit for a file name; empty for the digest as it is. */
  readonly slice: string;
  /** One of the deliverer's `parts`. */
  readonly part: string;
  /** What earlier parts of this delivery returned as their provider reference, by part. */
  readonly references: Readonly<Record<string, string>>;
  /** What this corrects: the parts of earlier editions that the reader has or may have, the oldest first. */
  readonly corrects?: readonly Earlier[];
  readonly body: readonly Artifact[];
  readonly attachments: readonly Artifact[];
  /** Files of the digest that this message has no room for. */
  readonly leftOut: readonly Artifact[];
  /** The same for every attempt of this part for this slot and target. */
  readonly idempotencyKey: string;
  /** The slot's instant, epoch ms: what the message carries as its date. */
  readonly date: number;
}

/** A part that was sent before. */
export interface Earlier {
  readonly part: string;
  readonly idempotencyKey: string;
  /** null where nobody knows how the other side names it. */
  readonly providerRef: string | null;
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

/** `tried: false`: it cannot be tried without sending something; `detail` says so, and of a success only what was tried. */
export type Check =
  | { readonly ok: true; readonly detail: string; readonly tried?: false }
  | { readonly ok: false; readonly message: string; readonly hint: string };
