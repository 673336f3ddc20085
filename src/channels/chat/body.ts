import { type Artifact, artifact } from '../../render/artifact.js';
import type { Envelope } from '../channel.js';

/** A message as it is posted, to the byte; `detail` names the parts that it had no room for. */
export function chatBody(name: string, message: object, leftOut: readonly string[] = []): Artifact {
  return artifact({
    name,
    mediaType: 'application/json',
    bytes: Buffer.from(JSON.stringify(message)),
    role: 'body',
    ...(leftOut.length > 0 && { detail: leftOut.join(', ') }),
  });
}

/** The message of an envelope, or null when it holds none that can be read. */
export function readChatBody({ body }: Pick<Envelope, 'body'>): object | null {
  const source = body.find(({ role }) => role === 'body');
  try {
    const message: unknown = JSON.parse(new TextDecoder().decode(source?.bytes));
    return typeof message === 'object' ? message : null;
  } catch {
    return null;
  }
}

/** The message laid out to be read. */
export const legibleBody = (envelope: Pick<Envelope, 'body'>): readonly Artifact[] =>
  envelope.body.map((file) =>
    artifact({ ...file, bytes: Buffer.from(`${JSON.stringify(readChatBody({ body: [file] }), null, 2)}\n`) }),
  );
