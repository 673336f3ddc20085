import { z } from 'zod';
import { type Call, call } from '../../http/call.js';
import type { HttpClient } from '../../http/client.js';
import { Secret } from '../../lib/secret.js';
import type { Check, Connection, Envelope, Receipt } from '../channel.js';
import { delivered, permanent, sentence } from '../receipt.js';
import { classifyAnswer, receiptOf } from './answers.js';

/** The options of `notify: [{ webhook: … }]`, as the configuration hands them over. */
const webhookOptions = z.strictObject({ url: z.instanceof(Secret) });

type WebhookOptions = z.infer<typeof webhookOptions>;

export interface WebhookSettings {
  readonly userAgent: string;
  readonly http: HttpClient;
  /** Longest time for the whole answer in ms. */
  readonly timeout: number;
}

/** Posts the first JSON file of a message to an address. The address is itself a credential: only its host is ever named. */
export function webhookDeliverer({ http, userAgent, timeout }: WebhookSettings): Connection<WebhookOptions> {
  const ask = ({ url }: WebhookOptions, how: Pick<Call, 'method' | 'json' | 'signal'>) =>
    call(http, url.reveal(), { userAgent, timeout, ...how });
  return {
    kind: 'webhook',
    options: webhookOptions,
    limits: { maxBytes: null, maxAttachments: 1 },
    body: () => null,
    parts: ['message'],
    targets: (options) => [{ kind: 'webhook', address: hostOf(options) }],
    identity: (address) => address,
    optionsFor: (address, like) => like ?? webhookOptions.parse({ url: new Secret(address) }),
    audience: (target) => ({ target: target.address, unsubscribe: null }),
    onUnknown: () => 'resend',
    async check(signal, options): Promise<Check> {
      if (!options) return { ok: true, detail: 'There is no webhook to try.' };
      const outcome = await ask(options, { method: 'HEAD', signal });
      // Whatever it says to a HEAD: it is there, and a POST would tell it something.
      if (outcome.kind === 'answer')
        return {
          ok: true,
          detail: `${nameOf(options)} answers (HTTP status ${outcome.status} to a HEAD). Nothing was posted: whether it takes a message was not tried.`,
        };
      const { says, hint } = classifyAnswer({ ...outcome, sent: false });
      return {
        ok: false,
        message: sentence(`${nameOf(options)} ${says}`, outcome.code, ''),
        hint: hint || 'Try again in a while.',
      };
    },
    async deliver(envelope, options, signal): Promise<Receipt> {
      const json = jsonOf(envelope);
      if (json === null) return permanent('unreadable-body', 'The message holds no JSON to post.');
      const outcome = await ask(options, { method: 'POST', json, signal });
      if (outcome.kind === 'answer' && outcome.status >= 200 && outcome.status < 300)
        return delivered(`HTTP status ${outcome.status}`);
      return receiptOf(outcome, nameOf(options));
    },
  };
}

function jsonOf({ attachments }: Envelope): string | null {
  const file = attachments.find(({ mediaType }) => mediaType.startsWith('application/json'));
  return file ? new TextDecoder().decode(file.bytes) : null;
}

const hostOf = ({ url }: WebhookOptions): string => new URL(url.reveal()).host;
const nameOf = (options: WebhookOptions): string => `The webhook at ${hostOf(options)}`;
