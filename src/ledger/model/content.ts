/** Everything fetched for one slice of a run (a zone, a person's bots, or all of it) as JSON text. */
export interface StoredSnapshot {
  readonly slice: string;
  /** What messages say of the digest made from it, as JSON text. */
  readonly head: string;
  readonly json: string;
  /** Of a correction that was stored; left out for the digest as it was first sent. */
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

/** Files that are sent together, in order, under a name that deliveries refer to. */
export interface Bundle {
  readonly name: string;
  readonly artifacts: readonly StoredArtifact[];
}

/** What is left of a file after its run is complete: enough to tell whether the same one was made again. */
export type ArtifactRecord = Omit<StoredArtifact, 'bytes'> & {
  readonly bundle: string;
  readonly size: number;
};
