import type { HttpNetwork } from '../../src/http/connections.js';
import { Secret } from '../../src/lib/secret.js';
import { type ProxyOptions, startProxy } from './proxy-server.js';
import { testAuthority } from './tls.js';

/** Everything through one proxy, which HTTPS_PROXY names, with the tests' private authority. */
export function networkThrough(url: string, ca: readonly string[] = [testAuthority]): HttpNetwork {
  const server = { url: new Secret(url), key: 'HTTPS_PROXY' };
  return { proxy: { https: server, http: server, noProxy: null }, ca };
}

/** A proxy before the server of a URL, which stands behind it as `<name>.botdigest.test`. */
export function proxyBefore(servers: Readonly<Record<string, string>>, options: ProxyOptions = {}) {
  const hosts = Object.entries(servers).map(([name, url]) => [
    `${name}.botdigest.test`,
    Number(new URL(url).port),
  ]);
  return startProxy({ hosts: Object.fromEntries(hosts), ...options });
}
