import type { Issue } from '../../../config/problem.js';
import { type Untyped, word } from '../../../config/read/untyped.js';
import { parseUrl } from '../../../config/values/address.js';
import { isPrivateHost } from '../../../lib/net/private-host.js';
import { SECURITY, TLS_PORT } from './smtp-server.js';

/** The keys of a login by password. */
const PASSWORD_KEYS = ['password', 'passwordFile'] as const;

/** The server is given by its URL or in parts, its login in one way, and its encryption fits both. */
export const serverIssues = (email: Untyped): Issue[] => [
  ...placeIssues(email),
  ...loginIssues(email),
  ...securityIssues(email),
];

function placeIssues(email: Untyped): Issue[] {
  if ('url' in email)
    return ['host', 'port', 'user', ...PASSWORD_KEYS]
      .filter((key) => key in email)
      .map((key) => ({ path: [key], message: 'stands beside url, which already says it', onKey: true }));
  return 'host' in email
    ? []
    : [{ path: ['url'], message: 'is missing; or give host, port, user and password' }];
}

function loginIssues(email: Untyped): Issue[] {
  if ('oauth2' in email) return besideOAuth2(email);
  if ('url' in email || !('host' in email)) return [];
  const hasPassword = PASSWORD_KEYS.some((key) => key in email);
  if ('user' in email === hasPassword) return [];
  return [
    hasPassword
      ? { path: ['user'], message: 'is missing beside the password' }
      : { path: ['password'], message: 'is missing beside the user' },
  ];
}

function besideOAuth2(email: Untyped): Issue[] {
  const message = 'stands beside oauth2, which logs in instead; keep one of the two';
  const keys = ['user', ...PASSWORD_KEYS].filter((key) => key in email && !('url' in email));
  return [
    ...keys.map((key) => ({ path: [key], message, onKey: true })),
    ...(urlOf(email)?.username ? [{ path: ['url'], message: `has a login that ${message}` }] : []),
  ];
}

function securityIssues(email: Untyped): Issue[] {
  const security = word(email.security);
  if (security === null || !SECURITY.some((one) => one === security)) return [];
  const message = contradiction(email, security) ?? (security === 'none' ? exposure(email) : null);
  return message === null ? [] : [{ path: ['security'], message }];
}

/** What the URL or the port says of encryption, where that is something else. */
function contradiction(email: Untyped, security: string): string | null {
  const url = urlOf(email);
  const port = url === null ? Number(email.port) : Number(url.port);
  if (url?.protocol === 'smtps:' || port === TLS_PORT) {
    const where = url?.protocol === 'smtps:' ? 'smtps://' : `port ${TLS_PORT}`;
    return security === 'tls'
      ? null
      : `is {value}, but ${where} means TLS from the first byte: write tls, or another ${url ? 'url' : 'port'}`;
  }
  if (security !== 'tls') return null;
  if (url !== null) return 'is {value}, but smtp:// means STARTTLS: write smtps://, or starttls';
  return port === 587 || port === 25
    ? `is {value}, but servers speak no TLS from the first byte on port ${port}: write starttls, or port ${TLS_PORT}`
    : null;
}

/** Why nothing may go to this server in clear, or null. */
function exposure(email: Untyped): string | null {
  const url = urlOf(email);
  const host = url?.hostname ?? word(email.host) ?? '';
  if (host === '') return null;
  if (!isPrivateHost(host))
    return 'must not be {value} for a server that is neither on this machine nor in a private network: write starttls or tls';
  const login = Boolean(url?.username) || 'user' in email || 'oauth2' in email;
  return login
    ? 'must not be {value} with a login, which everybody on the way could read: write starttls or tls'
    : null;
}

function urlOf(email: Untyped): URL | null {
  const text = word(email.url);
  const url = text === null ? null : parseUrl(text);
  return url !== null && /^smtps?:$/.test(url.protocol) ? url : null;
}

/** A connection in clear is warned of, wherever it goes. */
export const securityWarnings = (security: string | undefined): Issue[] =>
  security === 'none'
    ? [
        {
          path: ['security'],
          message:
            'is {value}: mails go to the server in clear, and whoever is on the way can read and change them',
        },
      ]
    : [];
