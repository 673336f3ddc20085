import { sha256 } from '../lib/hash.js';
import type { Secret } from '../lib/secret.js';

/** All that may be named of a URL that is itself a credential. */
export interface SecretAddress {
  readonly host: string;
  /** The host with a few digits of the URL's hash, which tell two addresses on one host apart: fit for the ledger and pages. */
  readonly address: string;
}

export function secretAddress(url: Secret): SecretAddress {
  const text = url.reveal();
  const host = URL.canParse(text) ? new URL(text).host : '';
  return { host, address: `${host}#${sha256(text).slice(0, 6)}` };
}
