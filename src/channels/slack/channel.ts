import { Secret } from '../../lib/secret.js';
import { type Connection, defineChannel } from '../channel.js';
import type { SlackCall } from './api/client.js';
import type { SlackUpload } from './api/upload.js';
import { renderSlackMessage } from './body/body.js';
import { checkChannel, checkFiles, checkToken } from './check.js';
import { findPosted } from './history.js';
import { slackNotice } from './notice.js';
import { type SlackOptions, slackOptions, slackReaders } from './options.js';
import type { SlackSession } from './pictures.js';
import { postMessage } from './post-message.js';
import { type SlackSettings, slackSettings } from './settings.js';
import { shareFiles } from './share-files.js';

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
    settings: { token: new Secret(''), apiUrl: 'https://slack.com/api/', timeout: 30_000, charts: 'native' },
    options: { channel: 'C0123456789', style: 'full', onUnknown: 'hold' },
  },
  placeName: (_address, words) => words.say('mail.leftOut.slack'),
  optionsFor: (address, like) => slackOptions.parse({ ...like, channel: address }),
  open(settings, { clock, http }) {
    const refusedCharts = new Set<string>();
    const open: OpenSession = (signal) => {
      // Slack's library is loaded with the first call: checking a configuration makes none.
      const call: SlackCall = async (method, args) =>
        (await import('./api/client.js')).slackCalls(settings, http, signal)(method, args);
      const upload: SlackUpload = async (file) =>
        (await import('./api/upload.js')).slackUploads(settings, { call, http, signal })(file);
      return { call, upload, clock, signal, refusedCharts, patience: settings.timeout };
    };
    return (options) => connect(open, settings, options);
  },
});

type OpenSession = (signal: AbortSignal) => SlackSession;

function connect(open: OpenSession, { charts }: SlackSettings, options: SlackOptions): Connection {
  const { style } = options;
  return {
    kind: 'slack',
    limits: { maxBytes: null },
    renderBody: (digest, context) => renderSlackMessage(digest, { style, charts }, context),
    parts: ['message', 'files'],
    targets: [{ kind: 'slack', address: options.channel }],
    onUnknown: options.onUnknown,
    checks: [
      { name: 'slack', try: (signal) => checkToken(open(signal)) },
      { name: `slack ${options.channel}`, try: (signal) => checkChannel(open(signal), options) },
    ],
    digestChecks: (files) =>
      files || style === 'full' ? [{ name: 'slack files', try: (signal) => checkFiles(open(signal)) }] : [],
    audience: (target) => ({ target: target.address, unsubscribe: null }),
    preview: async ({ body }) => body.filter(({ role }) => role === 'body').slice(0, 1),
    notice: slackNotice,
    find: (envelope, { since, signal }) => findPosted(open(signal), { envelope, options, since }),
    deliver(envelope, signal) {
      const part = envelope.part === 'files' ? shareFiles : postMessage;
      return part(open(signal), envelope, options);
    },
  };
}
