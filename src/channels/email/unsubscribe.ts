import { createHmac } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { Secret } from '../../lib/secret.js';

/** How one reader leaves one digest's list: links ready for a header field or an `href`. */
export interface WayOut {
  readonly mailto: string;
  /** Null without an address, or when it could not be one. */
  readonly url: string | null;
}

/** The addresses of a configuration; `secret` keys the `{token}` in `url`. */
export interface UnsubscribeSettings {
  readonly mailto: string;
  readonly url: string | null;
  readonly secret: Secret | null;
}

interface Subscription {
  readonly address: string;
  readonly digest: string;
}

/** Fills the configured addresses in for a reader: `{address}`, `{digest}` and `{token}` in the URL. */
export function wayOut(configured: UnsubscribeSettings, subscription: Subscription): WayOut {
  const { address, digest } = subscription;
  const subject = encodeURIComponent(`unsubscribe ${digest}`);
  const to = encodeURIComponent(asciiAddress(configured.mailto)).replaceAll('%40', '@');
  const { url, secret } = configured;
  const filled = url
    ?.replaceAll('{address}', encodeURIComponent(address))
    .replaceAll('{digest}', encodeURIComponent(digest))
    .replaceAll('{token}', secret === null ? '' : unsubscribeToken(secret, subscription));
  return { mailto: `mailto:${to}?subject=${subject}`, url: filled ? webAddress(filled) : null };
}

/**
 * Proves that a link is ours: HMAC-SHA256 of `<digest>/<address>` under the secret, in hex. It is the same for every mail of a digest to a
 * reader, so that whoever receives the click can compute it from the link and the secret alone.
 */
export const unsubscribeToken = (secret: Secret, { address, digest }: Subscription): string =>
  createHmac('sha256', secret.reveal()).update(`${digest}/${address}`).digest('hex');

function webAddress(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}

/** An address with its domain in ASCII, as header fields want it. */
function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return address.slice(0, at + 1) + domainToASCII(address.slice(at + 1));
}
