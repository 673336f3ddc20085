import { sha256 } from '../lib/hash.js';

/** A finished file. `inline` pictures are shown in a body by their `cid`; `alt` is their alternative text. */
export interface Artifact {
  /** A safe file name, or a path below the output folder with forward slashes (`charts/x.png`). */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly role: 'body' | 'inline' | 'attachment';
  /** A short description in the digest's language: `3 pages`. */
  readonly detail?: string;
  readonly cid?: string;
  readonly alt?: string;
  /** Display size of a picture, in CSS pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** Adds the hash. */
export function artifact(parts: Omit<Artifact, 'sha256'>): Artifact {
  return { ...parts, sha256: sha256(parts.bytes) };
}
