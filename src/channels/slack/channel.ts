import { z } from 'zod';
import { Secret } from '../../lib/secret.js';
import { type Connection, defineChannel, type Envelope, type Receipt } from '../channel.js';
import { safeNames } from '../filename.js';
import { delivered, permanent } from '../receipt.js';
import { receiptOf } from './answers.js';
import type { SlackCall } from './api/client.js';
import type { SlackUpload } from './api/upload.js';
import { type PostedBlock, type PostedMessage, placePictures, readMessage, shownPictures } from './blocks.js';
import { renderSlackMessage } from './body/body.js';
import { checkChannel, checkToken } from './check.js';
import { EVENT_TYPE, findPosted } from './history.js';
import { slackNotice } from './notice.js';
import { type SlackOptions, slackOptions, slackReaders } from './options.js';
import { type SlackSession, uploadPictures } from './pictures.js';
import { type SlackSettings, slackSettings } from './settings.js';
import { messageReference, threadOf } from './thread.js';

/** Posts the headline with its charts, then the files into its thread. */
export const slack = defineChannel<SlackSettings, SlackOptions>({
  kind: 'slack',
  settings: slackSettings,
  options: slackOptions,
  secretOptions: null,
  reader: slackReaders,
  templates: {},
  promise: {
    delivers: 'once-unless-silent',
    against: 'posts can be searched by their metadata',
    onUnknown: 'hold',
  },
  sendOption: '--slack CHANNEL',
  starter: {
    settings: `slack:
  token: \${SLACK_TOKEN}       # a bot token: xoxb-…
`,
    entry: 'slack: { channel: C0123456789 }',
    variables: [
      { name: 'SLACK_TOKEN', is: 'the bot token of your Slack app', example: () => 'xoxb-0123456789-abcdef' },
    ],
  },
  sample: {
    settings: { token: new Secret(''), apiUrl: 'https://slack.com/api/', timeout: 30_000 },
    options: { channel: 'C0123456789', style: 'full', onUnknown: 'hold' },
  },
  placeName: (_address, words) => words.say('mail.leftOut.slack'),
  optionsFor: (address, like) => slackOptions.parse({ ...like, channel: address }),
  open(settings, { clock, http }) {
    const open: OpenSession = (signal) => {
      // Slack's library is loaded with the first call: checking a configuration makes none.
      const call: SlackCall = async (method, args) =>
        (await import('./api/client.js')).slackCalls(settings, http, signal)(method, args);
      const upload: SlackUpload = async (file) =>
        (await import('./api/upload.js')).slackUploads(settings, { call, http, signal })(file);
      return { call, upload, clock, signal, patience: settings.timeout };
    };
    return (options) => connect(open, options);
  },
});

type OpenSession = (signal: AbortSignal) => SlackSession;

function connect(open: OpenSession, options: SlackOptions): Connection {
  return {
    kind: 'slack',
    limits: { maxBytes: null },
    renderBody: (digest, context) => renderSlackMessage(digest, options, context),
    parts: ['message', 'files'],
    targets: [{ kind: 'slack', address: options.channel }],
    onUnknown: options.onUnknown,
    checks: [
      { name: 'slack', try: (signal) => checkToken(open(signal)) },
      { name: `slack ${options.channel}`, try: (signal) => checkChannel(open(signal), options) },
    ],
    audience: (target) => ({ target: target.address, unsubscribe: null }),
    preview: async ({ body }) => body.filter(({ role }) => role === 'body'),
    notice: slackNotice,
    find: (envelope, { since, signal }) => findPosted(open(signal), { envelope, options, since }),
    deliver(envelope, signal) {
      const part = envelope.part === 'files' ? shareFiles : postMessage;
      return part(open(signal), envelope, options);
    },
  };
}

async function postMessage(
  session: SlackSession,
  envelope: Envelope,
  options: SlackOptions,
): Promise<Receipt> {
  const message = readMessage(envelope.body);
  if (!message) return permanent('unreadable-body', 'The Slack message of this digest cannot be read.');
  const shown = new Set(shownPictures(message.blocks));
  const artifacts = envelope.body.filter(({ role, cid }) => role === 'inline' && cid && shown.has(cid));
  const pictures = await uploadPictures(session, artifacts);
  if (pictures.stopped) return receiptOf(pictures.stopped, { visible: false });
  const notes = [...pictures.notes];
  const post = (blocks: PostedBlock[]) =>
    session.call('chat.postMessage', posting({ ...message, blocks }, envelope, options));
  let answer = await post(placePictures(message.blocks, pictures.ready));
  // A refused layout proves that nothing was posted, and pictures are what Slack most often refuses.
  if (!answer.ok && answer.failure.code === 'invalid_blocks' && pictures.ready.size > 0) {
    notes.push(
      `Slack refused the message with its pictures (${answer.failure.detail}); it went without them.`,
    );
    answer = await post(placePictures(message.blocks, new Map()));
  }
  if (!answer.ok) return receiptOf(answer.failure, { visible: true });
  return delivered(reference(answer.data, options), notes);
}

function posting(message: PostedMessage, envelope: Envelope, options: SlackOptions) {
  return {
    channel: options.channel,
    text: message.text,
    blocks: message.blocks,
    ...threadArgs(envelope),
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: EVENT_TYPE, event_payload: { key: envelope.idempotencyKey } },
  };
}

/** A correction stands under the message that it corrects, and is shown in the channel as well: who read that is to see it. */
function threadArgs(envelope: Envelope) {
  const thread = threadOf(envelope);
  return thread === null ? {} : { thread_ts: thread.ts, reply_broadcast: true };
}

const posted = z.object({ channel: z.string(), ts: z.string() });

/** `channel:ts`, which names one message. */
function reference(data: unknown, options: SlackOptions): string {
  const { channel, ts } = posted.safeParse(data).data ?? { channel: options.channel, ts: '' };
  return `${channel}:${ts}`;
}

async function shareFiles(
  session: SlackSession,
  envelope: Envelope,
  options: SlackOptions,
): Promise<Receipt> {
  const thread = threadOf(envelope) ?? messageReference(envelope.references.message);
  if (envelope.attachments.length === 0) return delivered(envelope.references.message ?? options.channel);
  if (!thread)
    return permanent('no-thread', 'The files have no message to go under. Send the message part first.');
  const names = safeNames(envelope.attachments.map(({ name }) => name));
  const files: { id: string; title: string }[] = [];
  for (const [index, { bytes }] of envelope.attachments.entries()) {
    const name = names[index] ?? 'file';
    const uploaded = await session.upload({ name, bytes });
    if (!uploaded.ok) return receiptOf(uploaded.failure, { visible: false });
    files.push({ id: uploaded.data, title: name });
  }
  const target = { channel_id: thread.channel, thread_ts: thread.ts };
  const completed = await session.call('files.completeUploadExternal', { files, ...target });
  return completed.ok
    ? delivered(files.map(({ id }) => id).join(','))
    : receiptOf(completed.failure, { visible: true });
}
