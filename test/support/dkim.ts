import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import type { DkimSettings } from '../../src/channels/email/blocks/dkim.js';
import { Secret } from '../../src/lib/secret.js';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });

/** A key of this run, as a configuration holds it. */
export const signingKey: DkimSettings = {
  domain: 'example.org',
  selector: 'reports',
  privateKey: new Secret(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()),
};

export interface Signature {
  /** Its tags: `d`, `s`, `h` and the rest. */
  readonly tags: Readonly<Record<string, string>>;
  /** Whether the body is the one that was signed, and the fields are. */
  readonly body: boolean;
  readonly fields: boolean;
}

/** Checks the first signature of a message as a receiver does (RFC 6376, relaxed/relaxed, rsa-sha256). */
export function checkSignature(raw: Buffer, publicKey = createPublicKey(privateKey)): Signature {
  const text = raw.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const fields = text.slice(0, end).split(/\r\n(?![ \t])/);
  const signature = fields.find((field) => /^dkim-signature:/i.test(field)) ?? '';
  const tags = tagsOf(signature.slice(signature.indexOf(':') + 1));
  const signed = counted((tags.h ?? '').split(':')).map(({ name, before }) =>
    fromBelow(fields, name, before),
  );
  const unsigned = relaxed(signature).replace(/(;\s*b=)[^;]*$/, '$1');
  const input = [...signed.filter(Boolean), unsigned].join('\r\n');
  const hash = createHash('sha256').update(relaxedBody(text.slice(end + 4)), 'latin1');
  return {
    tags,
    body: hash.digest('base64') === tags.bh,
    fields: verify(
      'sha256',
      Buffer.from(input, 'latin1'),
      publicKey,
      Buffer.from(tags.b?.replace(/\s/g, '') ?? '', 'base64'),
    ),
  };
}

function tagsOf(value: string): Record<string, string> {
  const tags = value.split(';').map((tag) => tag.trim().replace(/\r\n/g, ''));
  return Object.fromEntries(
    tags
      .filter(Boolean)
      .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1).trim()]),
  );
}

/** Each name with how often it came before. */
function counted(names: readonly string[]) {
  const plain = names.map((name) => name.trim().toLowerCase());
  return plain.map((name, index) => ({
    name,
    before: plain.slice(0, index).filter((earlier) => earlier === name).length,
  }));
}

/** The field of a name that so many others of it stand below; empty, as RFC 6376 (5.4.2) has it, where there is none. */
function fromBelow(fields: readonly string[], name: string, before: number): string {
  const field = fields.filter((one) => one.toLowerCase().startsWith(`${name}:`)).at(-1 - before);
  return field === undefined ? '' : relaxed(field);
}

function relaxed(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '');
  return `${field.slice(0, colon).toLowerCase()}:${value}`;
}

function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  const text = lines.join('\r\n').replace(/(\r\n)+$/, '');
  return text === '' ? '' : `${text}\r\n`;
}
