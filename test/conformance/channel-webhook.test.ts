import { connectWebhook, webhook } from '../../src/channels/webhook/channel.js';
import { webhookOptions } from '../../src/channels/webhook/options.js';
import { createHttpClient } from '../../src/http/client.js';
import { mailEnvelope } from '../support/envelope.js';
import { deadPort } from '../support/free-port.js';
import { startHooks } from '../support/hook-server.js';
import { channelConformance } from './channel.js';

const PATH = 'T0123/secret-part-of-the-address';
const connect = (url: string) =>
  connectWebhook(
    { http: createHttpClient(), userAgent: 'botdigest/test', timeout: 5_000 },
    webhookOptions.parse({ url }),
  );

const envelope = () => {
  const bytes = Buffer.from('{"health":"failing"}');
  const file = {
    name: 'notice.json',
    mediaType: 'application/json',
    role: 'attachment',
    bytes,
    sha256: '',
  } as const;
  return { ...mailEnvelope(), attachments: [file] };
};

channelConformance({
  channel: webhook,
  options: { url: 'https://hooks.example.com/x' },
  secrets: [PATH],
  async alive() {
    const hooks = await startHooks();
    return {
      connection: connect(`${hooks.url}/${PATH}`),
      envelope,
      arrivals: () => hooks.calls.filter(({ method }) => method === 'POST').map(({ body }) => body),
      stop: hooks.stop,
    };
  },
  async dead() {
    return {
      connection: connect(`http://127.0.0.1:${await deadPort()}/${PATH}`),
      envelope,
      arrivals: () => [],
      stop: async () => {},
    };
  },
});
