/** The snapshot of one slice of a run (a zone, a reader's bots, or all of them) as JSON text. */
export interface StoredSnapshot {
  readonly slice: string;
  /** Subject, fingerprint and days of its digest, as JSON text. */
  readonly head: string;
  readonly json: string;
  /** Number of the correction; left out for the digest as first sent. */
  readonly edition?: number;
}

/** One rendered file. `about` holds whatever else the file needs to be sent (`cid`, `alt`, pixels) as JSON text. */
export interface StoredArtifact {
  readonly name: string;
  readonly mediaType: string;
  readonly role: string;
  readonly sha256: string;
  readonly about: string;
  readonly bytes: Uint8Array;
}

/** Files sent together, in order, under the name that deliveries refer to. */
export interface Bundle {
  readonly name: string;
  readonly artifacts: readonly StoredArtifact[];
}

/** What a run, or a correction of it, was rendered with. */
export interface StoredSettings {
  /** The version of the program. */
  readonly version: string;
  /** Configuration without secrets, as JSON text. */
  readonly json: string;
  /** Contents of the files that it names, by what they are: `logo`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** What remains of a file once its run is complete, to verify a file rendered again. */
export type ArtifactRecord = Omit<StoredArtifact, 'bytes'> & {
  readonly bundle: string;
  readonly size: number;
};
