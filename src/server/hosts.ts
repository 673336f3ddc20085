import { isIP } from 'node:net';

/**
 * Why a request's `Host` is not answered, or null. A page of somebody else's site can lead its own name to this address and ask from a
 * visitor's browser (DNS rebinding); it cannot change the name that the browser sends.
 */
export function hostFault(header: string | undefined, names: readonly string[]): string | null {
  const host = header === undefined ? null : hostOf(header);
  if (host !== null && isKnown(host, names)) return null;
  const asked = host === null ? 'The request names no host' : `This service is not known as ${host}`;
  return `${asked}. Ask for its IP address or localhost, or put the name under server.hosts (or server.baseUrl) of the configuration.`;
}

const isKnown = (host: string, names: readonly string[]): boolean =>
  isIP(host) !== 0 || host === 'localhost' || names.includes(host);

/** `name`, `name:port`, `192.0.2.1:port` or `[2001:db8::1]:port`. */
const HOST = /^(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9_.-]{1,254}))(?::\d{0,5})?$/;

/** The host of a `Host` header in lower case, without brackets, port and a dot at its end; null when it is none. */
function hostOf(header: string): string | null {
  const [, six, name] = HOST.exec(header.trim().toLowerCase()) ?? [];
  if (six !== undefined) return isIP(six) === 6 ? six : null;
  return name?.replace(/\.$/, '') || null;
}
