import type { Secret } from '../secret.js';
import { isLoopback } from './loopback.js';
import { isListed } from './no-proxy.js';

/** An HTTP proxy. */
export interface ProxyServer {
  /** `http://user:password@proxy.example.com:3128`. */
  readonly url: Secret;
  /** Where it is configured, for messages: `the key proxy`, `HTTPS_PROXY`. */
  readonly key: string;
}

/** The proxies for outgoing HTTP, by the scheme of the called address. */
export interface ProxyRules {
  readonly https: ProxyServer | null;
  readonly http: ProxyServer | null;
  /** The text of NO_PROXY: hosts to call directly. null stands for the loopback addresses of this machine. */
  readonly noProxy: string | null;
}

export const NO_PROXIES: ProxyRules = { https: null, http: null, noProxy: null };

/** The proxy through which an address is called; null for a direct connection. */
export function proxyFor(target: URL, { https, http, noProxy }: ProxyRules): ProxyServer | null {
  const server = target.protocol === 'https:' ? https : http;
  if (server === null) return null;
  if (noProxy === null ? isLoopback(target.hostname) : isListed(target, noProxy)) return null;
  // Plain http is allowed because it stays on this machine: a proxy elsewhere would read the token.
  if (target.protocol === 'http:' && !isLoopback(new URL(server.url.reveal()).hostname)) return null;
  return server;
}

/** `proxy.example.com:3128`, without the password. */
export const proxyName = ({ url }: ProxyServer): string => hostAndPort(new URL(url.reveal()));

/** Host and port of a URL, also where the port is the default of its scheme. */
export const hostAndPort = ({ hostname, port, protocol }: URL): string =>
  `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
