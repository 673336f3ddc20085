import { BlockList, isIP } from 'node:net';
import { isLoopback } from './loopback.js';

/** Addresses that are not routed on the Internet: RFC 1918, 6598, 3927; RFC 4193, 4291. */
const RANGES = [
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
] as const;

/** Domains that the public DNS does not have (RFC 6762, RFC 8375, and `internal`, which ICANN reserved). */
const DOMAINS = /\.(local|internal|home\.arpa)\.?$/i;

/**
 * Whether a host is on this machine or in a private network: by its IP address, or by a name that the public DNS does not have, such as one
 * without a dot. Asks no DNS.
 */
export function isPrivateHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '');
  if (isLoopback(name)) return true;
  const family = isIP(name);
  if (family === 0) return name !== '' && (!name.includes('.') || DOMAINS.test(name));
  const list = new BlockList();
  for (const [address, bits, kind] of RANGES) list.addSubnet(address, bits, kind);
  return list.check(name, family === 4 ? 'ipv4' : 'ipv6');
}
