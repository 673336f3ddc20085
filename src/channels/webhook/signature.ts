import { createHmac, randomBytes } from 'node:crypto';
import type { Secret } from '../../lib/secret.js';

const PREFIX = 'whsec_';
/** What Standard Webhooks allows, in bytes. */
const [MIN_KEY, MAX_KEY] = [24, 64];
const MAKE = 'make one with: echo "whsec_$(openssl rand -base64 32)"';

/** What is wrong with a signing secret, or null. The message holds nothing of it. */
export function signingSecretFault(value: string): string | null {
  if (/^wh[sp]k_/.test(value)) return `is a key of the asymmetric kind; a whsec_ secret is wanted, ${MAKE}`;
  if (!value.startsWith(PREFIX)) return `must start with ${PREFIX}; ${MAKE}`;
  const encoded = value.slice(PREFIX.length);
  const { length } = Buffer.from(encoded, 'base64');
  if (Buffer.from(encoded, 'base64').toString('base64') !== encoded)
    return `must be base64 after ${PREFIX}; ${MAKE}`;
  if (length >= MIN_KEY && length <= MAX_KEY) return null;
  return `holds ${length} bytes after ${PREFIX}; ${MIN_KEY} to ${MAX_KEY} are wanted, ${MAKE}`;
}

/** A signing secret of 32 random bytes. */
export const newSigningSecret = (): string => `${PREFIX}${randomBytes(32).toString('base64')}`;

/** What is signed at one attempt at a message. */
interface SignedContent {
  /** The same for every attempt; without a full stop. */
  readonly id: string;
  /** When it is made, epoch ms. */
  readonly at: number;
  /** What is signed. */
  readonly payload: Uint8Array;
}

/** The headers of Standard Webhooks; one signature a secret, none without secrets. */
export function webhookHeaders(
  { id, at, payload }: SignedContent,
  secrets: readonly Secret[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.reveal().slice(PREFIX.length), 'base64');
    const hmac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(payload);
    return `v1,${hmac.digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    ...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
  };
}
