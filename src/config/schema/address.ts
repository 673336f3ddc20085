import { isLoopback } from '../../lib/loopback.js';
import type { Fault } from './leaf.js';
import { secret, text } from './leaf.js';

const ADDRESS = /^[^\s@<>(),:;"[\]\\]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;
const NAMED = /^([^<>]*)<([^<>]*)>$/;

/** `cx@example.com`: the bare address. */
export function emailAddress() {
  return text((value) =>
    ADDRESS.test(value) ? null : { message: '{value} is not an e-mail address such as reports@example.com' },
  );
}

/** `reports@example.com`, or `Bot reports <reports@example.com>`. */
export function mailbox() {
  return text((value) => {
    if (/\p{Cc}/u.test(value)) return { message: 'must be one line without control characters' };
    if (ADDRESS.test(bareAddress(value))) return null;
    return { message: '{value} is not an address such as Bot reports <reports@example.com>' };
  }).transform((value) => value.trim());
}

/** The address inside `Bot reports <reports@example.com>`; empty when there are stray angle brackets. */
export function bareAddress(value: string): string {
  if (!/[<>]/.test(value)) return value.trim();
  return NAMED.exec(value.trim())?.[2]?.trim() ?? '';
}

export function parseUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null;
}

/** Text with its `%40` and the like decoded, or null when a `%` stands alone. */
export function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Whether user name and password of a URL can be decoded. */
export function hasDecodableUser({ username, password }: URL): boolean {
  return percentDecoded(username) !== null && percentDecoded(password) !== null;
}

/** Why a URL cannot be called, or null. It is never repeated in the message: it may carry a secret. */
function webFault(value: string): Fault | null {
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
  return text(webFault);
}

/** The root of an API: an https URL, or http on loopback, without query. */
export function baseUrl() {
  return text((value) => {
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
