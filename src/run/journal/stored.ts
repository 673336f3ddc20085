import type { AlertStory } from '../../alerts/message/story.js';
import type { DigestHead, Target } from '../../channels/channel.js';
import type { Snapshot } from '../../chatbot/snapshot.js';
import type { Digest } from '../../digest/digest.js';
import type { StoredArtifact, StoredSnapshot } from '../../ledger/model/content.js';
import type { Day } from '../../lib/time/zone.js';
import type { Artifact } from '../../render/artifact.js';

/** What a slice is composed of: a digest from a snapshot, the message of an alert from its story. */
export type SliceContent = Snapshot | AlertStory;

/** A slice as stored: what it is composed of, and the head of its messages. */
export function storeSlice(
  slice: string,
  content: SliceContent,
  { id, subject, fingerprint, correction, test, window: { firstDay, lastDay } }: Digest,
): StoredSnapshot {
  const head: StoredHead = { id, subject, fingerprint, correction, test, days: [firstDay, lastDay] };
  return { slice, head: JSON.stringify(head), json: JSON.stringify(content) };
}

/** Stored beside the snapshot, so that it can be read without it. */
interface StoredHead extends DigestHead {
  /** First and last day of the window; missing in rows of older versions. */
  readonly days?: readonly [Day, Day];
}

export const readHead = (head: string) => JSON.parse(head) as StoredHead;

export function storeArtifact({ name, mediaType, role, sha256, bytes, ...about }: Artifact): StoredArtifact {
  return { name, mediaType, role, sha256, bytes, about: JSON.stringify(about) };
}

export function readArtifact({ name, mediaType, role, sha256, bytes, about }: StoredArtifact): Artifact {
  return { ...JSON.parse(about), name, mediaType, role: role as Artifact['role'], sha256, bytes };
}

/** The slice and edition that a bundle belongs to. */
interface Contained {
  readonly slice: string;
  /** 0 for the digest as it was first made, n for its n-th correction. */
  readonly edition: number;
}

const named = ({ slice, edition }: Contained) => (edition === 0 ? slice : `${slice}#${edition}`);

/** Names of bundles. */
export const bundleNames = {
  files: (of: Contained) => `files:${named(of)}`,
  /** The files that fit into one reader's message. */
  someFiles: (of: Contained, { kind, address }: Target) => `files:${named(of)}:${kind}:${address}`,
  body: (of: Contained, { kind, address }: Target) => `body:${named(of)}:${kind}:${address}`,
};
