import type { EmailConfig } from '../../config/config.js';
import { addressOf } from '../../config/values/mailbox.js';
import type { Secret } from '../../lib/secret.js';
import type { ForeignText } from '../../lib/text/foreign.js';
import type { Check, Connection, Envelope, Receipt } from '../channel.js';
import { delivered, permanent, sentence } from '../receipt.js';
import { sizeText } from '../size.js';
import { classifyAnswer, receiptOf } from './answers.js';
import { composeMessage, messageId, messageSize } from './message.js';
import { type MailServer, mailServer, type SmtpFailure } from './nodemailer.js';
import { type EmailOptions, emailOptions, emailReaders } from './options.js';

export interface EmailSettings {
  /** Certificates to trust besides the built-in ones, as PEM. */
  readonly ca?: readonly string[];
}

/** Sends each recipient a message of their own over SMTP. */
export function emailDeliverer(config: EmailConfig, settings: EmailSettings = {}): Connection<EmailOptions> {
  const server = mailServer(config, settings.ca ?? []);
  const name = `The mail server ${config.host}:${config.port}`;
  const secrets = secretsOf(config);
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
    check: (signal) => check(server, { name, secrets, login: config.user !== null }, signal),
    size: (envelope, options) => messageSize(envelope, options, config),
    deliver: async (envelope, options, signal) => {
      const message = await composeMessage(envelope, options, config);
      if (message.length > config.maxSize) return tooLarge(message.length, config.maxSize);
      const route = { from: addressOf(config.from), to: envelope.target.address };
      const outcome = await server.submit(route, message, signal);
      if (outcome.ok)
        return delivered(reference(outcome.reply, envelope, config), stayedBehind(envelope, config));
      const detail = withSizes(outcome.failure, message.length, secrets);
      return receiptOf(outcome.failure, {
        who: `${name}, asked to send to ${envelope.target.address},`,
        detail,
      });
    },
  };
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

/** The server's words, which usually carry its queue id; the Message-ID where it gave a bare code. */
function reference(reply: ForeignText, envelope: Envelope, config: EmailConfig): string {
  const words = reply.line(secretsOf(config), 200);
  return /\s/.test(words) ? words : messageId(envelope, config);
}

/** What the server said; where the message is larger than it said it takes, after both sizes. */
function withSizes(failure: SmtpFailure, size: number, secrets: readonly Secret[]): string {
  const { largest, code } = failure;
  const detail = failure.detail.line(secrets);
  if (largest === null || size <= largest) return detail;
  const sizes = `it takes ${sizeText(largest)}, the message has ${sizeText(size)}`;
  return code === null ? sizes : `${sizes}; ${detail}`;
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

/** A server may quote what it was told. */
const secretsOf = ({ password }: EmailConfig): Secret[] => (password ? [password] : []);
