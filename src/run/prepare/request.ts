import type { DigestConfig, PluginConfig } from '../../config/config.js';
import type { Artifact } from '../../render/artifact.js';
import type { Slot, Trigger } from '../../schedule/slot.js';
import type { Reader } from '../readers/destination.js';
import type { DigestSlice } from '../readers/slices.js';
import type { SendingPolicy } from './sending-policy.js';

/**
 * What is asked of `prepareRun`, as plain data: sending, correcting, sending again, previewing and exporting differ in these values and in where
 * the figures come from.
 */
export interface PrepareRequest {
  /** The id of the run, or of the digest where there is no run; for traces. */
  readonly subject: string;
  readonly digest: DigestConfig;
  readonly slot: Slot;
  readonly slices: readonly RequestedSlice[];
  readonly policy: SendingPolicy;
}

export interface RequestedSlice extends DigestSlice {
  /** 0 for the digest as it is first sent, n for its n-th correction. */
  readonly edition: number;
  /** What the digest says that it was made for; null for the trigger of its slot. */
  readonly trigger: Trigger | null;
  /** Those who get a message of their own. */
  readonly readers: readonly Reader[];
  /** The formats to render; messages carry those that `config` names. */
  readonly formats: readonly PluginConfig[];
  /** The files of `config.formats` where they are rendered already; null renders them. */
  readonly files: readonly Artifact[] | null;
}

/** A slice as it is first sent, but for what is given. */
export const requested = (
  slice: DigestSlice,
  given: Partial<Omit<RequestedSlice, keyof DigestSlice>> = {},
): RequestedSlice => ({
  edition: 0,
  trigger: null,
  readers: [],
  formats: slice.config.formats,
  files: null,
  ...slice,
  ...given,
});
