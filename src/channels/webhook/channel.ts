import { type Call, call } from '../../http/call.js';
import {
  type ChannelTools,
  type Check,
  type Connection,
  defineChannel,
  type Envelope,
  type Receipt,
} from '../channel.js';
import { noticeFiles } from '../notice.js';
import { delivered, permanent, sentence } from '../receipt.js';
import { classifyAnswer, detailOf, receiptOf } from './answers.js';
import { type WebhookOptions, webhookOptions, webhookReaders, webhookSecrets } from './options.js';

/** Longest time for the whole answer, ms. */
const TIMEOUT = 30_000;

/** Posts the first JSON file of a message to an address. The address is itself a credential: only its host is ever named. */
export const webhook = defineChannel<null, WebhookOptions>({
  kind: 'webhook',
  carries: 'notices',
  settings: null,
  options: webhookOptions,
  secretOptions: webhookSecrets,
  reader: webhookReaders,
  templates: {},
  promise: {
    delivers: 'at-least-once-marked',
    against: 'a copy has the `id` of the first',
    onUnknown: 'resend',
  },
  sendOption: null,
  sample: null,
  placeName: (address) => address,
  optionsFor: (address, like) => like ?? webhookOptions.parse({ url: address }),
  open: (_settings, tools) => (options) => connectWebhook({ ...tools, timeout: TIMEOUT }, options),
});

interface WebhookTools extends Pick<ChannelTools, 'http' | 'userAgent'> {
  /** Longest time for the whole answer, ms. */
  readonly timeout: number;
}

export function connectWebhook(
  { http, userAgent, timeout }: WebhookTools,
  options: WebhookOptions,
): Connection {
  const { host, address } = options;
  const name = `The webhook at ${host}`;
  const ask = (how: Pick<Call, 'method' | 'json' | 'signal'>) =>
    call(http, options.url.reveal(), { userAgent, timeout, ...how });
  return {
    kind: 'webhook',
    limits: { maxBytes: null },
    renderBody: null,
    parts: ['message'],
    targets: [{ kind: 'webhook', address }],
    onUnknown: 'resend',
    checks: [
      {
        name: `webhook ${host}`,
        // Whatever it says to a HEAD: it is there, and a POST would tell it something.
        try: async (signal) => checked(name, await ask({ method: 'HEAD', signal })),
      },
    ],
    audience: (target) => ({ target: target.address, unsubscribe: null }),
    preview: async () => [],
    notice: noticeFiles,
    async deliver(envelope, signal): Promise<Receipt> {
      const json = jsonOf(envelope);
      if (json === null) return permanent('unreadable-body', 'The message holds no JSON to post.');
      const outcome = await ask({ method: 'POST', json, signal });
      if (outcome.kind === 'answer' && outcome.status >= 200 && outcome.status < 300)
        return delivered(`HTTP status ${outcome.status}`);
      return receiptOf(outcome, name);
    },
  };
}

function checked(name: string, outcome: Awaited<ReturnType<typeof call>>): Check {
  if (outcome.kind === 'answer')
    return {
      ok: true,
      detail: `${name} answers (HTTP status ${outcome.status} to a HEAD). Nothing was posted: whether it takes a message was not tried.`,
    };
  const { says, hint } = classifyAnswer({ ...outcome, sent: false });
  return {
    ok: false,
    message: sentence(`${name} ${says}`, detailOf(outcome), ''),
    hint: hint || 'Try again in a while.',
  };
}

function jsonOf({ attachments }: Envelope): string | null {
  const file = attachments.find(({ mediaType }) => mediaType.startsWith('application/json'));
  return file ? new TextDecoder().decode(file.bytes) : null;
}
