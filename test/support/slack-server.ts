import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type BlockKit, blockProblems } from './slack-blocks.js';

/** What goes wrong at one call. */
export type SlackFault =
  | { readonly error: string; readonly extra?: object; readonly headers?: Readonly<Record<string, string>> }
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** The connection is cut before anything is done. */
  | { readonly cut: true }
  /** Everything is done, then the connection is cut, nothing is said, or something that is no JSON. */
  | { readonly doneThen: 'cut' | 'silence' | 'nonsense' };

/** A method of the API, or `upload` for the upload host. The first fault meets the first call, and so on. */
export type SlackFaults = Readonly<Record<string, readonly (SlackFault | null)[]>>;

export interface SlackOptions {
  readonly token: string;
  readonly faults?: SlackFaults;
  /** How often `files.info` says that a file is not ready; never ready when Infinity. */
  readonly pollsUntilReady?: number;
  /** What the app may do; a call that needs another scope is refused. */
  readonly scopes?: string;
  /** Which blocks the workspace knows. */
  readonly kit?: BlockKit;
  /** How the channel stands. */
  readonly channel?: { readonly is_archived?: boolean; readonly is_member?: boolean };
  /** Where files are to be posted to, in the place of the own upload host. */
  readonly uploadUrl?: string;
}

interface SlackPost {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly Readonly<Record<string, unknown>>[];
  readonly metadata: unknown;
  /** The message that it replies to. */
  readonly thread: string | null;
  /** Whether a reply is shown in the channel as well. */
  readonly broadcast: boolean;
}

interface SlackFile {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  bytes: Buffer | null;
  completed: boolean;
  polls: number;
  /** `channel:thread` of each place where people see it. */
  readonly shares: string[];
}

export interface SlackServer {
  readonly apiUrl: string;
  /** Where its upload host listens, also when `uploadUrl` names another. */
  readonly uploadHost: string;
  readonly posts: readonly SlackPost[];
  readonly files: readonly SlackFile[];
  /** Methods called, in order. */
  readonly calls: readonly string[];
  /** What no client may do: a token shown to the upload host, steps out of order. */
  readonly violations: readonly string[];
  stop(): Promise<void>;
}

export const CHANNEL = 'C0123456789';
/** Whoever is written to gets the direct message; no other member is known. */
export const PERSON = 'U0123456789';
export const DIRECT = 'D0123456789';

const SCOPES = 'chat:write,files:write,files:read,channels:history,im:write,im:history';

/** What a call needs, besides history, which depends on the kind of conversation. */
const NEEDED: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'files.info': 'files:read',
  'conversations.info': 'channels:read',
  'conversations.open': 'im:write',
};

const historyScope = (channel = '') => (channel.startsWith('D') ? 'im:history' : 'channels:history');

type Args = Readonly<Record<string, string>>;
type Reply = Readonly<Record<string, unknown>>;

/** Slack on two free ports of 127.0.0.1: one for the API, one for uploads. Strict where Slack is. */
export async function startSlack(options: SlackOptions): Promise<SlackServer> {
  const state = new Workspace(options);
  const api = createServer((request, response) => void state.serveApi(request, response));
  const uploads = createServer((request, response) => void state.serveUpload(request, response));
  const uploadHost = await listen(uploads);
  state.uploadUrl = options.uploadUrl ?? `${uploadHost}/upload/v1`;
  const apiUrl = `${await listen(api)}/api/`;
  const { posts, files, calls, violations } = state;
  return {
    apiUrl,
    uploadHost,
    posts,
    files,
    calls,
    violations,
    stop: async () => void (await Promise.all([api, uploads].map(close))),
  };
}

class Workspace {
  readonly posts: SlackPost[] = [];
  readonly files: SlackFile[] = [];
  readonly calls: string[] = [];
  readonly violations: string[] = [];
  /** Whether the direct message with the person was opened. */
  opened = false;
  uploadUrl = '';
  readonly #options: SlackOptions;
  readonly #faults: Map<string, (SlackFault | null)[]>;

