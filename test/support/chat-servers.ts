import type { ServerResponse } from 'node:http';
import { readTeamsMessage, type TeamsMessage } from './adaptive-card.js';
import { type GoogleChatMessage, readGoogleChatMessage } from './google-card.js';
import { type HookCall, type HookServer, startHooks } from './hook-server.js';

/** What goes wrong at one call. */
export type ChatFault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** The connection is cut before anything is done. */
  | { readonly cut: true }
  /** Everything is done, then the connection is cut, or nothing is said, or half of an answer. */
  | { readonly doneThen: 'cut' | 'silence' | 'half' };

export interface ChatServer<Message> {
  /** The address of the webhook, as people copy it. */
  readonly address: string;
  readonly posts: readonly Message[];
  /** Every call, also those that were refused. */
  readonly calls: readonly HookCall[];
  /** Why messages were refused that should not have been. */
  readonly violations: readonly string[];
  stop(): Promise<void>;
}

/** How a chat judges and keeps a call. */
interface Chat {
  /** The status and body that a call without the right address gets; null for one with it. */
  refusal(url: URL): { readonly status: number; readonly body: string } | null;
  /** Keeps a message, and answers; throws for one that it does not take. */
  take(call: HookCall, url: URL): { readonly status: number; readonly body: string };
  /** The answer to a message that it does not take. */
  readonly invalid: { readonly status: number; readonly body: string };
}

function chatOn(hooks: HookServer, chat: Chat, faults: readonly (ChatFault | null)[]) {
  const violations: string[] = [];
  const left = [...faults];
  hooks.answer((response, call) => {
    const url = new URL(call.path, hooks.url);
    const fault = left.shift() ?? null;
    if (fault && 'cut' in fault) return void response.destroy();
    if (fault && 'status' in fault)
      return void response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
    const answer = chat.refusal(url) ?? taken(() => chat.take(call, url), chat, violations);
    if (fault) return leave(response, fault.doneThen);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  return { calls: hooks.calls, violations, stop: hooks.stop };
}

function taken(take: () => ReturnType<Chat['take']>, { invalid }: Chat, violations: string[]) {
  try {
    return take();
  } catch (error) {
    violations.push(String(error));
    return invalid;
  }
}

function leave(response: ServerResponse, how: 'cut' | 'silence' | 'half'): void {
  if (how === 'cut') response.destroy();
  if (how === 'half') response.writeHead(200, { 'content-length': '1000' }).write('{"na');
}

const isJsonPost = ({ method, type }: HookCall) =>
  method === 'POST' && type.split(';')[0] === 'application/json';

export const TEAMS_SIGNATURE = 'wwn7F98vaJWYb9KMOVd-not-a-real-one';
const TEAMS_PATH = '/powerautomate/automations/direct/workflows/7ee5ab66/triggers/manual/paths/invoke';

/** A workflow of Power Automate that posts the card that it is sent. It accepts a message with 202, before Teams has it. */
export async function startTeams(
  faults: readonly (ChatFault | null)[] = [],
  on?: HookServer,
): Promise<ChatServer<TeamsMessage>> {
  const posts: TeamsMessage[] = [];
  const error = (code: string) => JSON.stringify({ error: { code, message: 'No.' } });
  const chat: Chat = {
    refusal({ pathname, searchParams }) {
      if (pathname !== TEAMS_PATH) return { status: 404, body: error('WorkflowNotFound') };
      const signed = searchParams.get('sig') === TEAMS_SIGNATURE && searchParams.get('sv') === '1.0';
      return signed ? null : { status: 401, body: error('DirectApiAuthorizationRequired') };
    },
    take(call) {
      if (!isJsonPost(call)) throw new Error(`${call.method} ${call.type}`);
      posts.push(readTeamsMessage(call.body));
      return { status: 202, body: '' };
    },
    invalid: { status: 413, body: error('RequestEntityTooLarge') },
  };
  const hooks = on ?? (await startHooks());
  return { ...chatOn(hooks, chat, faults), address: teamsAddress(hooks.url), posts };
}

/** The address of the workflow on a server. */
export const teamsAddress = (origin: string) =>
  `${origin}${TEAMS_PATH}?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${TEAMS_SIGNATURE}`;

export const GOOGLE_CHAT_TOKEN = 'token-that-is-not-a-real-one';
const KEY = 'key-that-is-not-a-real-one';
const SPACE = '/v1/spaces/AAAAtest/messages';

/** A message in a space. */
export interface GoogleChatPost {
  readonly message: GoogleChatMessage;
  readonly requestId: string;
  readonly thread: string;
  readonly name: string;
}

interface GoogleChatServerOptions {
  readonly heedsRequestId?: boolean;
  /** More parameters of the address. */
  readonly more?: string;
  readonly on?: HookServer;
}

/** A space of Google Chat. `heedsRequestId`: whether a second post with the same id is the first one; nobody knows that of webhooks. */
export async function startGoogleChat(
  faults: readonly (ChatFault | null)[] = [],
  { heedsRequestId = false, more = '', on }: GoogleChatServerOptions = {},
): Promise<ChatServer<GoogleChatPost>> {
  const posts: GoogleChatPost[] = [];
  const error = (status: string) => JSON.stringify({ error: { code: 0, message: 'No.', status } });
  const chat: Chat = {
    refusal({ pathname, searchParams }) {
      if (pathname !== SPACE) return { status: 404, body: error('NOT_FOUND') };
      const known = searchParams.get('key') === KEY && searchParams.get('token') === GOOGLE_CHAT_TOKEN;
      return known ? null : { status: 403, body: error('PERMISSION_DENIED') };
    },
    take(call, { searchParams }) {
      if (!isJsonPost(call)) throw new Error(`${call.method} ${call.type}`);
      const message = readGoogleChatMessage(call.body);
      const requestId = searchParams.get('requestId') ?? '';
      const earlier = posts.find((post) => heedsRequestId && post.requestId === requestId);
      const key = searchParams.get('threadKey') ?? message.thread?.threadKey ?? '';
      const replies = searchParams.get('messageReplyOption')?.startsWith('REPLY_MESSAGE_');
      const thread = replies && key !== '' ? key : `new-${posts.length}`;
      const name = `spaces/AAAAtest/messages/m${posts.length}.m${posts.length}`;
      const post = earlier ?? { message, requestId, thread, name };
      if (!earlier) posts.push(post);
      return { status: 200, body: JSON.stringify({ name: post.name, thread: { name: post.thread } }) };
    },
    invalid: { status: 400, body: error('INVALID_ARGUMENT') },
  };
  const hooks = on ?? (await startHooks());
  return { ...chatOn(hooks, chat, faults), address: `${googleChatAddress(hooks.url)}${more}`, posts };
}

/** The address of the space's webhook on a server. */
export const googleChatAddress = (origin: string) =>
  `${origin}${SPACE}?key=${KEY}&token=${GOOGLE_CHAT_TOKEN}`;
