import { createHash } from 'node:crypto';
import { json, listen } from './http.mjs';
import { onOpen, serveParent, write } from './witness.mjs';

/**
 * Slack with its API and its upload host on one port. Posts can be read back with their metadata, files in their thread. Stages are the methods, and
 * `upload`.
 *
 * @typedef {{ channel: string, ts: string, text: string, metadata: unknown, thread: string | null, broadcast: boolean }} Post
 * @typedef {{ id: string, name: string, bytes: Buffer | null, complete: boolean, shares: { channel: string, thread: string | null }[] }} File
 */

/** @type {Post[]} */
let posts = [];
/** @type {File[]} */
let files = [];
onOpen(() => {
  posts = [];
  files = [];
});

const stageOf = (/** @type {import('./http.mjs').Call} */ { path }) =>
  path.startsWith('/api/') ? path.slice('/api/'.length) : 'upload';

const url = await listen(stageOf, (call, silenced) => {
  const stage = stageOf(call);
  if (stage === 'upload') return uploaded(call);
  const args = Object.fromEntries(new URLSearchParams(call.bytes.toString()));
  const perform = METHODS[stage];
  return json(perform ? perform(args, silenced) : { ok: false, error: 'unknown_method' });
});

/** @type {Record<string, (args: Record<string, string>, silenced: boolean) => object>} */
const METHODS = {
  'auth.test': () => ({ ok: true, user: 'botdigest', team: 'Proof', user_id: 'U0000000001' }),
  'conversations.info': ({ channel }) => ({
    ok: true,
    channel: { id: channel, is_archived: false, is_member: true },
  }),
  'chat.postMessage': post,
  'conversations.history': ({ channel, limit, include_all_metadata: all }) => ({
    ok: true,
    messages: posts
      .filter((one) => one.channel === channel && (one.thread === null || one.broadcast))
      .map(({ ts, text, metadata }) => ({ ts, text, ...(all === 'true' && { metadata }) }))
      .reverse()
      .slice(0, Number(limit ?? 100)),
    response_metadata: { next_cursor: '' },
  }),
  'conversations.replies': ({ channel, ts, include_all_metadata: all }) => ({
    ok: true,
    messages: [
      { ts },
      ...posts
        .filter((one) => one.channel === channel && one.thread === ts)
        .map((one) => ({ ts: one.ts, text: one.text, ...(all === 'true' && { metadata: one.metadata }) })),
      ...files
        .filter(({ shares }) => shares.some((share) => share.channel === channel && share.thread === ts))
        .map(({ id, name }, index) => ({ ts: `${ts}${index + 1}`, files: [{ id, name }] })),
    ],
    response_metadata: { next_cursor: '' },
  }),
  'files.getUploadURLExternal': ({ filename = '' }) => {
    const id = `F${String(files.length + 1).padStart(10, '0')}`;
    files.push({ id, name: filename, bytes: null, complete: false, shares: [] });
    return { ok: true, upload_url: `${url}/upload/v1/${id}`, file_id: id };
  },
  'files.completeUploadExternal': complete,
  'files.info': ({ file }) => {
    const found = files.find(({ id, complete: is }) => id === file && is);
    return found
      ? { ok: true, file: { id: file, name: found.name, mimetype: 'image/png' } }
      : { ok: false, error: 'file_not_found' };
  },
};

/** @param {Record<string, string>} args @param {boolean} silenced */
function post(
  { channel = '', text = '', blocks = '', metadata = 'null', thread_ts: thread, reply_broadcast: all },
  silenced,
) {
  const ts = `1764000000.${String(posts.length + 1).padStart(6, '0')}`;
  posts.push({
    channel,
    ts,
    text,
    metadata: JSON.parse(metadata),
    thread: thread ?? null,
    broadcast: all === 'true',
  });
  const key = JSON.parse(metadata)?.event_payload?.key ?? null;
  write({
    event: 'accepted',
    reader: channel,
    id: key,
    ts,
    hash: hashOf(text + blocks),
    under: thread ?? null,
    text: text.slice(0, 1_500),
    silenced,
  });
  return { ok: true, channel, ts };
}

/** @param {Record<string, string>} args @param {boolean} silenced */
function complete({ files: wanted = '[]', channel_id: channel, thread_ts: thread }, silenced) {
  const found = JSON.parse(wanted).map((/** @type {{ id: string }} */ { id }) =>
    files.find((file) => file.id === id && file.bytes),
  );
  if (found.length === 0 || found.includes(undefined)) return { ok: false, error: 'file_not_found' };
  for (const file of found) {
    file.complete = true;
    if (channel === undefined) continue;
    file.shares.push({ channel, thread: thread ?? null });
    write({
      event: 'accepted',
      part: 'file',
      reader: channel,
      hash: hashOf(file.bytes),
      under: thread ?? null,
      name: file.name,
      silenced,
    });
  }
  return { ok: true, files: JSON.parse(wanted) };
}

/** @param {import('./http.mjs').Call} call @returns {import('./http.mjs').Answer} */
function uploaded({ path, bytes }) {
  const file = files.find(({ id }) => path.endsWith(`/${id}`));
  if (!file) return { status: 404 };
  file.bytes = bytes;
  return { status: 200, body: `OK - ${bytes.length}` };
}

/** @param {string | Buffer} content */
function hashOf(content) {
  return createHash('sha256').update(content).digest('hex');
}

serveParent({ url });
