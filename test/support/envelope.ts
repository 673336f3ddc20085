import type { Envelope } from '../../src/channels/channel.js';
import { googleChatMessage } from '../../src/channels/google-chat/body/card.js';
import { paragraphWidget } from '../../src/channels/google-chat/body/widgets.js';
import { teamsMessage } from '../../src/channels/teams/body/card.js';
import { richTextBlock } from '../../src/channels/teams/body/elements.js';
import { type Artifact, artifact } from '../../src/render/artifact.js';
import { sampleDigest } from './sample-digest.js';

/** The slot of the sample digest. */
const SLOT = Date.parse('2026-11-23T07:00:00.000Z');

/** A one-pixel PNG. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

function picture(cid: string, alt = 'Conversations by day, highest on Thursday.'): Artifact {
  return artifact({
    name: `charts/${cid}.png`,
    mediaType: 'image/png',
    bytes: PNG,
    role: 'inline',
    cid,
    alt,
  });
}

export const attachment = (name: string, mediaType: string, content: string | Uint8Array): Artifact =>
  artifact({
    name,
    mediaType,
    bytes: typeof content === 'string' ? Buffer.from(content) : content,
    role: 'attachment',
  });

const body = (name: string, mediaType: string, content: string): Artifact =>
  artifact({ name, mediaType, bytes: Buffer.from(content), role: 'body' });

export const PDF = attachment('weekly-support.pdf', 'application/pdf', '%PDF-1.7 not a real one');
export const XLSX = attachment(
  'weekly-support.xlsx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'PK not a real one',
);

const base = {
  slice: '',
  references: {},
  attachments: [PDF, XLSX],
  leftOut: [],
  idempotencyKey: 'weekly-support@2026-11-23T07:00:00.000Z/1',
  date: SLOT,
};

export function mailEnvelope(overrides: Partial<Envelope> = {}): Envelope {
  return {
    ...base,
    digest: sampleDigest(),
    target: { kind: 'email', address: 'cx-leads@example.com' },
    part: 'message',
    body: [
      body(
        'digest.html',
        'text/html',
        '<!doctype html><html><body><p>1,734 conversations</p><img src="cid:conversations" alt=""></body></html>',
      ),
      body('digest.txt', 'text/plain', 'Support bots, week in review\n\n1,734 conversations (▲ 11.3%)\n'),
      picture('conversations'),
    ],
    ...overrides,
  };
}

/** A Slack message with two pictures. */
export function slackEnvelope(overrides: Partial<Envelope> = {}): Envelope {
  return {
    ...base,
    digest: sampleDigest(),
    target: { kind: 'slack', address: 'C0123456789' },
    part: 'message',
    body: [
      body('slack.json', 'application/json', JSON.stringify(SLACK_MESSAGE)),
      picture('conversations'),
      picture('heatmap', 'Busiest hours: Thursday at 10.'),
    ],
    ...overrides,
  };
}

/** A Slack message whose first picture Slack draws itself, and what replaces it where Slack does not. */
export function nativeSlackEnvelope(overrides: Partial<Envelope> = {}): Envelope {
  const [plain, ...pictures] = slackEnvelope().body;
  const blocks = SLACK_MESSAGE.blocks.map((block) =>
    block.slack_file?.id === 'conversations' ? NATIVE_CHART : block,
  );
  const native = body('slack.json', 'application/json', JSON.stringify({ ...SLACK_MESSAGE, blocks }));
  const fallback = plain ? [{ ...plain, name: 'slack-pictures.json' }] : [];
  return slackEnvelope({ body: [native, ...fallback, ...pictures], ...overrides });
}

const NATIVE_CHART = {
  type: 'data_visualization',
  title: 'Conversations',
  chart: {
    type: 'bar',
    series: [{ name: 'this week', data: [{ label: 'Mon', value: 268 }] }],
    axis_config: { categories: ['Mon'] },
  },
};

const SLACK_MESSAGE = {
  text: 'Support bots, 16–22 Nov: 1,734 conversations (▲ 11.3%), fallback 8.9%',
  blocks: [
    { type: 'header', text: { type: 'plain_text', text: 'Support bots, week in review' } },
    { type: 'section', fields: [{ type: 'mrkdwn', text: '*Conversations*\n1,734' }] },
    {
      type: 'image',
      slack_file: { id: 'conversations' },
      alt_text: 'Conversations by day, highest on Thursday.',
      title: { type: 'plain_text', text: 'Conversations' },
    },
    { type: 'image', slack_file: { id: 'heatmap' }, alt_text: 'Busiest hours: Thursday at 10.' },
    { type: 'context', elements: [{ type: 'mrkdwn', text: 'Europe/Warsaw · 2 files in the thread' }] },
  ],
};

export const folderEnvelope = (address: string, overrides: Partial<Envelope> = {}): Envelope =>
  slotEnvelope({ kind: 'folder', address }, overrides);

/** The files of a slot. */
export const slotEnvelope = (target: Envelope['target'], overrides: Partial<Envelope> = {}): Envelope => ({
  ...base,
  digest: sampleDigest(),
  target,
  part: 'files',
  body: [],
  ...overrides,
});

/** A short Teams message. */
export function teamsEnvelope(overrides: Partial<Envelope> = {}): Envelope {
  const message = teamsMessage([richTextBlock(['1,734 conversations'])]);
  return {
    ...base,
    digest: sampleDigest(),
    target: { kind: 'teams', address: '127.0.0.1#a1b2c3' },
    part: 'message',
    body: [body('teams.json', 'application/json', JSON.stringify(message))],
    attachments: [],
    leftOut: [PDF, XLSX],
    ...overrides,
  };
}

/** A short Google Chat message. */
export function googleChatEnvelope(overrides: Partial<Envelope> = {}): Envelope {
  const message = googleChatMessage('1,734 conversations', { title: 'Support bots' }, [
    { widgets: [paragraphWidget(['1,734 conversations'])] },
  ]);
  return {
    ...teamsEnvelope(),
    target: { kind: 'googleChat', address: '127.0.0.1#a1b2c3' },
    body: [body('google-chat.json', 'application/json', JSON.stringify(message))],
    ...overrides,
  };
}

/** A POST of two files beside a small payload. */
export function hookEnvelope(overrides: Partial<Envelope> = {}): Envelope {
  const files = base.attachments.map(({ name, mediaType, bytes, sha256 }) => ({
    name,
    mediaType,
    bytes: bytes.length,
    sha256,
  }));
  const payload = { type: 'botdigest.digest', timestamp: new Date(SLOT).toISOString(), data: {}, files };
  return {
    ...base,
    digest: sampleDigest(),
    target: { kind: 'webhook', address: 'hooks.example.com#c0ffee' },
    part: 'message',
    body: [body('webhook.json', 'application/json', JSON.stringify(payload))],
    idempotencyKey: '0123456789abcdef0123456789abcdef',
    ...overrides,
  };
}
