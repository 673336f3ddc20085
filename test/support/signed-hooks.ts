import { Webhook } from 'standardwebhooks';
import { sha256 } from '../../src/lib/hash.js';
import { type HookCall, type HookServer, startHooks, status } from './hook-server.js';

/** For tests alone: 32 bytes that are no secret. */
export const SIGNING_SECRET = `whsec_${Buffer.from('only for tests, and no secret at').toString('base64')}`;
export const OLD_SECRET = `whsec_${Buffer.from('the one before, and no secret at').toString('base64')}`;

/** A message as a receiver reads it. */
export interface Received {
  readonly path: string;
  readonly id: string;
  /** In Unix seconds. */
  readonly attemptAt: number;
  readonly text: string;
  readonly payload: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Readonly<Record<string, unknown>>;
    readonly files?: readonly Described[];
    readonly leftOut?: readonly Described[];
  };
  readonly files: readonly { readonly name: string; readonly type: string; readonly bytes: Buffer }[];
}

interface Described {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface SignedHooks extends HookServer {
  /** The messages that it took or, by `answer`, dealt with otherwise, in order. */
  readonly received: readonly Received[];
  /** What no sender may do. */
  readonly violations: readonly string[];
}

/** A receiver that trusts nothing: it answers 401 to a message whose signature, form or hashes do not hold. Stopped after the test. */
export const startSignedHooks = async (secret = SIGNING_SECRET): Promise<SignedHooks> =>
  distrustful(await startHooks(), secret);

/** Makes a server such a receiver. */
export function distrustful(hooks: HookServer, secret = SIGNING_SECRET): SignedHooks {
  const received: Received[] = [];
  const violations: string[] = [];
  let respond: Parameters<HookServer['answer']>[0] = status(204);
  hooks.answer(async (response, call) => {
    if (call.method !== 'POST') return respond(response, call);
    const message = await readMessage(call);
    const wrong = faultsOf(message, call, secret);
    const first = received.find(({ id }) => id === message.id);
    if (first && first.text !== message.text) wrong.push(`${message.id} came with two contents`);
    received.push(message);
    violations.push(...wrong);
    return wrong.length > 0 ? status(401)(response) : respond(response, call);
  });
  return {
    ...hooks,
    received,
    violations,
    answer(how) {
      respond = how;
    },
  };
}

async function readMessage({ path, headers, type, body, bytes }: HookCall): Promise<Received> {
  const isForm = type.startsWith('multipart/');
  const form = isForm
    ? await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
    : null;
  const text = form ? String(form.get('payload')) : body;
  const files = (form?.getAll('files') ?? []).flatMap((file) => (typeof file === 'string' ? [] : [file]));
  return {
    path,
    id: String(headers['webhook-id']),
    attemptAt: Number(headers['webhook-timestamp']),
    text,
    payload: JSON.parse(text),
    files: await Promise.all(
      files.map(async (file) => ({
        name: file.name,
        type: file.type,
        bytes: Buffer.from(await file.arrayBuffer()),
      })),
    ),
  };
}

function faultsOf(message: Received, { headers, bytes }: HookCall, secret: string): string[] {
  const { id, attemptAt, text, payload, files } = message;
  const faults: string[] = [];
  const must = (holds: boolean, what: string) => void (holds || faults.push(`${id}: ${what}`));
  const expected = new Webhook(secret).sign(id, new Date(attemptAt * 1000), text);
  must(/^msg_[0-9a-f]{32}$/.test(id), 'no id');
  must(/^\d{10}$/.test(String(headers['webhook-timestamp'])), 'no time in Unix seconds');
  must(String(headers['webhook-signature']).split(' ').includes(expected), 'a wrong signature');
  must(headers['content-length'] === String(bytes.length), 'no length');
  const told = (payload.files ?? []).map(({ name, mediaType, sha256: hash }) => [name, mediaType, hash]);
  const sent = files.map((file) => [file.name, file.type, sha256(file.bytes)]);
  must(JSON.stringify(told) === JSON.stringify(sent), 'files other than the payload says');
  return faults;
}
