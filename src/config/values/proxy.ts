import { hasDecodableUser, parseUrl, percentEncode, rawCharacter } from './address.js';
import type { ValueFault } from './leaf.js';

const EXAMPLE = 'http://proxy.example.com:3128';

/** The URL of a proxy; http where no scheme is given, as for curl. */
export const proxyUrl = (value: string): string => (value.includes('://') ? value : `http://${value}`);

/** Why the address of a proxy is refused, or null. The message does not contain it, since it may hold a password. */
export function proxyFault(value: string): ValueFault | null {
  const address = proxyUrl(value);
  if (/^socks/i.test(address))
    return { message: 'names a SOCKS proxy; only http:// and https:// proxies are supported' };
  if (!/^https?:\/\//i.test(address))
    return { message: `must start with http:// or https://, such as ${EXAMPLE}` };
  const raw = rawCharacter(address);
  if (raw !== null) return { message: percentEncode(raw) };
  if (/^https?:\/\/([^/?#]*@)?(:\d*)?([/?#]|$)/i.test(address))
    return { message: `names no host: write it as ${EXAMPLE}` };
  const url = parseUrl(address);
  if (url === null) return { message: `is not the address of a proxy such as ${EXAMPLE}` };
  if (!hasDecodableUser(url)) return { message: 'must write a % in the user name or password as %25' };
  return url.pathname === '/' && url.search === '' && url.hash === ''
    ? null
    : { message: `must end after host and port, as ${EXAMPLE} does` };
}