  constructor(options: SlackOptions) {
    this.#options = options;
    this.#faults = new Map(
      Object.entries(options.faults ?? {}).map(([method, faults]) => [method, [...faults]]),
    );
  }

  async serveApi(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = (request.url ?? '').replace(/^\/api\//, '');
    const args = Object.fromEntries(new URLSearchParams((await buffer(request)).toString()));
    this.calls.push(method);
    const headers = { 'x-oauth-scopes': this.#options.scopes ?? SCOPES };
    const allowed = request.headers.authorization === `Bearer ${this.#options.token}`;
    await this.#answer(
      method,
      response,
      () => (allowed ? this.#perform(method, args) : { ok: false, error: 'invalid_auth' }),
      headers,
    );
  }

  async serveUpload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await buffer(request);
    const seen = `${request.url} ${JSON.stringify(request.headers)}`;
    if (request.headers.authorization !== undefined || seen.includes(this.#options.token))
      this.violations.push('the upload host saw the token');
    await this.#answer('upload', response, () => this.#store(request.url ?? '', bytes), {});
  }

  async #answer(
    method: string,
    response: ServerResponse,
    perform: () => Reply,
    headers: Readonly<Record<string, string>>,
  ): Promise<void> {
    const fault = this.#faults.get(method)?.shift() ?? null;
    if (fault === null) return json(response, 200, perform(), headers);
    if ('cut' in fault) return void response.destroy();
    if ('error' in fault)
      return json(
        response,
        200,
        { ok: false, error: fault.error, ...fault.extra },
        { ...headers, ...fault.headers },
      );
    if ('status' in fault) return void response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
    perform();
    if (fault.doneThen === 'cut') response.destroy();
    else if (fault.doneThen === 'nonsense') response.writeHead(200).end('{"ok":tr');
  }

  #perform(method: string, args: Args): Reply {
    const reads = method === 'conversations.history' || method === 'conversations.replies';
    const needed = reads ? historyScope(args.channel) : NEEDED[method];
    if (needed !== undefined && !(this.#options.scopes ?? SCOPES).split(',').includes(needed))
      return { ok: false, error: 'missing_scope', needed };
    switch (method) {
      case 'conversations.open':
        return this.#open(args);
      case 'auth.test':
        return { ok: true, user: 'botdigest', team: 'Example', user_id: 'U0123456789' };
      case 'files.getUploadURLExternal':
        return this.#ticket(args);
      case 'files.completeUploadExternal':
        return this.#complete(args);
      case 'files.info':
        return this.#info(args);
      case 'chat.postMessage':
        return this.#post(args);
      case 'conversations.info':
        return this.#channelInfo(args);
      case 'conversations.history':
        return this.#history(args);
      case 'conversations.replies':
        return this.#replies(args);
      default:
        return { ok: false, error: 'unknown_method' };
    }
  }

  #open({ users }: Args): Reply {
    if (users !== PERSON) return { ok: false, error: 'user_not_found' };
    this.opened = true;
    return { ok: true, channel: { id: DIRECT } };
  }

  /** The channel, and the direct message once it is open. */
  #knows(channel: string | undefined): boolean {
    return channel === CHANNEL || (channel === DIRECT && this.opened);
  }

  #ticket({ filename, length }: Args): Reply {
    if (!filename || !(Number(length) > 0)) return { ok: false, error: 'invalid_arguments' };
    const id = `F${String(this.files.length + 1).padStart(10, '0')}`;
    this.files.push({
      id,
      name: filename,
      length: Number(length),
      bytes: null,
      completed: false,
      polls: 0,
      shares: [],
    });
    return { ok: true, upload_url: `${this.uploadUrl}/${id}`, file_id: id };
  }

  #store(url: string, bytes: Buffer): Reply {
    const file = this.files.find(({ id }) => url.endsWith(`/${id}`));
    if (!file) this.violations.push(`an upload to ${url}, which nobody asked for`);
    else if (file.length !== bytes.length)
      this.violations.push(`${file.name} has another length than announced`);
    else file.bytes = bytes;
    return { ok: true };
  }

  #complete(args: Args): Reply {
    const wanted = JSON.parse(args.files ?? '[]') as { id: string }[];
    const files = wanted.map(({ id }) => this.files.find((file) => file.id === id && file.bytes !== null));
    if (files.includes(undefined)) this.violations.push('completed a file that was not uploaded');
    if (wanted.length === 0 || files.includes(undefined)) return { ok: false, error: 'file_not_found' };
    const { channel_id: channel, thread_ts: thread } = args;
    if (channel !== undefined && !this.#knows(channel)) return { ok: false, error: 'channel_not_found' };
    if (thread !== undefined && !this.posts.some(({ ts }) => ts === thread))
      return { ok: false, error: 'thread_not_found' };
    for (const file of files) {
      if (!file) continue;
      file.completed = true;
      if (channel !== undefined) file.shares.push(`${channel}:${thread ?? ''}`);
    }
    return { ok: true, files: wanted };
  }

  #info({ file: id }: Args): Reply {
    const file = this.files.find((candidate) => candidate.id === id && candidate.completed);
    if (!file) return { ok: false, error: 'file_not_found' };
    file.polls += 1;
    return { ok: true, file: { id, name: file.name, mimetype: this.#isReady(file) ? 'image/png' : '' } };
  }

  #channelInfo({ channel }: Args): Reply {
    if (channel !== CHANNEL) return { ok: false, error: 'channel_not_found' };
    return {
      ok: true,
      channel: { id: channel, is_archived: false, is_member: true, ...this.#options.channel },
    };
  }

  /** The newest first, metadata only where it is asked for. */
  #history({ channel, limit, cursor, include_all_metadata: all }: Args): Reply {
    if (!this.#knows(channel)) return { ok: false, error: 'channel_not_found' };
    if (this.#options.channel?.is_member === false) return { ok: false, error: 'not_in_channel' };
    const messages = this.posts
      .filter((post) => post.channel === channel && (post.thread === null || post.broadcast))
      .map(({ ts, text, metadata }) => ({ ts, text, ...(all === 'true' ? { metadata } : {}) }))
      .reverse();
    return paged(messages, limit, cursor);
  }

  #replies({ channel, ts, limit, cursor, include_all_metadata: all }: Args): Reply {
    const shared = this.files.filter(({ shares }) => shares.includes(`${channel}:${ts}`));
    const files = shared.map(({ id, name }) => ({ id, name }));
    const replies = this.posts
      .filter(({ thread }) => thread === ts)
      .map((post) => ({
        ts: post.ts,
        text: post.text,
        ...(all === 'true' ? { metadata: post.metadata } : {}),
      }));
    return paged([{ ts }, ...replies, ...(files.length > 0 ? [{ ts: `${ts}1`, files }] : [])], limit, cursor);
  }

  #isReady(file: SlackFile): boolean {
    return file.completed && file.polls > (this.#options.pollsUntilReady ?? 1);
  }

  #post(args: Args): Reply {
    const { channel = '' } = args;
    if (!this.#knows(channel)) return { ok: false, error: 'channel_not_found' };
    if (!args.text) return { ok: false, error: 'no_text' };
    const blocks = JSON.parse(args.blocks ?? '[]') as SlackPost['blocks'];
    const ready = (fileId: string) => this.files.some((file) => file.id === fileId && this.#isReady(file));
    const problems = blockProblems(blocks, ready, this.#options.kit).map((problem) => `[ERROR] ${problem}`);
    if (problems.length > 0)
      return { ok: false, error: 'invalid_blocks', response_metadata: { messages: problems } };
    if (
      args.thread_ts !== undefined &&
      !this.posts.some(({ ts, thread }) => ts === args.thread_ts && !thread)
    )
      return { ok: false, error: 'thread_not_found' };
    const ts = `1764000000.${String(this.posts.length + 1).padStart(6, '0')}`;
    this.posts.push({
      channel,
      ts,
      text: args.text,
      blocks,
      metadata: JSON.parse(args.metadata ?? 'null'),
      thread: args.thread_ts ?? null,
      broadcast: args.reply_broadcast === 'true',
    });
    return { ok: true, channel, ts };
  }
}

function paged(messages: readonly object[], limit = '100', cursor = '0'): Reply {
  const end = Number(cursor) + Number(limit);
  const next = end < messages.length ? String(end) : '';
  return {
    ok: true,
    messages: messages.slice(Number(cursor), end),
    response_metadata: { next_cursor: next },
  };
}

function json(
  response: ServerResponse,
  status: number,
  body: Reply,
  headers: Readonly<Record<string, string>>,
): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(body));
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
