import { sha256 } from '../../lib/hash.js';
import type { Artifact } from '../../render/artifact.js';
import { safeNames } from '../filename.js';

/** The body of a request with its media type. */
export interface RequestBody {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A `multipart/form-data` body: the field `payload`, then each file as `files`. Its boundary is a hash of all, which none of them can hold. */
export function formBody(payload: Artifact, files: readonly Artifact[]): RequestBody {
  const boundary = `botdigest-${sha256([payload, ...files].map((file) => file.sha256).join('\n')).slice(0, 32)}`;
  const names = safeNames(files.map(({ name }) => name));
  const part = (head: string, bytes: Uint8Array) => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ];
  const bytes = Buffer.concat([
    ...part('name="payload"', payload.bytes),
    ...files.flatMap((file, index) =>
      part(`name="files"; filename="${names[index]}"\r\nContent-Type: ${file.mediaType}`, file.bytes),
    ),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return { type: `multipart/form-data; boundary=${boundary}`, bytes };
}
