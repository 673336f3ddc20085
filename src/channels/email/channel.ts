import { addressOf } from '../../config/values/mailbox.js';
import { type Lazy, lazy } from '../../lib/async/lazy.js';
import type { Secret } from '../../lib/secret.js';
import type { ForeignText } from '../../lib/text/foreign.js';
import { type Artifact, artifact } from '../../render/artifact.js';
import { PICTURE_FORMS } from '../../render/renderer.js';
import { type Check, type Connection, defineChannel, type Envelope, type Receipt } from '../channel.js';
import { noticeTextFile } from '../notice.js';
import { delivered, permanent, sentence } from '../receipt.js';
import { sizeText } from '../size.js';
import { classifyAnswer, receiptOf } from './answers.js';
import { renderMail } from './body/body.js';
import { mailTemplates } from './body/templates.js';
import type { MailServer, SmtpFailure } from './nodemailer.js';
import { type EmailOptions, emailOptions, emailReaders } from './options.js';
import { type EmailSettings, emailSettings } from './settings.js';

/** Sends each recipient a message of their own over SMTP. */
export const email = defineChannel<EmailSettings, EmailOptions>({
  kind: 'email',
  carries: 'digests',
  settings: emailSettings,
  options: emailOptions,
  secretOptions: null,
  reader: emailReaders,
  templates: mailTemplates,
  promise: {
    delivers: 'once-unless-silent',
    against: 'nothing; some relays accept a key',
    onUnknown: 'resend',
  },
  sendOption: '--to ADDRESS',
  sample: {
    settings: {
      host: 'mail.example.com',
      port: 587,
      security: 'starttls',
      user: null,
      password: null,
      from: 'botdigest <botdigest@example.com>',
      name: 'example.com',
      replyTo: null,
      unsubscribe: { mailto: 'botdigest@example.com', url: null },
      dkim: null,
      maxSize: Number.MAX_SAFE_INTEGER,
      timeout: 60_000,
    },
    options: { to: ['reader@example.com'], onUnknown: 'resend' },
  },
  placeName: (_address, words) => words.say('mail.leftOut.email'),
  optionsFor: (address, like) => emailOptions.parse({ ...like, to: [address] }),
  open(settings, { ca = [] }) {
    const server = lazy(async () => (await import('./nodemailer.js')).mailServer(settings, ca));
    return (options) => connect(settings, server, options);
  },
});

/** Loaded with the first message: checking a configuration writes none. */
const messages = () => import('./message.js');

function connect(settings: EmailSettings, server: Lazy<MailServer>, options: EmailOptions): Connection {
  const name = `The mail server ${settings.host}:${settings.port}`;
  const secrets = secretsOf(settings);
  return {
    kind: 'email',
    limits: { maxBytes: settings.maxSize },
    renderBody: renderMail,
    parts: ['message'],
    targets: options.to.map((mailbox) => ({ kind: 'email', address: addressOf(mailbox) })),
    onUnknown: options.onUnknown,
    checks: [
      {
        name: 'email',
        try: async (signal) =>
          check(await server.get(), { name, secrets, login: settings.user !== null }, signal),
      },
    ],
    audience: (target) => ({ target: target.address, unsubscribe: settings.unsubscribe }),
    size: async (envelope) => (await messages()).messageSize(envelope, options, settings),
    preview: (envelope) => preview(envelope, options, settings),
    notice: (message) => ({ body: [noticeTextFile(message, 'body')], attachments: [] }),
    async deliver(envelope, signal) {
      const { composeMessage, messageId } = await messages();
      const message = await composeMessage(envelope, options, settings);
      if (message.length > settings.maxSize) return tooLarge(message.length, settings.maxSize);
      const route = { from: addressOf(settings.from), to: envelope.target.address };
      const outcome = await (await server.get()).submit(route, message, signal);
      if (outcome.ok)
        return delivered(
          reference(outcome.reply, settings) ?? messageId(envelope, settings),
          stayedBehind(envelope, settings),
        );
      const detail = withSizes(outcome.failure, message.length, secrets);
      return receiptOf(outcome.failure, {
        who: `${name}, asked to send to ${envelope.target.address},`,
        detail,
      });
    },
  };
}

