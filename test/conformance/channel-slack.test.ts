import { afterEach, expect } from 'vitest';
import { slack } from '../../src/channels/slack/channel.js';
import { Secret } from '../../src/lib/secret.js';
import { connectSlack } from '../support/connections.js';
import { slackEnvelope } from '../support/envelope.js';
import { deadPort } from '../support/free-port.js';
import { CHANNEL, type SlackServer, startSlack } from '../support/slack-server.js';
import { channelConformance } from './channel.js';

const TOKEN = 'xoxb-not-a-real-token';
const options = { channel: CHANNEL };
const config = (apiUrl: string) => ({ token: new Secret(TOKEN), apiUrl, timeout: 5_000 });
const servers: SlackServer[] = [];

afterEach(() => {
  expect(servers.splice(0).flatMap(({ violations }) => violations)).toEqual([]);
});

channelConformance({
  channel: slack,
  options,
  secrets: [TOKEN],
  async alive() {
    const server = await startSlack({ token: TOKEN });
    servers.push(server);
    return {
      connection: connectSlack(config(server.apiUrl)),
      envelope: (part, references) => slackEnvelope({ part, references }),
      arrivals: () => server.posts.map(({ text, metadata }) => JSON.stringify({ text, metadata })),
      stop: () => server.stop(),
    };
  },
  async dead() {
    return {
      connection: connectSlack(config(`http://127.0.0.1:${await deadPort()}/api/`)),
      envelope: (part, references) => slackEnvelope({ part, references }),
      arrivals: () => [],
      stop: async () => {},
    };
  },
});
