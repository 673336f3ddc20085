import { isIP } from 'node:net';

/**
 * Why a request's `Host` is refused, or null. Protects against DNS rebinding: a foreign web page can point its own name at this address,
 * but cannot change the `Host` that the visitor's browser sends.
 */
export function hostFault(header: string | undefined, names: readonly string[]): string | null {
  const host = header === undefined ? null : hostOf(header);
  if (host !== null && isKnown(host, names)) return null;
  const problem =
    host === null ? 'The request has no valid Host header' : `${host} is not a name of this service`;
  return `${problem}. Use its IP address or localhost, or add the name to server.hosts (or server.baseUrl) in the configuration.`;
}

const isKnown = (host: string, names: readonly string[]): boolean =>
  isIP(host) !== 0 || host === 'localhost' || names.includes(host);

/** `name`, `name:port`, `192.0.2.1:port` or `[2001:db8::1]:port`. */
const HOST = /^(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9_.-]{1,254}))(?::\d{0,5})?$/;

/** The host of a `Host` header in lower case, without brackets, port and final dot; null when invalid. */
function hostOf(header: string): string | null {
  const [, six, name] = HOST.exec(header.trim().toLowerCase()) ?? [];
  if (six !== undefined) return isIP(six) === 6 ? six : null;
  return name?.replace(/\.$/, '') || null;
}
