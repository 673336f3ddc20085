import { isLoopback } from '../../lib/net/loopback.js';
import { suggest } from '../../lib/text/suggest.js';
import { hasDecodableUser, parseUrl, percentDecoded } from './address.js';
import type { ValueFault } from './leaf.js';

/** Encryption of the connection: `full` and `ca` verify the certificate, `ca` without the host name. */
export type Encryption = 'off' | 'unverified' | 'ca' | 'full';

/** A parsed `postgres://` URL. */
export interface PostgresUrl {
  /** A host name, an IP address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number | null;
  readonly user: string | null;
  readonly password: string | null;
  readonly database: string;
  readonly encryption: Encryption;
  /** Whether the connection stays on this machine. */
  readonly local: boolean;
  /** Files as written, by their keys. */
  readonly files: Readonly<Partial<Record<FileKey, string>>>;
  readonly options: string | null;
}

export const FILE_KEYS = ['sslrootcert', 'sslcert', 'sslkey'] as const;
export type FileKey = (typeof FILE_KEYS)[number];

const MODES: Readonly<Record<string, Encryption>> = {
  disable: 'off',
  'no-verify': 'unverified',
  require: 'full',
  'verify-ca': 'ca',
  'verify-full': 'full',
};

/** Modes that fall back to clear text when the server, or a man in the middle, refuses TLS. */
const FALLING_BACK = ['allow', 'prefer'];

const CHOICES =
  'require or verify-full (its certificate is verified; sslrootcert=FILE names the CA), no-verify, or disable for clear text';

/** Query keys for host and user; each may occur once. */
const SINGLE = ['host', 'port', 'user', 'password', 'ssl', 'sslmode', 'options', ...FILE_KEYS];

export function postgresFault(value: string): ValueFault | null {
  const url = parseUrl(value);
  if (url === null) return { message: 'is not an address such as postgres://user@host/database' };
  if (!hasDecodableUser(url)) return { message: 'must write a % in the user name or password as %25' };
  const twice = SINGLE.find((key) => url.searchParams.getAll(key).length > 1);
  if (twice) return { message: `has ${twice} twice` };
  if (percentDecoded(url.hostname) === null || percentDecoded(url.pathname) === null)
    return { message: 'must write a % in the host or database as %25' };
  const host = hostOf(url);
  if (host === '') return { message: 'names no host' };
  if (host.includes(',')) return { message: 'names several hosts; name one' };
  if (url.pathname.length <= 1) return { message: 'names no database: postgres://user@host/database' };
  return encryptionFault(url, isLocal(host));
}

function encryptionFault({ searchParams }: URL, local: boolean): ValueFault | null {
  const mode = searchParams.get('sslmode');
  if (mode === null) return sslFault(searchParams.get('ssl'), local);
  if (mode in MODES || (local && FALLING_BACK.includes(mode))) return null;
  if (FALLING_BACK.includes(mode))
    return {
      message: `must not leave it to the server whether to encrypt (sslmode=${mode}): write ${CHOICES}`,
    };
  const suggestion = suggest(mode, Object.keys(MODES));
  return { message: `has an unknown sslmode: write ${CHOICES}`, ...(suggestion !== null && { suggestion }) };
}

const sslFault = (ssl: string | null, local: boolean): ValueFault | null =>
  ssl === null || ['true', '1'].includes(ssl) || (local && ['false', '0'].includes(ssl))
    ? null
    : { message: `must say with sslmode instead of ssl how to encrypt: ${CHOICES}` };

/** Parses a URL that passed `postgresFault`. Without an `sslmode`, only connections on this machine are in clear text. */
export function parsePostgresUrl(value: string): PostgresUrl {
  const url = new URL(value);
  const { searchParams: query } = url;
  const host = hostOf(url);
  const local = isLocal(host);
  const port = query.get('port') ?? url.port;
  const files = FILE_KEYS.flatMap((key) => {
    const file = query.get(key);
    return file === null ? [] : [[key, file] as const];
  });
  return {
    host,
    port: port === '' ? null : Number(port),
    user: query.get('user') ?? nonEmpty(percentDecoded(url.username)),
    password: query.get('password') ?? nonEmpty(percentDecoded(url.password)),
    database: percentDecoded(url.pathname.slice(1)) ?? '',
    encryption: host.startsWith('/') ? 'off' : encryptionOf(query, local),
    local,
    files: Object.fromEntries(files),
    options: query.get('options'),
  };
}

function encryptionOf(query: URLSearchParams, local: boolean): Encryption {
  const mode = query.get('sslmode');
  if (mode === 'verify-ca' && !query.has('sslrootcert')) return 'full';
  if (mode !== null) return MODES[mode] ?? 'off';
  const asked = ['true', '1'].includes(query.get('ssl') ?? '') || FILE_KEYS.some((key) => query.has(key));
  return local && !asked ? 'off' : 'full';
}

const nonEmpty = (text: string | null) => (text === '' ? null : text);

/** The host of the query takes precedence, as in libpq. */
function hostOf({ hostname, searchParams }: URL): string {
  return searchParams.get('host') || (percentDecoded(hostname) ?? '').replace(/^\[|\]$/g, '');
}

const isLocal = (host: string) => host.startsWith('/') || isLoopback(host);

/** The URL with the paths of its files resolved. */
export function withFiles(value: string, placed: (file: string) => string): string {
  const url = new URL(value);
  const named = FILE_KEYS.filter((key) => url.searchParams.has(key));
  for (const key of named) url.searchParams.set(key, placed(url.searchParams.get(key) ?? ''));
  return named.length === 0 ? value : url.href;
}
