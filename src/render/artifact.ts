import { sha256 } from '../lib/hash.js';

/** One finished file. `inline` pictures are shown in a body by their `cid`; `alt` says what they show. */
export interface Artifact {
  /** A safe file name without folders, or with forward slashes below the output folder (`charts/x.png`). */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly role: 'body' | 'inline' | 'attachment';
  /** What it holds, in the digest's language: `3 pages`. */
  readonly detail?: string;
  readonly cid?: string;
  readonly alt?: string;
  /** Size in pixels of a picture as it should be shown. */
  readonly width?: number;
  readonly height?: number;
}

/** Fills in the hash. */
export function artifact(parts: Omit<Artifact, 'sha256'>): Artifact {
  return { ...parts, sha256: sha256(parts.bytes) };
}
