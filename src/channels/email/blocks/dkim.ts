import { z } from 'zod';
import type { SecretKey } from '../../../config/channel-rules.js';
import type { Issue } from '../../../config/problem.js';
import { mapping, type Untyped } from '../../../config/read/untyped.js';
import { filePath, secretBlock, textValue, type ValueFault } from '../../../config/values/leaf.js';
import { addressOf } from '../../../config/values/mailbox.js';
import { Secret } from '../../../lib/secret.js';
import { HOST_NAME } from '../smtp/smtp-server.js';
import { dkimKeyFault } from './dkim-key.js';

export interface DkimSettings {
  readonly domain: string;
  /** The public key stands in the DNS at `<selector>._domainkey.<domain>`. */
  readonly selector: string;
  /** RSA, as PEM. */
  readonly privateKey: Secret;
}

const hostName = (example: string) =>
  textValue((value) =>
    HOST_NAME.test(value) ? null : { message: `{value} is not a name such as ${example}` },
  );

/** The block `email.dkim`. */
export const dkim = z
  .strictObject({
    domain: hostName('example.com').describe('Domain that signs; the one of the from address.'),
    selector: hostName('botdigest2026').describe(
      'The public key stands in the DNS at <selector>._domainkey.<domain>.',
    ),
    privateKey: secretBlock(keyFault).optional().describe('RSA private key in PEM form, on several lines.'),
    privateKeyFile: filePath().optional().describe('A file that holds the key, such as a mounted secret.'),
  })
  .describe('Signs every mail with DKIM, List-Unsubscribe included. Leave it out when the server signs.');

type DkimInput = z.output<typeof dkim>;

/** The render thread signs the messages that it measures. */
export const DKIM_SECRET: SecretKey = {
  key: 'dkim.privateKey',
  kind: 'block',
  fault: dkimKeyFault,
  measured: true,
};

function keyFault(pem: string): ValueFault | null {
  const message = dkimKeyFault(pem);
  return message === null ? null : { message };
}

/** A signature has a key. */
export function dkimIssues(email: Untyped): Issue[] {
  if (!('dkim' in email)) return [];
  const block = mapping(email.dkim);
  return 'privateKey' in block || 'privateKeyFile' in block
    ? []
    : [{ path: ['dkim', 'privateKey'], message: 'is missing; or give privateKeyFile' }];
}

/** A signature by another domain than that of the sender. */
export function dkimWarnings(block: DkimInput | undefined, from: string): Issue[] {
  const sender = addressOf(from).split('@').pop()?.toLowerCase() ?? '';
  if (block === undefined || related(block.domain.toLowerCase(), sender)) return [];
  const message =
    '{value} is another domain than that of email.from, so receivers may not count its signature';
  return [{ path: ['dkim', 'domain'], message }];
}

const related = (one: string, other: string) =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);

export function dkimSettings(
  block: DkimInput | undefined,
  file: (key: string) => Secret | undefined,
): DkimSettings | null {
  if (block === undefined) return null;
  const { domain, selector, privateKey } = block;
  return { domain, selector, privateKey: privateKey ?? file(DKIM_SECRET.key) ?? new Secret('') };
}
