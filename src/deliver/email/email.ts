import type { EmailConfig } from '../../config/config.js';
import { addressOf } from '../../config/mailbox.js';
import { redact, Secret } from '../../lib/secret.js';
import type { Check, Deliverer, Envelope, Receipt } from '../deliverer.js';
import { delivered, permanent, plain, sentence } from '../receipt.js';
import { sizeText } from '../size.js';
import { judge, verdictOn } from './answers.js';
import { composeMessage, messageId, messageSize } from './message.js';
import { type MailServer, mailServer, type SmtpFailure } from './nodemailer.js';
import { type EmailOptions, emailOptions, emailReaders } from './options.js';

export interface EmailSettings {
  /** Certificates to trust besides the built-in ones, as PEM. */
  readonly ca?: readonly string[];
}

/** Sends each recipient a message of their own over SMTP. */
export function emailDeliverer(config: EmailConfig, settings: EmailSettings = {}): Deliverer<EmailOptions> {
  const server = mailServer(config, settings.ca ?? []);
  const name = `The mail server ${config.host}:${config.port}`;
  const clean = (failure: SmtpFailure) => ({
    ...failure,
    detail: redact(failure.detail, secretsOf(config)),
  });
  return {
    kind: 'email',
    options: emailOptions,
    limits: { maxBytes: config.maxSize, maxAttachments: null },
    body: () => ({ kind: 'email', options: {} }),
    parts: ['message'],
    targets: (options) => options.to.map((mailbox) => ({ kind: 'email', address: addressOf(mailbox) })),
    identity: emailReaders.identity,
    optionsFor: (address, like) => emailOptions.parse({ ...like, to: [address] }),
    audience: (target) => ({ target: target.address, unsubscribe: config.unsubscribe }),
    onUnknown: ({ onUnknown }) => onUnknown,
    check: (signal) => check(server, { name, clean }, signal),
    size: (envelope, options) => messageSize(envelope, options, config),
    deliver: async (envelope, options, signal) => {
      const message = await composeMessage(envelope, options, config);
      if (message.length > config.maxSize) return tooLarge(message.length, config.maxSize);
      const route = { from: addressOf(config.from), to: envelope.target.address };
      const outcome = await server.submit(route, message, signal);
      if (outcome.ok)
        return delivered(reference(outcome.reply, envelope, config), stayedBehind(envelope, config));
      const failure = withSizes(clean(outcome.failure), message.length);
      return judge(failure, `${name}, asked to send to ${envelope.target.address},`);
    },
  };
}

/** How failures are told: under which name, and cleaned of secrets. */
interface Telling {
  readonly name: string;
  clean(failure: SmtpFailure): SmtpFailure;
}

async function check(server: MailServer, telling: Telling, signal: AbortSignal): Promise<Check> {
  const outcome = await server.verify(signal);
  if (outcome.ok) return { ok: true, detail: `${telling.name} took the connection and the login.` };
  const failure = telling.clean(outcome.failure);
  const verdict = verdictOn(failure);
  return {
    ok: false,
    message: sentence(`${telling.name} ${verdict.says}`, failure.detail, ''),
    hint: verdict.hint || 'Try again in a while.',
  };
}

/** The server's words, which usually carry its queue id; the Message-ID where it gave a bare code. */
function reference(reply: string, envelope: Envelope, config: EmailConfig): string {
  const words = plain(redact(reply, secretsOf(config)), 200);
  return /\s/.test(words) ? words : messageId(envelope, config);
}

/** Where the message is larger than the server said it takes, both sizes are the detail, before what it said. */
function withSizes(failure: SmtpFailure, size: number): SmtpFailure {
  const { largest, code, detail } = failure;
  if (largest === null || size <= largest) return failure;
  const sizes = `it takes ${sizeText(largest)}, the message has ${sizeText(size)}`;
  return { ...failure, detail: code === null ? sizes : `${sizes}; ${detail}` };
}

function stayedBehind({ leftOut }: Envelope, { maxSize }: EmailConfig): string[] {
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

/** The password in every form in which a login sends it: a server may quote what it was told. */
function secretsOf({ user, password }: EmailConfig): Secret[] {
  if (!password) return [];
  const base64 = (text: string) => new Secret(Buffer.from(text).toString('base64'));
  return [password, base64(password.reveal()), base64(`\0${user ?? ''}\0${password.reveal()}`)];
}
