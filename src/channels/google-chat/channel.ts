import { Secret } from '../../lib/secret.js';
import { defineChannel } from '../channel.js';
import { type ChatService, connectChat, TIMEOUT } from '../chat/connection.js';
import { type ChatOptions, chatOptions, chatReaders, chatSecrets } from '../chat/options.js';
import { GOOGLE_CHAT_ANSWERS, googleErrorCode, messageName } from './answers.js';
import { renderGoogleChatMessage } from './body/body.js';
import { GOOGLE_CHAT_MAX_BYTES, threadedRequest } from './body/request.js';
import { googleChatNotice } from './notice.js';
import { GOOGLE_CHAT_ADDRESS } from './options.js';

/** Posts a card to a space of Google Chat, each digest in a thread of its own. */
export const googleChat = defineChannel<null, ChatOptions>({
  kind: 'googleChat',
  settings: null,
  options: chatOptions(GOOGLE_CHAT_ADDRESS),
  secretOptions: chatSecrets(GOOGLE_CHAT_ADDRESS),
  reader: chatReaders,
  templates: {},
  promise: {
    delivers: 'once-unless-silent',
    against: '`requestId`, if webhooks heed it: sent, and not relied on',
    onUnknown: 'hold',
  },
  starter: {
    settings: null,
    entry: `googleChat: { url: "\${CHAT_URL}" }`,
    variables: [
      {
        name: 'CHAT_URL',
        is: 'the webhook of the space',
        example: () =>
          'https://chat.googleapis.com/v1/spaces/AAAA0123456/messages?key=your-key&token=your-token',
      },
    ],
  },
  sendOption: null,
  sample: {
    settings: null,
    options: { url: new Secret(''), host: '', address: 'a Google Chat space', onUnknown: 'hold' },
  },
  placeName: () => 'Google Chat',
  optionsFor: (address, like) => like ?? chatOptions(GOOGLE_CHAT_ADDRESS).parse({ url: address }),
  open: (_settings, tools) => (options) =>
    connectChat(googleChatService, { ...tools, timeout: TIMEOUT }, options),
});

export const googleChatService: ChatService = {
  kind: 'googleChat',
  name: 'Google Chat',
  maxBytes: GOOGLE_CHAT_MAX_BYTES,
  renderBody: renderGoogleChatMessage,
  notice: googleChatNotice,
  answers: GOOGLE_CHAT_ANSWERS,
  errorCode: googleErrorCode,
  request: threadedRequest,
  reference: ({ status, text }) => messageName(text) ?? `HTTP status ${status}`,
};
