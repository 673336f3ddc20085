import { domainToASCII } from 'node:url';
import type { EmailConfig } from '../../config/config.js';
import { sha256 } from '../../lib/hash.js';
import type { Artifact } from '../../render/artifact.js';
import type { Envelope } from '../deliverer.js';
import { safeNames } from '../filename.js';
import { addressOf, encodeMime, type MimeFile } from './nodemailer.js';
import type { EmailOptions } from './options.js';

/** Who sends, and where answers and unsubscriptions go. */
export type Sender = Pick<EmailConfig, 'from' | 'replyTo' | 'unsubscribe'>;

/**
 * The whole message as it goes over the wire (RFC 5322, CRLF, 7-bit).
 * Depends on the envelope, the subject option and the sender alone: every attempt sends the same bytes.
 */
export function composeMessage(
  envelope: Envelope,
  options: Pick<EmailOptions, 'subject'>,
  sender: Sender,
): Promise<Buffer> {
  return encodeMime({
    from: sender.from,
    to: envelope.target.address,
    replyTo: sender.replyTo,
    subject: oneLine(options.subject ?? envelope.digest.subject),
    date: new Date(envelope.date),
    messageId: messageId(envelope, sender),
    boundary: sha256(`boundary ${envelope.idempotencyKey}`).slice(0, 24),
    headers: headers(envelope, sender),
    text: bodyText(envelope.body, 'text/plain'),
    html: bodyText(envelope.body, 'text/html'),
    files: files(envelope),
  });
}

/** `<hash@domain of the sender>`, the same for every attempt of one message. */
export function messageId(envelope: Pick<Envelope, 'idempotencyKey'>, sender: Pick<Sender, 'from'>): string {
  return `<${sha256(`message ${envelope.idempotencyKey}`).slice(0, 32)}@${domain(sender)}>`;
}

function headers(envelope: Envelope, sender: Sender): Record<string, string> {
  const { mailto, url } = sender.unsubscribe;
  const subject = encodeURIComponent(`unsubscribe ${envelope.digest.id}`);
  const ways = [
    `<mailto:${asciiAddress(mailto)}?subject=${subject}>`,
    ...(url === null ? [] : [`<${new URL(url).href}>`]),
  ];
  return {
    'List-Id': `<${listLabel(envelope.digest.id)}.botdigest.${domain(sender)}>`,
    'List-Unsubscribe': ways.join(', '),
    ...(url === null ? {} : { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
  };
}

function files(envelope: Envelope): MimeFile[] {
  const inline = envelope.body.filter((part) => part.role === 'inline');
  const all = [...inline, ...envelope.attachments];
  const names = safeNames(all.map((file) => file.name));
  return all.map((file, index) => ({
    name: names[index] ?? 'file',
    mediaType: file.mediaType,
    bytes: file.bytes,
    cid: file.role === 'inline' ? (file.cid ?? null) : null,
  }));
}

function bodyText(body: readonly Artifact[], mediaType: string): string | null {
  const part = body.find(
    (candidate) => candidate.role === 'body' && candidate.mediaType.startsWith(mediaType),
  );
  return part ? new TextDecoder().decode(part.bytes) : null;
}

const domain = (sender: Pick<Sender, 'from'>) =>
  asciiAddress(addressOf(sender.from)).split('@').pop() || 'localhost';

/** An address with its domain in ASCII, as header fields want it. */
function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return address.slice(0, at + 1) + domainToASCII(address.slice(at + 1));
}

/** A digest id as a label of a domain name, for List-Id (RFC 2919). */
const listLabel = (id: string) =>
  id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'digest';

const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
