import { addressOf, needsUtf8 } from '../../config/values/mailbox.js';
import { type Lazy, lazy } from '../../lib/async/lazy.js';
import { type Artifact, artifact } from '../../render/artifact.js';
import { PICTURE_FORMS } from '../../render/renderer.js';
import { receiptFor } from '../answers.js';
import { type Connection, defineChannel, type Envelope, type Receipt } from '../channel.js';
import { noticeTextFile } from '../notice.js';
import { classifyTokenFailure } from '../oauth2/answers.js';
import { delivered, permanent } from '../receipt.js';
import { leftOutNotes, sizeText } from '../size.js';
import { receiptOf } from './answers.js';
import { renderMail } from './body/body.js';
import { mailTemplates } from './body/templates.js';
import { checkServer, ROTATED, tokenServer } from './check.js';
import type { MailOutcome, MailServer } from './mail-server.js';
import { type EmailOptions, emailOptions, emailReaders, policyFor } from './options.js';
import { type EmailSettings, emailSettings } from './settings.js';

/** Sends each recipient a message of their own over SMTP. */
export const email = defineChannel<EmailSettings, EmailOptions>({
  kind: 'email',
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
  starter: {
    settings: `email:
  url: \${SMTP_URL}            # smtp://user:password@host:587
  from: Bot reports <reports@example.com>
`,
    entry: 'email: { to: [you@example.com] }',
    variables: [
      {
        name: 'SMTP_URL',
        is: 'the mail server',
        example: () => 'smtp://user:password@mail.example.com:587',
      },
    ],
  },
  sample: {
    settings: {
      host: 'mail.example.com',
      port: 587,
      security: 'starttls',
      user: null,
      password: null,
      oauth2: null,
      from: 'botdigest <botdigest@example.com>',
      name: 'example.com',
      replyTo: null,
      unsubscribe: { mailto: 'botdigest@example.com', url: null, secret: null },
      idempotencyHeader: null,
      dkim: null,
      maxSize: Number.MAX_SAFE_INTEGER,
      timeout: 60_000,
    },
    options: { to: ['reader@example.com'] },
  },
  placeName: (_address, words) => words.say('mail.leftOut.email'),
  optionsFor: (address, like) => emailOptions.parse({ ...like, to: [address] }),
  open(settings, { ca = [], tokens }) {
    const server = lazy(async () => (await import('./mail-server.js')).mailServer(settings, { ca, tokens }));
    return (options) => connect(settings, server, options);
  },
});

/** Loaded with the first message: checking a configuration writes none. */
const messages = () => import('./message.js');

function connect(settings: EmailSettings, server: Lazy<MailServer>, options: EmailOptions): Connection {
  const name = `The mail server ${settings.host}:${settings.port}`;
  return {
    kind: 'email',
    limits: { maxBytes: settings.maxSize },
    renderBody: renderMail,
    parts: ['message'],
    targets: options.to.map((mailbox) => ({ kind: 'email', address: addressOf(mailbox) })),
    onUnknown: policyFor(options, settings),
    checks: checksOf(settings, server, options),
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
      if (!outcome.ok)
        return refusal(outcome, { who: name, to: envelope.target.address, size: message.length });
      const left = leftOutNotes(envelope.leftOut, `email.maxSize (${sizeText(settings.maxSize)})`);
      const notes = [...left, ...(outcome.rotated ? [ROTATED] : [])];
      return delivered(reference(outcome) ?? messageId(envelope, settings), notes);
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

/** The server and its login; once more for readers whose addresses not every server takes. */
function checksOf(
  settings: EmailSettings,
  server: Lazy<MailServer>,
  options: EmailOptions,
): Connection['checks'] {
  const { host, port, user, oauth2 } = settings;
  const name = `The mail server ${host}:${port}`;
  const login = oauth2 !== null ? 'token' : user === null ? 'none' : 'password';
  const check = (utf8: boolean) => async (signal: AbortSignal) =>
    checkServer(await server.get(), { name, login, utf8 }, signal);
  const fromUtf8 = needsUtf8(settings.from);
  const odd = fromUtf8 ? undefined : options.to.map(addressOf).find(needsUtf8);
  return [
    { name: 'email', try: check(fromUtf8) },
    ...(odd === undefined ? [] : [{ name: `email ${odd}`, try: check(true) }]),
  ];
}

type Delivered = Extract<MailOutcome, { readonly ok: true }>;
type Failed = Extract<MailOutcome, { readonly ok: false }>;

interface Sending {
  readonly who: string;
  readonly to: string;
  readonly size: number;
}

/** The receipt of a send that failed; it names the server that said no. */
function refusal(outcome: Failed, { who, to, size }: Sending): Receipt {
  if (outcome.by === 'mail server')
    return receiptOf(outcome.failure, {
      who: `${who}, asked to send to ${to},`,
      detail: withSizes(outcome, size),
    });
  const { failure } = outcome;
  const { detail, waitMs } = failure;
  return receiptFor(classifyTokenFailure(failure), { who: tokenServer(failure), detail, waitMs });
}

/** The server's words, which usually carry its queue id; null where it gave a bare code. */
function reference({ reply, secrets }: Delivered): string | null {
  const words = reply.line(secrets, 200);
  return /\s/.test(words) ? words : null;
}

/** What the server said; where the message is larger than it said it takes, after both sizes. */
function withSizes(
  { failure, secrets }: Extract<Failed, { readonly by: 'mail server' }>,
  size: number,
): string {
  const { offers, code } = failure;
  const detail = failure.detail.line(secrets);
  if (offers.largest === null || size <= offers.largest) return detail;
  const sizes = `it takes ${sizeText(offers.largest)}, the message has ${sizeText(size)}`;
  return code === null ? sizes : `${sizes}; ${detail}`;
}

function tooLarge(size: number, limit: number): Receipt {
  return permanent(
    'too-large',
    `The message has ${sizeText(size)} as encoded, more than the ${sizeText(limit)} that email.maxSize allows. It is as small as it gets: raise the limit.`,
  );
}
