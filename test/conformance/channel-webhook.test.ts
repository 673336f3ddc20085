import { webhook } from '../../src/channels/webhook/channel.js';
import { connectHook } from '../support/connections.js';
import { hookEnvelope } from '../support/envelope.js';
import { deadPort } from '../support/free-port.js';
import { SIGNING_SECRET, startSignedHooks } from '../support/signed-hooks.js';
import { channelConformance } from './channel.js';

const PATH = 'T0123/secret-part-of-the-address';
const entry = { secret: SIGNING_SECRET, files: 'multipart' };

channelConformance({
  channel: webhook,
  options: { url: 'https://hooks.example.com/x', ...entry },
  secrets: [PATH, SIGNING_SECRET, SIGNING_SECRET.slice(6)],
  async alive() {
    const hooks = await startSignedHooks();
    return {
      connection: connectHook({ url: `${hooks.url}/${PATH}`, ...entry }),
      envelope: () => hookEnvelope(),
      arrivals: () => [...hooks.violations, ...hooks.received.map(({ id, text }) => `${id} ${text}`)],
      stop: hooks.stop,
    };
  },
  async dead() {
    return {
      connection: connectHook({ url: `http://127.0.0.1:${await deadPort()}/${PATH}`, ...entry }),
      envelope: () => hookEnvelope(),
      arrivals: () => [],
      stop: async () => {},
    };
  },
});
