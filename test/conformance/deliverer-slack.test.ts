import { afterEach, expect } from 'vitest';
import { slackDeliverer } from '../../src/channels/slack/channel.js';
import { createHttpClient } from '../../src/http/client.js';
import { Secret } from '../../src/lib/secret.js';
import { slackEnvelope } from '../support/envelope.js';
import { deadPort } from '../support/free-port.js';
import { quickClock } from '../support/quick-clock.js';
import { CHANNEL, type SlackServer, startSlack } from '../support/slack-server.js';
import { delivererConformance } from './deliverer.js';

const TOKEN = 'xoxb-not-a-real-token';
const options = { channel: CHANNEL };
const config = (apiUrl: string) => ({ token: new Secret(TOKEN), apiUrl, timeout: 5_000 });
const servers: SlackServer[] = [];

afterEach(() => {
  expect(servers.splice(0).flatMap(({ violations }) => violations)).toEqual([]);
});

delivererConformance({
  name: 'Slack',
  secrets: [TOKEN],
  async alive() {
    const server = await startSlack({ token: TOKEN });
    servers.push(server);
    return {
      deliverer: slackDeliverer(config(server.apiUrl), quickClock(), createHttpClient()),
      options,
      envelope: (part, references) => slackEnvelope({ part, references }),
      arrivals: () => server.posts.map(({ text, metadata }) => JSON.stringify({ text, metadata })),
      stop: () => server.stop(),
    };
  },
  async dead() {
    return {
      deliverer: slackDeliverer(
        config(`http://127.0.0.1:${await deadPort()}/api/`),
        quickClock(),
        createHttpClient(),
      ),
      options,
      envelope: (part, references) => slackEnvelope({ part, references }),
      arrivals: () => [],
      stop: async () => {},
    };
  },
});
