import { googleChat } from '../../src/channels/google-chat/channel.js';
import { GOOGLE_CHAT_TOKEN, startGoogleChat } from '../support/chat-servers.js';
import { connectGoogleChat } from '../support/connections.js';
import { googleChatEnvelope } from '../support/envelope.js';
import { deadPort } from '../support/free-port.js';
import { readGoogleChatMessage } from '../support/google-card.js';
import { channelConformance } from './channel.js';

const PATH = '/v1/spaces/AAAAtest/messages?key=key-that-is-not-a-real-one&token=';

channelConformance({
  channel: googleChat,
  options: { url: `https://chat.googleapis.com${PATH}${GOOGLE_CHAT_TOKEN}` },
  secrets: [GOOGLE_CHAT_TOKEN, 'key-that-is-not-a-real-one'],
  checkable: false,
  async alive() {
    const server = await startGoogleChat();
    return {
      connection: connectGoogleChat(server.address),
      envelope: () => googleChatEnvelope(),
      arrivals: () =>
        server.posts.map(({ message, requestId, thread }) => JSON.stringify([message, requestId, thread])),
      stop: server.stop,
    };
  },
  async dead() {
    return {
      connection: connectGoogleChat(`http://127.0.0.1:${await deadPort()}${PATH}${GOOGLE_CHAT_TOKEN}`),
      envelope: () => googleChatEnvelope(),
      arrivals: () => [],
      stop: async () => {},
    };
  },
  readNotice: (bytes) => JSON.stringify(readGoogleChatMessage(bytes)),
});
