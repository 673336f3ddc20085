import { afterEach, describe, expect } from 'vitest';
import { slack } from '../../src/channels/slack/channel.js';
import { Secret } from '../../src/lib/secret.js';
import { connectSlack } from '../support/connections.js';
import { nativeSlackEnvelope, slackEnvelope } from '../support/envelope.js';
import { deadPort } from '../support/free-port.js';
import { CHANNEL, PERSON, type SlackServer, startSlack } from '../support/slack-server.js';
import { channelConformance } from './channel.js';

const TOKEN = 'xoxb-not-a-real-token';
const config = (apiUrl: string) => ({ token: new Secret(TOKEN), apiUrl, timeout: 5_000 });
const servers: SlackServer[] = [];

afterEach(() => {
  expect(servers.splice(0).flatMap(({ violations }) => violations)).toEqual([]);
});

const SUBJECTS = [
  ['a channel', CHANNEL, slackEnvelope],
  ['a person, with native charts', PERSON, nativeSlackEnvelope],
] as const;

describe.each(SUBJECTS)('to %s', (_what, channel, envelopeOf) => {
  const envelope = (part: string, references: Readonly<Record<string, string>>) =>
    envelopeOf({ part, references, target: { kind: 'slack', address: channel } });
  channelConformance({
    channel: slack,
    options: { channel },
    secrets: [TOKEN],
    async alive() {
      const server = await startSlack({ token: TOKEN });
      servers.push(server);
      return {
        connection: connectSlack(config(server.apiUrl), { channel }),
        envelope,
        arrivals: () => server.posts.map(({ text, metadata }) => JSON.stringify({ text, metadata })),
        stop: () => server.stop(),
      };
    },
    async dead() {
      return {
        connection: connectSlack(config(`http://127.0.0.1:${await deadPort()}/api/`), { channel }),
        envelope,
        arrivals: () => [],
        stop: async () => {},
      };
    },
  });
});
