import type { Check } from './channels/channel.js';
import { USER_AGENT } from './composition.js';
import type { Config } from './config/config.js';
import { call } from './http/call.js';
import type { HttpClient } from './http/client.js';
import { hostAndPort, type ProxyServer, proxyFor, proxyName } from './lib/net/proxy.js';
import { asSentence } from './lib/text/clause.js';
import type { NamedTry } from './run/commands/check.js';

const TIMEOUT = 30_000;

/** Tries the proxy for the API, without a token; null where no proxy is configured. */
export function proxyCheck({ proxy, chatbot }: Config, http: HttpClient): NamedTry | null {
  const api = new URL(chatbot.baseUrl);
  const server = proxyFor(api, proxy);
  if (server !== null) return [nameOf(server), (signal) => opened(server, api, { http, signal })];
  const other = proxy.https ?? proxy.http;
  if (other === null) return null;
  const detail = `The API at ${api.host} is called without it.`;
  return [nameOf(other), async () => ({ ok: true, tried: false, detail })];
}

const nameOf = (server: ProxyServer) => `proxy ${proxyName(server)}`;

interface Means {
  readonly http: HttpClient;
  readonly signal: AbortSignal;
}

async function opened(server: ProxyServer, api: URL, { http, signal }: Means): Promise<Check> {
  const request = { method: 'HEAD', userAgent: USER_AGENT, timeout: TIMEOUT, signal } as const;
  const outcome = await call(http, api.origin, request);
  signal.throwIfAborted();
  const failure = outcome.kind === 'failure' ? outcome.proxy : undefined;
  if (failure === undefined)
    return {
      ok: true,
      detail: `It opened a connection to ${hostAndPort(api)}. ${asSentence(`${server.key} names it`)}`,
    };
  const { says, detail, advice } = failure;
  return { ok: false, message: asSentence(`${says} (${detail})`), hint: asSentence(advice) };
}
