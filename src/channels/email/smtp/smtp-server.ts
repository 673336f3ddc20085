import { isIP } from 'node:net';
import { percentDecoded } from '../../../config/values/address.js';
import { addressOf } from '../../../config/values/mailbox.js';
import { isLoopback } from '../../../lib/net/loopback.js';
import { Secret } from '../../../lib/secret.js';

/** A host name (RFC 1123), with or without a dot. */
export const HOST_NAME =
  /^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** The words of `email.security`. */
export const SECURITY = ['starttls', 'tls', 'none'] as const;
type Security = (typeof SECURITY)[number];

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte, `starttls` required, `none` in clear, `opportunistic` (encrypted where offered) on loopback only. */
  readonly security: Security | 'opportunistic';
  readonly user: string | null;
  readonly password: Secret | null;
}

/** How a configuration names the server: by its URL, or in parts. */
interface SmtpKeys {
  readonly url?: Secret | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly security?: Security | undefined;
  readonly user?: string | undefined;
  readonly password?: Secret | undefined;
}

/** The ports of RFC 6409 and RFC 8314, and that of a relay. */
const PORTS: Readonly<Record<Security, number>> = { starttls: 587, tls: 465, none: 25 };
/** The port at which servers speak TLS from the first byte. */
export const TLS_PORT = PORTS.tls;

/** The server of a checked `email:` block, from its URL or its parts. `fromFile` is what `passwordFile` holds. */
export function smtpServer(email: SmtpKeys, fromFile: Secret | undefined): SmtpServer {
  if (email.url) return fromUrl(new URL(email.url.reveal()), email.security);
  const host = email.host ?? '';
  const port = email.port ?? PORTS[email.security ?? 'starttls'];
  const security = email.security ?? securityOf(host, port === TLS_PORT);
  return { host, port, security, user: email.user ?? null, password: email.password ?? fromFile ?? null };
}

function fromUrl(url: URL, asked: Security | undefined): SmtpServer {
  const tls = url.protocol === 'smtps:' || url.port === String(TLS_PORT);
  const password = percentDecoded(url.password);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    port: url.port === '' ? PORTS[asked ?? (tls ? 'tls' : 'starttls')] : Number(url.port),
    security: asked ?? securityOf(host, tls),
    user: url.username === '' ? null : percentDecoded(url.username),
    password: password ? new Secret(password) : null,
  };
}

function securityOf(host: string, tls: boolean): SmtpServer['security'] {
  if (tls) return 'tls';
  return isLoopback(host) ? 'opportunistic' : 'starttls';
}

/** What EHLO says: the machine's name when it is a full one, which servers look up, else the domain that mails come from. */
export function machineName(host: string, from: string): string {
  const full =
    HOST_NAME.test(host) && host.includes('.') && isIP(host) === 0 && !host.startsWith('localhost.');
  return full ? host : addressOf(from).split('@').pop() || host;
}
