import { isLoopback } from '../../lib/net/loopback.js';
import type { Secret } from '../../lib/secret.js';
import type { ValueFault } from './leaf.js';
import { secret, textValue } from './leaf.js';
import { addressOf, MALFORMED, needsUtf8, readMailbox, writeMailbox } from './mailbox.js';

/** An address without a display name: `cx@example.com`. */
export function emailAddress() {
  return textValue((value) => {
    const read = readMailbox(value);
    if ('fault' in read)
      return {
        message:
          read.fault === MALFORMED
            ? '{value} is not an e-mail address such as reports@example.com'
            : read.fault,
      };
    return read.name === '' && !value.includes('<')
      ? null
      : { message: 'must be the address alone, without a name' };
  }).transform(addressOf);
}

/** `reports@example.com`, or `Bot reports <reports@example.com>`; the output has the form of `writeMailbox`. */
export function mailbox() {
  return textValue((value) => {
    const read = readMailbox(value);
    return 'fault' in read ? { message: read.fault } : null;
  }).transform((value) => {
    const read = readMailbox(value);
    return 'fault' in read ? value : writeMailbox(read);
  });
}

/** The same for a header alone: only addresses of the envelope can ask the server for letters outside ASCII before the @ (RFC 6531). */
export function replyMailbox() {
  return mailbox().refine((value) => !needsUtf8(value), {
    message: 'has letters outside ASCII before the @, which only from and to may have',
  });
}

export function parseUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null;
}

/** Percent-decoded text, or null when it contains a malformed escape. */
export function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Whether user name and password of a URL can be percent-decoded. */
export function hasDecodableUser({ username, password }: URL): boolean {
  return percentDecoded(username) !== null && percentDecoded(password) !== null;
}

/**
 * The unencoded `#`, `/` or `?` in a URL's user name or password, which ends the authority so that the rest is parsed as path, query
 * or fragment; null when there is none.
 */
export function rawCharacter(value: string): string | null {
  const [, raw] = /^[a-z][a-z0-9+.-]*:\/\/[^#/?]*([#/?])[^@]*@/i.exec(value) ?? [];
  if (raw === undefined) return null;
  const url = parseUrl(value);
  // An @ in the query, as in `?user=me@host`, is valid.
  const inQuery = url !== null && !`${url.pathname}${url.hash}`.includes('@') && /=[^@]*@/.test(url.search);
  return inQuery ? null : raw;
}

export const percentEncode = (character: string): string =>
  `has a ${character} in the user name or password, which ends them there: percent-encode it as ${encodeURIComponent(character)}`;

/** Why a URL is refused, or null. The message does not contain the URL, which may be a secret. */
export function webFault(value: string): ValueFault | null {
  const url = parseUrl(value);
  if (url === null || !/^https?:$/.test(url.protocol))
    return { message: 'must be a URL that starts with https://' };
  if (url.username !== '' || url.password !== '')
    return { message: 'must not carry a user name or password' };
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return { message: 'must start with https://; http:// is for this machine only' };
  return null;
}

/** An https URL, or http on loopback. */
export function webUrl() {
  return textValue(webFault);
}

/** The base URL of an API: https, or http on loopback, without query. */
export function baseUrl() {
  return textValue((value) => {
    const url = parseUrl(value);
    return (
      webFault(value) ?? (url?.search || url?.hash ? { message: 'must not carry a query or fragment' } : null)
    );
  });
}

/** An https URL, or http on loopback, that is itself a credential. */
export function secretUrl() {
  return secret(webFault);
}

/** A warning about an unencoded @ in the user name or password of a URL, or null: programs parse a second @ differently. */
export function rawAt(url: Secret): string | null {
  return /^[a-z]+:\/\/[^/?#]*@[^/?#]*@/i.test(url.reveal())
    ? 'has an @ in the user name or password: percent-encode it as %40'
    : null;
}
