import MailComposer from 'nodemailer/lib/mail-composer';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import type { Mailbox } from '../../config/values/mailbox.js';
import { trustedCertificates } from '../../lib/net/authorities.js';
import type { EmailSettings } from './settings.js';
import type { SmtpTranscript } from './smtp/conversation.js';
import type { Login } from './smtp/failure.js';

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

/**
 * Encodes to RFC 5322 with CRLF; the same input gives the same bytes. All is 7-bit but for addresses with letters outside ASCII before the @,
 * which stand in the header in UTF-8 (RFC 6532).
 */
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

/** The envelope of a message. */
export interface Route {
  readonly from: string;
  readonly to: string;
}

/** One session with the server. Every method rejects with the library's errors. */
export interface SmtpSession {
  /** Connects and encrypts as configured; resolves when the server's greeting has been read. */
  open(): Promise<void>;
  logIn(login: Exclude<Login, null>): Promise<void>;
  /** Hands over one message for one recipient, and resolves with the server's reply. */
  send(route: Route, message: Buffer): Promise<string>;
  quit(): void;
  /** Ends it at once, whatever it is at. */
  close(): void;
}

interface SessionOptions {
  readonly settings: EmailSettings;
  /** More certificates to trust, as PEM. */
  readonly ca: readonly string[];
  readonly transcript: SmtpTranscript;
}

/** The name under which our token login is registered: under its own, the library would prefer a password method that the server offers too. */
const TOKEN_METHOD = 'XOAUTH2 by token';

export function smtpSession({ settings, ca, transcript }: SessionOptions): SmtpSession {
  const connection = new SmtpConnection({
    ...connectionOptions(settings, ca),
    logger: transcript.logger,
    transactionLog: true,
    customAuth: { [TOKEN_METHOD]: logInByToken },
  });
  const ended = new Promise<never>((_resolve, reject) => {
    connection.on('error', reject);
    // After a 421 the library ends the session in the same turn in which a step learns of it: the reply says more.
    connection.once('end', () => setImmediate(reject, new Error('Connection closed')));
  });
  ended.catch(() => undefined);
  /** What happens first: the step is done, or the session ends. */
  const step = <T>(start: (done: (error: Error | null | undefined, result?: T) => void) => void) =>
    Promise.race([
      ended,
      new Promise<T | undefined>((resolve, reject) => {
        start((error, result) => (error ? reject(error) : resolve(result)));
      }),
    ]);
  return {
    open: () => step<void>((done) => connection.connect(done)),
    async logIn(login) {
      await step<boolean>((done) => connection.login(authOf(login), done));
    },
    async send(route, message) {
      const envelope = { ...route, size: message.length };
      const info = await step<SmtpConnection.SentMessageInfo>((done) =>
        connection.send(envelope, message, done),
      );
      if (info === undefined || info.rejected.length > 0) throw rejection(info);
      return info.response;
    },
    quit: () => connection.quit(),
    close: () => connection.close(),
  };
}

function authOf({ by, user, secret }: Exclude<Login, null>): SmtpConnection.AuthenticationType {
  if (by === 'password') return { user, pass: secret.reveal() };
  return { method: TOKEN_METHOD, user, pass: secret.reveal() };
}

/** XOAUTH2: a server that refuses the token says why in a challenge, which is answered with an empty line. */
async function logInByToken({ auth, sendCommand, reject }: SmtpConnection.CustomAuthenticationContext) {
  const { user, pass } = auth.credentials;
  const token = Buffer.from(`user=${user}\x01auth=Bearer ${pass}\x01\x01`).toString('base64');
  const first = await sendCommand(`AUTH XOAUTH2 ${token}`);
  const challenge = /^334[ -](.*)/.exec(first.response)?.[1];
  const last = challenge === undefined ? first : await sendCommand('');
  if (/^2/.test(last.response)) return;
  const reason = challenge === undefined ? '' : Buffer.from(challenge, 'base64').toString();
  reject(Object.assign(new Error('Invalid login'), { challenge: reason }));
}

function connectionOptions(settings: EmailSettings, more: readonly string[]) {
  const { timeout, security } = settings;
  const ca = trustedCertificates(more);
  return {
    host: settings.host,
    port: settings.port,
    name: settings.name,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    opportunisticTLS: security === 'opportunistic',
    ignoreTLS: security === 'none',
    // On loopback alone, where plain text would do: an encrypted session needs no proof of the peer (RFC 7435).
    tls: {
      rejectUnauthorized: security !== 'opportunistic',
      ...(ca === undefined ? {} : { ca }),
    },
    dnsTimeout: timeout,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    socketCloseTimeout: Math.min(timeout, 1000),
  };
}

/** A refused recipient is an error even where the library resolves: there is only the one. */
function rejection(info: object | undefined): unknown {
  const errors =
    info && 'rejectedErrors' in info && Array.isArray(info.rejectedErrors) ? info.rejectedErrors : [];
  return errors[0] ?? new Error('the recipient was refused');
}
