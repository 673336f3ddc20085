import { isIP } from 'node:net';

/**
 * Whether NO_PROXY lists a URL: names with their subdomains, IP addresses, each also with a port, or `*`, separated by commas or spaces. Address
 * ranges (`10.0.0.0/8`) match nothing.
 */
export function isListed({ hostname, port, protocol }: URL, noProxy: string): boolean {
  const host = canonicalHost(hostname);
  const at = port || (protocol === 'https:' ? '443' : '80');
  return noProxy
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .map(entryOf)
    .some((entry) => (entry.port === null || entry.port === at) && covers(entry.host, host));
}

function entryOf(text: string): { readonly host: string; readonly port: string | null } {
  if (isIP(text) === 6) return { host: canonicalHost(text), port: null };
  const [, name = text, port = null] = /^(.+?)(?::(\d+))?$/.exec(text) ?? [];
  return { host: name === '*' ? name : canonicalHost(name.replace(/^\*?\./, '')), port };
}

const covers = (entry: string, host: string): boolean =>
  entry === '*' || entry === host || (isIP(host) === 0 && host.endsWith(`.${entry}`));

/** In lower case, without brackets and final dot; IPv6 in its shortest form. */
function canonicalHost(host: string): string {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  return isIP(name) === 6 ? new URL(`http://[${name}]`).hostname.replace(/^\[|\]$/g, '') : name;
}
