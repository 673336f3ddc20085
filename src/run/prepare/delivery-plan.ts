import type { DeliveryPlan } from '../../ledger/ledger.js';
import type { Bundle } from '../../ledger/model/content.js';
import type { PlannedDelivery } from '../../ledger/model/delivery.js';
import type { Artifact } from '../../render/artifact.js';
import type { Slot } from '../../schedule/slot.js';
import { bundleNames, storeArtifact } from '../journal/stored.js';
import type { Reader } from '../readers/destination.js';
import { idempotencyKey } from '../readers/idempotency.js';
import type { Place } from './message/first-envelope.js';
import type { PreparedMessage, PreparedSlice } from './render-run.js';

/** What prepared slices are stored as before anything of them is sent. */
export function deliveryPlan(slices: readonly PreparedSlice[], slot: Slot): DeliveryPlan {
  const bundles = new Map<string, Bundle>();
  const keep: Keep = (name, files) => {
    if (files.length === 0) return null;
    bundles.set(name, bundleOf(name, files));
    return name;
  };
  const deliveries = slices.flatMap(({ name: slice, edition, incomplete, attachments, messages }) => {
    const files = keep(bundleNames.files({ slice, edition }), attachments);
    return messages.flatMap((message) => {
      const carried = carriedBy(message, { slice, edition, files }, keep);
      return plannedFor(message.reader, { slot, slice, edition, incomplete, ...carried });
    });
  });
  const snapshots = slices.map(({ stored }) => stored);
  return { snapshots, bundles: [...bundles.values()], deliveries: distinct(deliveries) };
}

/** Keeps files for storing and returns the name of their bundle; null for none. */
export type Keep = (name: string, files: readonly Artifact[]) => string | null;

export const bundleOf = (name: string, files: readonly Artifact[]): Bundle => ({
  name,
  artifacts: files.map(storeArtifact),
});

/** The bundles of a delivery. */
export interface Carried {
  readonly body: string | null;
  readonly attachments: string | null;
}

/** What a message carries; `files` is the bundle of all files of its slice. */
export function carriedBy(
  { reader, contents }: PreparedMessage,
  of: Omit<Place, 'slot'> & { readonly files: string | null },
  keep: Keep,
): Carried {
  if (contents === null) return { body: null, attachments: null };
  const { body, attachments, leftOut } = contents;
  const { target } = reader;
  return {
    body: keep(bundleNames.body(of, target), body),
    attachments: leftOut.length === 0 ? of.files : keep(bundleNames.someFiles(of, target), attachments),
  };
}

interface Planned extends Place, Carried {
  readonly incomplete: 0 | 1;
  /** How many times they were meant to get it before. */
  readonly repetition?: number;
}

/** A delivery for each part. */
export function plannedFor(
  { target, origin, parts }: Reader,
  { slot, slice, edition, incomplete, body, attachments, repetition = 0 }: Planned,
): PlannedDelivery[] {
  return parts.map((part) => ({
    kind: target.kind,
    target: target.address,
    part,
    slice,
    body,
    attachments,
    incomplete,
    edition,
    origin,
    idempotencyKey: idempotencyKey({ slot, slice, target, part, edition, repetition }),
  }));
}

/** Whoever is named twice gets one. */
function distinct(deliveries: readonly PlannedDelivery[]): PlannedDelivery[] {
  return [
    ...new Map(deliveries.toReversed().map((delivery) => [delivery.idempotencyKey, delivery])).values(),
  ].reverse();
}