/** The two bodies, the pictures of the HTML one pointing at files, and the message as it would be sent. The format `png` writes the wide pictures. */
async function preview(
  envelope: Envelope,
  options: EmailOptions,
  settings: EmailSettings,
): Promise<readonly Artifact[]> {
  const bytes = await (await messages()).composeMessage(envelope, options, settings);
  const message = artifact({ name: 'digest.eml', mediaType: 'message/rfc822', bytes, role: 'body' });
  const variants = envelope.body
    .filter(({ role, cid = '' }) => role === 'inline' && VARIANT.test(cid))
    .map((picture) => artifact({ ...picture, name: `charts/${picture.name}`, role: 'body' }));
  return [...envelope.body.filter(({ role }) => role === 'body').map(showPictures), ...variants, message];
}

const VARIANT = new RegExp(`-(${PICTURE_FORMS.join('|')})@`);

/** A browser knows no `cid:`. */
function showPictures(body: Artifact): Artifact {
  if (body.mediaType !== 'text/html') return body;
  const html = Buffer.from(body.bytes)
    .toString('utf8')
    .replace(/cid:([\w-]+)@botdigest/g, 'charts/$1.png');
  return artifact({ ...body, bytes: Buffer.from(html) });
}

/** How failures are told: under which name, and without which secrets. */
interface Telling {
  readonly name: string;
  readonly secrets: readonly Secret[];
  /** Whether there is a login. */
  readonly login: boolean;
}

async function check(server: MailServer, telling: Telling, signal: AbortSignal): Promise<Check> {
  const outcome = await server.verify(signal);
  if (outcome.ok) {
    const took = telling.login
      ? 'took the connection and the login'
      : 'took the connection; there is no user in email, so no login was tried';
    return { ok: true, detail: `${telling.name} ${took}. No address was tried.` };
  }
  const verdict = classifyAnswer(outcome.failure);
  const detail = outcome.failure.detail.line(telling.secrets);
  return {
    ok: false,
    message: sentence(`${telling.name} ${verdict.says}`, detail, ''),
    hint: verdict.hint || 'Try again in a while.',
  };
}

/** The server's words, which usually carry its queue id; null where it gave a bare code. */
function reference(reply: ForeignText, settings: EmailSettings): string | null {
  const words = reply.line(secretsOf(settings), 200);
  return /\s/.test(words) ? words : null;
}

/** What the server said; where the message is larger than it said it takes, after both sizes. */
function withSizes(failure: SmtpFailure, size: number, secrets: readonly Secret[]): string {
  const { largest, code } = failure;
  const detail = failure.detail.line(secrets);
  if (largest === null || size <= largest) return detail;
  const sizes = `it takes ${sizeText(largest)}, the message has ${sizeText(size)}`;
  return code === null ? sizes : `${sizes}; ${detail}`;
}

function stayedBehind({ leftOut }: Envelope, { maxSize }: EmailSettings): string[] {
  if (leftOut.length === 0) return [];
  const files = leftOut.map(({ name, bytes }) => `${name} (${sizeText(bytes.length)})`).join(', ');
  return [`Left out to stay within email.maxSize (${sizeText(maxSize)}): ${files}.`];
}

function tooLarge(size: number, limit: number): Receipt {
  return permanent(
    'too-large',
    `The message has ${sizeText(size)} as encoded, more than the ${sizeText(limit)} that email.maxSize allows. It is as small as it gets: raise the limit.`,
  );
}

/** A server may quote what it was told. */
const secretsOf = ({ password }: EmailSettings): Secret[] => (password ? [password] : []);
