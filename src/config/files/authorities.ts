import { X509Certificate } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import type { Issue } from '../problem.js';
import { mapping } from '../read/untyped.js';
import type { Environment } from '../read/variables.js';
import { firstBytes } from './read-prefix.js';
import { fileReference, type Reference } from './reference.js';

/** Certificates to trust besides Node's own. */
export interface Authorities {
  /** One PEM block each. */
  readonly certificates: readonly string[];
  readonly issues: readonly Issue[];
  readonly warnings: readonly Issue[];
}

export interface AuthoritiesContext {
  readonly env: Environment;
  /** Epoch ms, for certificates that expired. */
  readonly now: number;
}

const MAX_FILE = 1_000_000;
const CERTIFICATE =
  /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]+-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g;

/** Reads the file under `ca`; `input` is unvalidated, relative paths start at `file`'s folder. */
export async function readAuthorities(
  input: unknown,
  file: string,
  { env, now }: AuthoritiesContext,
): Promise<Authorities> {
  const [reference] = references(input);
  if (reference === undefined) return { certificates: [], issues: [], warnings: [] };
  const { path } = reference;
  const content = await read(resolve(dirname(file), reference.file));
  const certificates = content?.match(CERTIFICATE) ?? [];
  const fault = faultOf(content, certificates);
  if (fault !== null) return { certificates: [], issues: [{ path, message: fault }], warnings: [] };
  const expired = certificates.flatMap((pem, index) => expiry(pem, index, now));
  return {
    certificates: [...certificates, ...(await extraCertificates(env))],
    issues: [],
    warnings: expired.length === 0 ? [] : [{ path, message: expired.join('; ') }],
  };
}

/** The file under `ca` of an unvalidated configuration. */
export const authorityFiles = (input: unknown, file: string): string[] =>
  references(input).map((one) => resolve(dirname(file), one.file));

const references = (input: unknown): Reference[] => fileReference(mapping(input), [], 'ca');

/** Those of NODE_EXTRA_CA_CERTS, which Node adds to its default only: a list of our own replaces that. */
async function extraCertificates({ NODE_EXTRA_CA_CERTS: file }: Environment): Promise<readonly string[]> {
  const content = file ? await read(file) : null;
  return (content?.match(CERTIFICATE) ?? []).filter((pem) => parsed(pem) !== null);
}

/** At most one byte more than is allowed; null for what cannot be read. */
const read = async (path: string): Promise<string | null> =>
  (await firstBytes(path, MAX_FILE + 1).catch(() => null))?.toString('latin1') ?? null;

function faultOf(content: string | null, certificates: readonly string[]): string | null {
  if (content === null) return 'the file {value} cannot be read';
  if (content.length > MAX_FILE) return 'the file {value} is larger than 1 MB, too large for certificates';
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(content))
    return 'the file {value} holds a private key: name a file with certificates alone';
  if (certificates.length === 0)
    return `the file {value} holds no certificate in PEM form${derHint(content)}`;
  const odd = certificates.findIndex((pem) => parsed(pem) === null);
  return odd < 0 ? null : `certificate ${odd + 1} in the file {value} cannot be read: it is damaged`;
}

/** DER begins with a sequence of two length bytes. */
const derHint = (content: string): string =>
  content.startsWith('\x30\x82')
    ? '; “openssl x509 -inform der” converts it'
    : ' (-----BEGIN CERTIFICATE-----)';

function parsed(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}

function expiry(pem: string, index: number, now: number): string[] {
  const until = Date.parse(parsed(pem)?.validTo ?? '');
  if (!(until < now)) return [];
  const day = new Date(until).toISOString().slice(0, 10);
  return [
    `certificate ${index + 1} in the file {value} expired on ${day}: servers that it vouches for are refused`,
  ];
}
