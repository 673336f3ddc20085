import { type ProxyServer, proxyName } from '../lib/net/proxy.js';
import { isUntrusted } from './code.js';

/** Why a proxy opened no connection to the other side, which got nothing. */
export interface ProxyFailure {
  /** `the proxy proxy.example.com:3128 refused the login`. */
  readonly says: string;
  /** `HTTP status 407`, `ECONNREFUSED`. */
  readonly detail: string;
  /** What to do, a clause: `correct the user and the password in HTTPS_PROXY`. */
  readonly advice: string;
  /** Whether the proxy answered no, which it will again: a person has to act. */
  readonly refused: boolean;
}

/** What a proxy did instead of opening a connection. */
export interface ProxyIncident {
  readonly server: ProxyServer;
  /** Host and port of the other side. */
  readonly target: string;
  /** Before its answer to CONNECT, or between that and a TLS session with the target. */
  readonly stage: 'asked' | 'opened';
  /** The status of its answer to CONNECT, or a code of the system or of undici. */
  readonly outcome: number | string;
  /** The names of the logins that it offers, in lower case. */
  readonly logins: readonly string[];
}

type Words = Pick<ProxyFailure, 'says' | 'advice'>;

export function proxyFailure(incident: ProxyIncident): ProxyFailure {
  const { server, outcome } = incident;
  const answered = typeof outcome === 'number';
  const { says, advice } = answered ? answerWords(incident, outcome) : silenceWords(incident, outcome);
  return {
    says: `the proxy ${proxyName(server)} ${says}`,
    detail: answered ? `HTTP status ${outcome}` : SILENT.test(outcome) ? 'timeout' : outcome,
    advice,
    refused: answered && outcome >= 400 && outcome < 500,
  };
}

function answerWords({ server, target, logins }: ProxyIncident, status: number): Words {
  // tinyproxy answers 401 to a wrong password.
  if (status === 407 || status === 401) return loginWords(server, logins);
  if (status >= 400 && status < 500)
    return {
      says: `does not allow ${target}`,
      advice: 'have it allowed there, or list the host in NO_PROXY if this machine reaches it directly',
    };
  if (status >= 500)
    return {
      says: `could not reach ${target}`,
      advice: 'ask whoever runs the proxy when this stays: it resolves the name and connects',
    };
  return { says: 'opened no connection', advice: `check that ${server.key} names an HTTP proxy` };
}

function loginWords({ url, key }: ProxyServer, logins: readonly string[]): Words {
  const { username } = new URL(url.reveal());
  if (logins.length > 0 && !logins.includes('basic'))
    return {
      says: `offers no login with user and password (Basic), only ${logins.join(', ')}`,
      advice: 'have it allow this machine without a login, or with Basic',
    };
  return username === ''
    ? {
        says: 'wants a login',
        advice: `put user and password into ${key}, as in http://user:password@proxy.example.com:3128`,
      }
    : { says: 'refused the login', advice: `correct the user and the password in ${key}` };
}

/** The outcome for an answer that is no HTTP. */
export const NO_HTTP = 'not HTTP';
const NO_TLS = /^ERR_SSL_(WRONG_VERSION|PACKET_LENGTH)/;
const SILENT = /^(UND_ERR_(HEADERS|CONNECT)_TIMEOUT|ETIMEDOUT|timeout)$/;
const ENDED = /^(UND_ERR_SOCKET|ECONNRESET|EPIPE|connection-lost)$/;

function silenceWords({ server: { key }, target, stage }: ProxyIncident, code: string): Words {
  const advice = `check host and port in ${key}`;
  if (SILENT.test(code)) return { says: `opened no connection to ${target} in time`, advice };
  if (stage === 'opened')
    return {
      says: `opened a connection to ${target} that broke before TLS was set up`,
      advice: 'ask whoever runs the proxy when this stays',
    };
  if (isUntrusted(code))
    return {
      says: 'has a certificate that cannot be trusted',
      advice: `name the file with the certificate of its authority under ca, or use http:// in ${key}`,
    };
  if (NO_TLS.test(code)) return { says: 'does not speak TLS on this port', advice: `use http:// in ${key}` };
  if (code === NO_HTTP) return { says: 'does not answer as an HTTP proxy does', advice };
  if (ENDED.test(code))
    return {
      says: 'closed the connection without an answer',
      advice: `${advice}, and whether it wants https://`,
    };
  return { says: 'cannot be reached', advice };
}
