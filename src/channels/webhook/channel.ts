import { type CallOutcome, call } from '../../http/call.js';
import type { Secret } from '../../lib/secret.js';
import {
  type ChannelTools,
  type Check,
  type Connection,
  defineChannel,
  type Envelope,
  type Receipt,
} from '../channel.js';
import { noticeJsonFile } from '../notice.js';
import { delivered, permanent, sentence } from '../receipt.js';
import { leftOutNotes, sizeText } from '../size.js';
import { detailOfCall } from '../transport-answers.js';
import { classifyAnswer, receiptOf } from './answers.js';
import { formBody, type RequestBody } from './form.js';
import { type WebhookOptions, webhookOptions, webhookReaders, webhookSecrets } from './options.js';
import { renderPayload } from './payload.js';
import { newSigningSecret, webhookHeaders } from './signature.js';

/** Longest time for the whole answer, ms. */
const TIMEOUT = 30_000;

/** Posts a message to an address, signed as Standard Webhooks says. The address is itself a credential: only its host is ever named. */
export const webhook = defineChannel<null, WebhookOptions>({
  kind: 'webhook',
  settings: null,
  options: webhookOptions,
  secretOptions: webhookSecrets,
  reader: webhookReaders,
  templates: {},
  promise: {
    delivers: 'at-least-once-marked',
    against: 'a copy has the `webhook-id` of the first',
    onUnknown: 'resend',
  },
  sendOption: null,
  starter: {
    settings: null,
    entry: `webhook: { url: "\${WEBHOOK_URL}", secret: "\${WEBHOOK_SECRET}" }   # files: multipart adds the files`,
    variables: [
      {
        name: 'WEBHOOK_URL',
        is: 'the address that gets the digests',
        example: () => 'https://example.com/digests',
      },
      {
        name: 'WEBHOOK_SECRET',
        is: 'what they are signed with, here a new one',
        example: newSigningSecret,
      },
    ],
  },
  sample: { settings: null, options: webhookOptions.parse({ url: 'https://hooks.example.com/' }) },
  placeName: (address) => address,
  optionsFor: (address, like) => like ?? webhookOptions.parse({ url: address }),
  open: (_settings, tools) => (options) => connectWebhook({ ...tools, timeout: TIMEOUT }, options),
});

interface WebhookTools extends Pick<ChannelTools, 'http' | 'userAgent' | 'clock'> {
  /** Longest time for the whole answer, ms. */
  readonly timeout: number;
}

export function connectWebhook(tools: WebhookTools, options: WebhookOptions): Connection {
  const { address, files, maxSize, onUnknown } = options;
  return {
    kind: 'webhook',
    limits: { maxBytes: maxSize, ...(files === 'none' && { takesFiles: false }) },
    renderBody: (digest, context) => renderPayload(digest, context, files),
    pictureless: true,
    parts: ['message'],
    targets: [{ kind: 'webhook', address }],
    onUnknown,
    checks: [{ name: `webhook ${address}`, try: (signal) => check(tools, options, signal) }],
    audience: (target) => ({ target: target.address, unsubscribe: null }),
    size: async (envelope) => requestBody(envelope, options)?.bytes.length ?? 0,
    preview: async ({ body }) => body,
    notice: (message) => ({ body: [noticeJsonFile(message)], attachments: [] }),
    deliver: (envelope, signal) => post(tools, { envelope, options }, signal),
  };
}

/** The JSON, or a form around it and the files; null when there is none. */
function requestBody(
  { body: [payload], attachments }: Envelope,
  { files }: WebhookOptions,
): RequestBody | null {
  if (!payload) return null;
  return files === 'multipart'
    ? formBody(payload, attachments)
    : { type: payload.mediaType, bytes: payload.bytes };
}

async function post(
  { http, userAgent, timeout, clock }: WebhookTools,
  { envelope, options }: { readonly envelope: Envelope; readonly options: WebhookOptions },
  signal: AbortSignal,
): Promise<Receipt> {
  const body = requestBody(envelope, options);
  const [payload] = envelope.body;
  if (!body || !payload) return permanent('unreadable-body', 'The message holds no JSON to post.');
  if (body.bytes.length > options.maxSize) return tooLarge(body.bytes.length, options.maxSize);
  const attempt = { id: `msg_${envelope.idempotencyKey}`, at: clock.now(), payload: payload.bytes };
  const headers = webhookHeaders(attempt, secretsOf(options));
  const request = { method: 'POST', userAgent, timeout, headers, body, signal } as const;
  const outcome = await call(http, options.url.reveal(), request);
  if (outcome.kind === 'answer' && outcome.status >= 200 && outcome.status < 300)
    return delivered(
      `HTTP status ${outcome.status} to ${attempt.id}`,
      options.files === 'none'
        ? []
        : leftOutNotes(envelope.leftOut, `the webhook’s maxSize (${sizeText(options.maxSize)})`),
    );
  return receiptOf(outcome, nameOf(options));
}

const secretsOf = ({ secret, previousSecret }: WebhookOptions): Secret[] =>
  [secret, previousSecret].flatMap((one) => one ?? []);

const nameOf = ({ host }: WebhookOptions) => `The webhook at ${host}`;

function tooLarge(size: number, limit: number): Receipt {
  return permanent(
    'too-large',
    `The POST has ${sizeText(size)}, more than the ${sizeText(limit)} that the webhook’s maxSize allows. It is as small as it gets: raise the limit.`,
  );
}

/** Whatever it says to a HEAD: it is there, and a POST would tell it something. */
async function check(
  { http, userAgent, timeout }: WebhookTools,
  options: WebhookOptions,
  signal: AbortSignal,
): Promise<Check> {
  const name = nameOf(options);
  const outcome = await call(http, options.url.reveal(), { method: 'HEAD', userAgent, timeout, signal });
  return outcome.kind === 'answer' ? answered(name, outcome.status) : failed(name, outcome);
}

const answered = (name: string, status: number): Check => ({
  ok: true,
  detail: `${name} answers (HTTP status ${status} to a HEAD). Nothing was posted: whether it takes a message was not tried.`,
});

function failed(name: string, outcome: Extract<CallOutcome, { kind: 'failure' }>): Check {
  const { says, hint } = classifyAnswer({ ...outcome, sent: false });
  return {
    ok: false,
    message: sentence(`${name} ${says}`, detailOfCall(outcome), ''),
    hint: hint || 'Try again in a while.',
  };
}
