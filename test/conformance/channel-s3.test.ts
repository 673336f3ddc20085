import { s3 } from '../../src/channels/s3/channel.js';
import { connectS3, s3Entry } from '../support/connections.js';
import { slotEnvelope } from '../support/envelope.js';
import { deadPort } from '../support/free-port.js';
import { S3_KEYS, startS3 } from '../support/s3-server.js';
import { channelConformance } from './channel.js';

const envelope = () => slotEnvelope({ kind: 's3', address: 's3://reports/bots' });

channelConformance({
  channel: s3,
  options: { bucket: 'reports', prefix: 'bots', region: 'eu-central-1', ...S3_KEYS },
  secrets: Object.values(S3_KEYS),
  async alive() {
    const store = await startS3();
    return {
      connection: connectS3(s3Entry(store.url)),
      envelope,
      arrivals: () => [...store.objects].map(([key, { bytes }]) => `${key}\n${bytes}`),
      stop: store.stop,
    };
  },
  async dead() {
    return {
      connection: connectS3(s3Entry(`http://127.0.0.1:${await deadPort()}`)),
      envelope,
      arrivals: () => [],
      stop: async () => {},
    };
  },
});
