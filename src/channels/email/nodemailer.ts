import nodemailer from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mailbox } from '../../config/values/mailbox.js';
import { messageOf } from '../../lib/errors.js';
import { trustedCertificates } from '../../lib/net/authorities.js';
import { ForeignText } from '../../lib/text/foreign.js';
import { followConversation, type SmtpTranscript, type Stage, stageOf } from './conversation.js';
import type { EmailSettings } from './settings.js';

/** A message before encoding. */
export interface Mime {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo: Mailbox | null;
  readonly subject: string;
  readonly date: Date;
  readonly messageId: string;
  /** Shared part of the multipart boundaries. */
  readonly boundary: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
  readonly html: string | null;
  readonly files: readonly MimeFile[];
}

export interface MimeFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Set for pictures shown in the HTML. */
  readonly cid: string | null;
}

/** How a session ended that did not end well. */
export interface SmtpFailure {
  readonly stage: Stage;
  /** The reply's three digits, or null when there was none. */
  readonly code: number | null;
  /** `5.1.1`, or empty. */
  readonly enhanced: string;
  /** The reply as sent, or the error's own words. */
  readonly detail: ForeignText;
  /** The library's and the system's codes: `ETIMEDOUT`, `ESOCKET ECONNREFUSED`. */
  readonly cause: string;
  readonly offersLogin: boolean;
  /** Whether the reply finds fault with the name of this machine. */
  readonly aboutName: boolean;
  /** The largest message that the server takes in bytes; null when it named none. */
  readonly largest: number | null;
}

type Outcome =
  | { readonly ok: true; readonly reply: ForeignText }
  | { readonly ok: false; readonly failure: SmtpFailure };

export interface MailServer {
  /** Hands over one message for one recipient, once. Never throws. */
  submit(route: { from: string; to: string }, message: Buffer, signal: AbortSignal): Promise<Outcome>;
  /** Connects, secures and logs in, without sending. Never throws. */
  verify(signal: AbortSignal): Promise<Outcome>;
}

/** Encodes to RFC 5322 with CRLF and 7-bit lines; the same input gives the same bytes. */
export function encodeMime(mime: Mime): Promise<Buffer> {
  const { boundary, replyTo, text, html, files, headers, ...fields } = mime;
  const options = {
    ...fields,
    ...(replyTo === null ? {} : { replyTo }),
    ...(text === null ? {} : { text }),
    ...(html === null ? {} : { html }),
    headers: { ...headers },
    attachments: files.map(attachment),
    baseBoundary: boundary,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  return new MailComposer(options).compile().build();
}

function attachment(file: MimeFile) {
  return {
    filename: file.name,
    contentType: file.mediaType,
    content: Buffer.from(file.bytes),
    ...(file.cid === null ? {} : { cid: file.cid, contentDisposition: 'inline' as const }),
  };
}

/** `ca` are more certificates to trust, as PEM. */
export function mailServer(config: EmailSettings, ca: readonly string[]): MailServer {
  const open = (conversation: SmtpTranscript) =>
    nodemailer.createTransport({
      ...connection(config, ca),
      logger: conversation.logger,
      transactionLog: true,
    });
  return {
    submit: (route, message, signal) =>
      converse(signal, async (conversation) => {
        const envelope = { ...route, size: message.length };
        const mail = { envelope, raw: message, signal };
        const info = await open(conversation).sendMail(mail);
        if (info.rejected.length > 0) throw rejection(info);
        return info.response;
      }),
    verify: (signal) =>
      converse(signal, async (conversation) => {
        await untilAborted(open(conversation).verify(), signal);
        return '';
      }),
  };
}

function connection(config: EmailSettings, more: readonly string[]) {
  const { timeout, security } = config;
  const ca = trustedCertificates(more);
  return {
    host: config.host,
    port: config.port,
    name: config.name,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    opportunisticTLS: security === 'opportunistic',
    // On loopback alone, where plain text would do: an encrypted session needs no proof of the peer (RFC 7435).
    tls: {
      rejectUnauthorized: security !== 'opportunistic',
      ...(ca === undefined ? {} : { ca }),
    },
    ...(config.user === null
      ? {}
      : { auth: { user: config.user, pass: config.password?.reveal() ?? '' }, forceAuth: true }),
    dnsTimeout: timeout,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    socketCloseTimeout: Math.min(timeout, 1000),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

async function converse(
  signal: AbortSignal,
  session: (conversation: SmtpTranscript) => Promise<string>,
): Promise<Outcome> {
  const conversation = followConversation();
  try {
    signal.throwIfAborted();
    return { ok: true, reply: new ForeignText(await session(conversation)) };
  } catch (error) {
    return { ok: false, failure: failureOf(error, conversation, signal) };
  }
}

function failureOf(thrown: unknown, conversation: SmtpTranscript, signal: AbortSignal): SmtpFailure {
  const error = thrown as { code?: string; originalCode?: string; response?: string; command?: string };
  const [, code, enhanced] = /^([45]\d\d)[ -](?:(\d\.\d{1,3}\.\d{1,3})\b)?/.exec(error.response ?? '') ?? [];
  const reached = conversation.stage();
  return {
    stage: (code && stageOf(error.command ?? '')) || reached,
    code: code ? Number(code) : null,
    enhanced: enhanced ?? '',
    detail: new ForeignText(code ? (error.response ?? '') : messageOf(thrown)),
    cause: signal.aborted && !code ? 'EABORT' : [error.code, error.originalCode].filter(Boolean).join(' '),
    offersLogin: conversation.offersLogin(),
    aboutName: code !== undefined && /\b(HELO|EHLO)\b|fully[- ]qualified/i.test(error.response ?? ''),
    largest: conversation.largest(),
  };
}

/** A refused recipient is an error even where the library resolves: there is only the one. */
function rejection(info: object): unknown {
  const errors = 'rejectedErrors' in info && Array.isArray(info.rejectedErrors) ? info.rejectedErrors : [];
  return errors[0] ?? new Error('the recipient was refused');
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const finished = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: finished.signal });
  });
  return Promise.race([work, aborted]).finally(() => finished.abort());
}
