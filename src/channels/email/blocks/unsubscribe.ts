import { z } from 'zod';
import type { SecretKey } from '../../../config/channel-rules.js';
import type { Issue } from '../../../config/problem.js';
import { mapping, type Untyped, word } from '../../../config/read/untyped.js';
import { emailAddress, webUrl } from '../../../config/values/address.js';
import { filePath, secret, type ValueFault } from '../../../config/values/leaf.js';
import { addressOf } from '../../../config/values/mailbox.js';
import type { Secret } from '../../../lib/secret.js';
import type { UnsubscribeSettings } from '../unsubscribe.js';

/** The block `email.unsubscribe`. */
export const unsubscribe = z
  .strictObject({
    mailto: emailAddress()
      .optional()
      .describe('Address that takes unsubscribe mails; the from address when left out.'),
    url: webUrl()
      .optional()
      .describe(
        'One-click unsubscribe address, https; {address}, {digest} and {token} in it stand for reader, digest and the proof that the link is ours.',
      ),
    secret: secret(secretFault)
      .optional()
      .describe('Key of {token}, which nobody can compute without it: at least 16 characters.'),
    secretFile: filePath().optional().describe('A file that holds the key.'),
  })
  .describe('What the List-Unsubscribe header of every mail says.');

type UnsubscribeInput = z.output<typeof unsubscribe>;

const MIN_KEY = 16;

/** A short key can be guessed by trying. */
const keyFault = (key: string): string | null =>
  key.length < MIN_KEY
    ? `must have at least ${MIN_KEY} characters, better 32 random bytes: openssl rand -hex 32`
    : null;

function secretFault(key: string): ValueFault | null {
  const message = keyFault(key);
  return message === null ? null : { message };
}

/** The render thread writes links into the messages that it measures. */
export const UNSUBSCRIBE_SECRET: SecretKey = {
  key: 'unsubscribe.secret',
  kind: 'line',
  fault: keyFault,
  measured: true,
};

/** `{token}` and its key need each other. */
export function unsubscribeIssues(email: Untyped): Issue[] {
  const block = mapping(email.unsubscribe);
  const used = word(block.url)?.includes('{token}') ?? false;
  const key = ['secret', 'secretFile'].find((name) => name in block);
  if (used && key === undefined) {
    const message = 'is missing: it keys the {token} in url; or give secretFile';
    return [{ path: ['unsubscribe', 'secret'], message }];
  }
  return !used && key !== undefined
    ? [{ path: ['unsubscribe', key], message: 'is of no use without {token} in url', onKey: true }]
    : [];
}

/** What would keep receivers from offering or trusting the way out of a mailing. */
export function unsubscribeWarnings({ url }: UnsubscribeInput, signed: boolean): Issue[] {
  if (url === undefined) return [];
  const path = ['unsubscribe', 'url'];
  const unsigned =
    'is offered as one click only when a DKIM signature covers it: set email.dkim, unless the mail server signs';
  const nameless = 'does not say who unsubscribes: write {address} where the reader belongs';
  const forgeable =
    'lets whoever knows an address unsubscribe it: write {token} as well, and set email.unsubscribe.secret';
  const [named, proven] = ['{address}', '{token}'].map((part) => url.includes(part));
  return [
    ...(signed ? [] : [{ path, message: unsigned }]),
    ...(named || proven ? [] : [{ path, message: nameless }]),
    ...(named && !proven ? [{ path, message: forgeable }] : []),
  ];
}

export function unsubscribeSettings(
  block: UnsubscribeInput,
  { from, file }: { readonly from: string; readonly file: (key: string) => Secret | undefined },
): UnsubscribeSettings {
  return {
    mailto: block.mailto ?? addressOf(from),
    url: block.url ?? null,
    secret: block.secret ?? file(UNSUBSCRIBE_SECRET.key) ?? null,
  };
}
