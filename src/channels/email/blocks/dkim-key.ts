import { createPrivateKey, type KeyObject } from 'node:crypto';

/** Receivers ignore signatures of shorter keys (RFC 8301). */
const MIN_BITS = 1024;

/** Why mails cannot be signed with this key, or null. The message never repeats any of it. */
export function dkimKeyFault(pem: string): string | null {
  const key = privateKeyOf(pem);
  if (typeof key === 'string') return key;
  if (key.asymmetricKeyType !== 'rsa')
    return `must hold an RSA key, not one of the kind ${key.asymmetricKeyType}`;
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  return bits < MIN_BITS
    ? `must hold a key of at least ${MIN_BITS} bits, better 2048; this one has ${bits}`
    : null;
}

function privateKeyOf(pem: string): KeyObject | string {
  if (/-----BEGIN ([A-Z]+ )?PUBLIC KEY-----/.test(pem))
    return 'must hold the private key; this is the public one';
  if (/ENCRYPTED/.test(pem)) return 'must hold a key without a passphrase';
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    return 'must hold a private key in PEM form, from -----BEGIN to -----END';
  }
}
