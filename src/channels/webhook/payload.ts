import type { Digest } from '../../digest/digest.js';
import { canonicalJson } from '../../lib/hash.js';
import { type Artifact, artifact } from '../../render/artifact.js';
import type { RenderContext } from '../../render/renderer.js';
import { safeNames } from '../filename.js';
import type { WebhookOptions } from './options.js';

/** A message in the form that Standard Webhooks recommends. */
interface Payload {
  /** `botdigest.digest` or `botdigest.alert`. */
  readonly type: string;
  /** When it happened, not when it is sent: ISO 8601. */
  readonly timestamp: string;
  readonly data: unknown;
}

/** What is posted, and signed. Non-ASCII letters are escaped: receivers of a form disagree about its encoding. */
export const payloadFile = (payload: Payload): Artifact =>
  artifact({
    name: 'webhook.json',
    mediaType: 'application/json',
    role: 'body',
    bytes: Buffer.from(JSON.stringify(payload).replace(/[^\x20-\x7e]/g, escaped)),
  });

const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The digest as in `digest.json`, or what an alert is about; where files travel beside it, also their hashes, so that its signature holds for them. */
export async function renderPayload(
  digest: Digest,
  { attachments, leftOut }: RenderContext,
  files: WebhookOptions['files'],
): Promise<readonly Artifact[]> {
  const beside =
    files === 'none' ? {} : { files: described(attachments), leftOut: described(leftOut?.files ?? []) };
  const payload = {
    type: digest.alert ? 'botdigest.alert' : 'botdigest.digest',
    timestamp: digest.slot.scheduledFor,
    data: JSON.parse(canonicalJson(digest.alert ?? digest)),
    ...beside,
  };
  return [payloadFile(payload)];
}

function described(files: readonly Artifact[]) {
  const names = safeNames(files.map(({ name }) => name));
  return files.map(({ mediaType, bytes, sha256 }, index) => ({
    name: names[index],
    mediaType,
    bytes: bytes.length,
    sha256,
  }));
}
