import { type CallOutcome, call } from '../../http/call.js';
import { createRedactor, Secret } from '../../lib/secret.js';
import type { Artifact } from '../../render/artifact.js';
import { type AnswerTable, receiptFor } from '../answers.js';
import type { ChannelTools, Connection, Envelope, Receipt, RenderBody } from '../channel.js';
import type { NoticeMessage } from '../notice.js';
import { delivered, permanent } from '../receipt.js';
import { sizeText } from '../size.js';
import { detailOfCall } from '../transport-answers.js';
import { classifyOutcome } from './answers.js';
import { legibleBody, readChatBody } from './body.js';
import type { ChatOptions } from './options.js';

/** Longest time for the whole answer, ms. */
export const TIMEOUT = 30_000;

/** A chat that takes one JSON message at the address of a webhook, and no files. */
export interface ChatService {
  readonly kind: string;
  /** Its name in sentences: `Teams`. */
  readonly name: string;
  /** Largest message that it takes, in bytes of its JSON. */
  readonly maxBytes: number;
  readonly renderBody: RenderBody;
  notice(message: NoticeMessage): Artifact;
  /** Its answers by status and error code, before those that all chats have. */
  readonly answers: AnswerTable<RegExp>;
  /** The code of an error in the body of an answer; empty when it has none. */
  errorCode(text: string): string;
  /** What is posted where. */
  request(
    message: object,
    envelope: Envelope,
    url: string,
  ): { readonly url: string; readonly message: object };
  /** How it names a message that it took. */
  reference(answer: { readonly status: number; readonly text: string }): string;
}

interface ChatTools extends Pick<ChannelTools, 'http' | 'userAgent'> {
  /** Longest time for the whole answer, ms. */
  readonly timeout: number;
}

/** The address is itself a credential: only its host is ever named. */
export function connectChat(service: ChatService, tools: ChatTools, options: ChatOptions): Connection {
  const { kind, name, maxBytes } = service;
  const { host, address, onUnknown } = options;
  return {
    kind,
    limits: { maxBytes, takesFiles: false },
    pictureless: true,
    renderBody: service.renderBody,
    parts: ['message'],
    targets: [{ kind, address }],
    onUnknown,
    checks: [
      {
        name: `${kind} ${address}`,
        try: async () => ({
          ok: true,
          tried: false,
          detail: `${name} at ${host} was not tried: such an address takes messages only, and a check sends none.`,
        }),
      },
    ],
    audience: (target) => ({ target: target.address, unsubscribe: null }),
    preview: async (envelope) => legibleBody(envelope),
    notice: (message) => ({ body: [service.notice(message)], attachments: [] }),
    deliver: (envelope, signal) => post(service, { tools, options, envelope, signal }),
  };
}

interface Post {
  readonly tools: ChatTools;
  readonly options: ChatOptions;
  readonly envelope: Envelope;
  readonly signal: AbortSignal;
}

async function post(service: ChatService, { tools, options, envelope, signal }: Post): Promise<Receipt> {
  const { name, maxBytes } = service;
  const body = readChatBody(envelope);
  if (body === null)
    return permanent('unreadable-body', `The ${name} message of this digest cannot be read.`);
  const address = options.url.reveal();
  const { url, message } = service.request(body, envelope, address);
  const json = JSON.stringify(message);
  const size = Buffer.byteLength(json);
  if (size > maxBytes) return tooLarge(service, size);
  const redact = createRedactor(secretsIn(address));
  const outcome = await call(tools.http, url, { ...tools, method: 'POST', json, redact, signal });
  if (outcome.kind === 'answer' && outcome.status >= 200 && outcome.status < 300)
    return delivered(service.reference(outcome), notesOf(service, envelope));
  return receiptOf(service, outcome, options.host);
}

/** A server may quote the address, or the parts of it that let others post. */
const secretsIn = (address: string): Secret[] => [
  new Secret(address),
  ...[...new URL(address).searchParams.values()]
    .filter((value) => value.length >= 16)
    .map((value) => new Secret(value)),
];

function receiptOf(service: ChatService, outcome: CallOutcome, host: string): Receipt {
  const answered = outcome.kind === 'answer';
  const code = answered ? service.errorCode(outcome.text) : '';
  const detail = detailOfCall(outcome);
  return receiptFor(classifyOutcome(outcome, code, service.answers), {
    who: `${service.name} at ${host}`,
    detail: code === '' ? detail : `${detail}, ${code}`,
    waitMs: answered ? outcome.waitMs : null,
  });
}

function tooLarge({ name, maxBytes }: ChatService, size: number): Receipt {
  return permanent(
    'too-large',
    `The message has ${sizeText(size)}, more than the ${sizeText(maxBytes)} that ${name} takes. It is as small as it gets: choose fewer reports or bots for this digest.`,
  );
}

function notesOf({ maxBytes }: ChatService, { body }: Envelope): string[] {
  const parts = body.flatMap(({ detail }) => detail ?? []);
  return parts.length === 0 ? [] : [`Left out to stay within ${sizeText(maxBytes)}: ${parts.join(', ')}.`];
}
