import { createHash, createSign } from 'node:crypto';
import type { DkimSettings } from './blocks/dkim.js';

/** All that a reader sees and a mail program acts on, in the order in which it is signed. */
const SIGNED = [
  'From',
  'Reply-To',
  'To',
  'Cc',
  'Subject',
  'Date',
  'Message-ID',
  'In-Reply-To',
  'References',
  'MIME-Version',
  'Content-Type',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Auto-Submitted',
];

/**
 * Fields named once more than they are there, so that nobody on the way can add one: mail programs show the first From, and receivers check
 * the last (RFC 6376, 8.15). The mail library's signer names only fields that are there, which is why this one is ours.
 */
const OVERSIGNED = ['From', 'Reply-To', 'To', 'Cc', 'Subject', 'Content-Type'];

/** A message with its DKIM signature (RFC 6376) in front, `relaxed/relaxed`, `rsa-sha256`; the same bytes every time. */
export function signMime(message: Buffer, { domain, selector, privateKey }: DkimSettings): Buffer {
  const text = message.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const fields = text.slice(0, end).split(/\r\n(?![ \t])/);
  const there = SIGNED.flatMap((name) => named(fields, name).map((field) => ({ name, field })));
  const names = [...there.map(({ name }) => name), ...OVERSIGNED].map((name) => name.toLowerCase());
  const hash = createHash('sha256').update(relaxedBody(text.slice(end + 4)), 'latin1');
  const unsigned = [
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain};`,
    ` s=${selector};`,
    ` h=${folded(names)};`,
    ` bh=${hash.digest('base64')};`,
    ' b=',
  ].join('\r\n');
  const signer = createSign('RSA-SHA256');
  for (const { field } of there) signer.update(`${relaxed(field)}\r\n`, 'latin1');
  signer.update(relaxed(unsigned), 'latin1');
  const signature = signer.sign(privateKey.reveal(), 'base64').replace(/.{72}(?=.)/g, '$&\r\n ');
  return Buffer.concat([Buffer.from(`${unsigned}${signature}\r\n`, 'latin1'), message]);
}

/** The fields of a name, the last one first: so receivers count them. */
const named = (fields: readonly string[], name: string) =>
  fields.filter((field) => nameOf(field) === name.toLowerCase()).reverse();

const nameOf = (field: string) => field.slice(0, field.indexOf(':')).trim().toLowerCase();

/** A few names a line. */
function folded(names: readonly string[]): string {
  return names.map((name, index) => (index > 0 && index % 5 === 0 ? `\r\n  ${name}` : name)).join(':');
}

function relaxed(field: string): string {
  const value = field.slice(field.indexOf(':') + 1).replace(/\r\n/g, '');
  // Not trim(), which takes the last byte of some letters (à in UTF-8) for a space.
  return `${nameOf(field)}:${value.replace(/[ \t]+/g, ' ').replace(/^ | $/g, '')}`;
}

function relaxedBody(body: string): string {
  const text = body.replace(/[ \t]+/g, ' ').replace(/ \r\n/g, '\r\n');
  let end = text.endsWith(' ') ? text.length - 1 : text.length;
  while (text.startsWith('\r\n', end - 2)) end -= 2;
  return end <= 0 ? '' : `${text.slice(0, end)}\r\n`;
}
