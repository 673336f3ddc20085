import { addressOf, type Mailbox, readMailbox } from '../../config/values/mailbox.js';
import { sha256 } from '../../lib/hash.js';
import type { Artifact } from '../../render/artifact.js';
import type { Envelope } from '../channel.js';
import { safeNames } from '../filename.js';
import { signMime } from './dkim.js';
import { encodeMime, type Mime, type MimeFile } from './nodemailer.js';
import type { EmailOptions } from './options.js';
import type { EmailSettings } from './settings.js';
import { wayOut } from './unsubscribe.js';

/** Who sends and signs, and where answers and unsubscriptions go. */
export type Sender = Pick<EmailSettings, 'from' | 'replyTo' | 'unsubscribe' | 'idempotencyHeader' | 'dkim'>;

/**
 * The whole message as it goes over the wire (RFC 5322, CRLF).
 * Depends on the envelope, the subject option and the sender alone: every attempt sends the same bytes.
 */
export async function composeMessage(envelope: Envelope, options: Subject, sender: Sender): Promise<Buffer> {
  return written(mimeOf(envelope, options, sender), sender);
}

type Subject = Pick<EmailOptions, 'subject'> & { readonly to?: readonly string[] };

/**
 * The length of that message in bytes, to the byte, without encoding its files: these only add their own length
 * in base64 to a message whose files are empty.
 */
export async function messageSize(envelope: Envelope, options: Subject, sender: Sender): Promise<number> {
  const mime = mimeOf(envelope, options, sender);
  const empty = mime.files.map((file) => ({ ...file, bytes: new Uint8Array() }));
  const frame = await written({ ...mime, files: empty }, sender);
  return mime.files.reduce((size, { bytes }) => size + base64Size(bytes.length), frame.length);
}

const LINE = 76;

/** Bytes of `length` bytes in base64 as mail has it: lines of 76 characters, each ended by CRLF but the last. */
function base64Size(length: number): number {
  const characters = Math.ceil(length / 3) * 4;
  return characters + 2 * Math.max(0, Math.ceil(characters / LINE) - 1);
}

async function written(mime: Mime, { dkim }: Sender): Promise<Buffer> {
  const message = await encodeMime(mime);
  return dkim === null ? message : signMime(message, dkim);
}

function mimeOf(envelope: Envelope, options: Subject, sender: Sender): Mime {
  return {
    from: mailboxOf(sender.from),
    to: recipient(envelope.target.address, options.to ?? []),
    replyTo: sender.replyTo === null ? null : mailboxOf(sender.replyTo),
    subject: subjectOf(envelope, options),
    date: new Date(envelope.date),
    messageId: messageId(envelope, sender),
    boundary: sha256(`boundary ${envelope.idempotencyKey}`).slice(0, 24),
    headers: headers(envelope, sender),
    text: bodyText(envelope.body, 'text/plain'),
    html: bodyText(envelope.body, 'text/html'),
    files: files(envelope),
  };
}

/** A subject of the user's own does not say that it follows what was sent before, or is a test. */
function subjectOf({ digest }: Envelope, { subject }: Subject): string {
  return oneLine(
    subject === undefined ? digest.subject : `${digest.correction ?? ''}${digest.test ?? ''}${subject}`,
  );
}

/** `<hash@domain of the sender>`, the same for every attempt of one message. */
export function messageId(envelope: Pick<Envelope, 'idempotencyKey'>, sender: Pick<Sender, 'from'>): string {
  return `<${messageIdName(envelope.idempotencyKey)}@${domain(sender)}>`;
}

/** What stands before the @ of the Message-ID of a delivery. */
export const messageIdName = (idempotencyKey: string): string =>
  sha256(`message ${idempotencyKey}`).slice(0, 32);

function mailboxOf(text: string): Mailbox {
  const read = readMailbox(text);
  return 'fault' in read ? { name: '', address: text } : read;
}

/** The address with the name that the configuration gives it, if it still does. */
function recipient(address: string, configured: readonly string[]): Mailbox {
  return configured.map(mailboxOf).find((mailbox) => mailbox.address === address) ?? { name: '', address };
}

function headers(envelope: Envelope, sender: Sender): Record<string, string> {
  const { id: digest } = envelope.digest;
  const { mailto, url } = wayOut(sender.unsubscribe, { address: envelope.target.address, digest });
  return {
    'List-Id': `<${listLabel(digest)}.botdigest.${domain(sender)}>`,
    'List-Unsubscribe': [mailto, url]
      .flatMap((way) => way ?? [])
      .map((way) => `<${way}>`)
      .join(', '),
    // One click is for https only (RFC 8058).
    ...(url?.startsWith('https:') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
    ...threadHeaders(envelope, sender),
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    // Not among the fields that DKIM signs: the relay may take it out.
    ...(sender.idempotencyHeader === null ? {} : { [sender.idempotencyHeader]: envelope.idempotencyKey }),
  };
}

/** It stands under what it follows (RFC 5322, 3.6.4). */
function threadHeaders({ follows = [] }: Envelope, sender: Sender): Record<string, string> {
  const ids = follows.map((earlier) => messageId(earlier, sender));
  const last = ids.at(-1);
  return last === undefined ? {} : { 'In-Reply-To': last, References: ids.join(' ') };
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

const domain = (sender: Pick<Sender, 'from'>) => addressOf(sender.from).split('@').pop() || 'localhost';

/** A digest id as a label of a domain name, for List-Id (RFC 2919). */
const listLabel = (id: string) =>
  id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'digest';

const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
