import { isIP } from 'node:net';
import { isLoopback } from '../../lib/net/loopback.js';
import { Secret } from '../../lib/secret.js';
import type { EmailConfig } from '../config.js';
import { type EmailInput, HOST_NAME } from '../schema/email.js';
import { percentDecoded } from '../values/address.js';
import { addressOf } from '../values/mailbox.js';

export type SmtpServer = Pick<EmailConfig, 'host' | 'port' | 'security' | 'user' | 'password'>;

/** The server of a checked `email:` block, from its URL or its parts. `mounted` is what `passwordFile` holds. */
export function smtpServer(email: EmailInput, mounted: Secret | undefined): SmtpServer {
  if (email.url) return fromUrl(new URL(email.url.reveal()));
  const host = email.host ?? '';
  const port = email.port ?? 587;
  const security = securityOf(host, port === 465);
  return { host, port, security, user: email.user ?? null, password: email.password ?? mounted ?? null };
}

function fromUrl(url: URL): SmtpServer {
  const tls = url.protocol === 'smtps:' || url.port === '465';
  const password = percentDecoded(url.password);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    port: url.port === '' ? (tls ? 465 : 587) : Number(url.port),
    security: securityOf(host, tls),
    user: url.username === '' ? null : percentDecoded(url.username),
    password: password ? new Secret(password) : null,
  };
}

function securityOf(host: string, tls: boolean): EmailConfig['security'] {
  if (tls) return 'tls';
  return isLoopback(host) ? 'opportunistic' : 'starttls';
}

/** What EHLO says: the machine's name when it is a full one, which servers look up, else the domain that mails come from. */
export function machineName(host: string, from: string): string {
  const full =
    HOST_NAME.test(host) && host.includes('.') && isIP(host) === 0 && !host.startsWith('localhost.');
  return full ? host : addressOf(from).split('@').pop() || host;
}
