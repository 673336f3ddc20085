import { hasDecodableUser, parseUrl, percentEncode, rawCharacter } from '../../../config/values/address.js';
import type { ValueFault } from '../../../config/values/leaf.js';

/** What is wrong with `email.url`, or null. */
export function smtpUrlFault(value: string): ValueFault | null {
  const raw = rawCharacter(value);
  if (raw !== null) return { message: percentEncode(raw) };
  const url = parseUrl(value);
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '' || url.port === '0')
    return { message: 'must look like smtp://user:password@host:587 or smtps://user:password@host:465' };
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '')
    return { message: 'must end after the port' };
  if (!hasDecodableUser(url)) return { message: 'must write a % in the user name or password as %25' };
  return (url.username === '') === (url.password === '')
    ? null
    : { message: 'must carry a user name and a password, or neither' };
}
