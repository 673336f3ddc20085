import { emailDeliverer } from '../../src/channels/email/channel.js';
import { emailConfig, LOGIN, withLogin } from '../support/email-config.js';
import { mailEnvelope } from '../support/envelope.js';
import { deadPort } from '../support/free-port.js';
import { startMailServer } from '../support/smtp-server.js';
import { testCertificate } from '../support/tls.js';
import { delivererConformance } from './deliverer.js';

const options = { to: ['cx-leads@example.com'] };
const settings = { ca: [testCertificate.cert] };
const config = (port: number) => emailConfig(port, { ...withLogin, security: 'starttls' });

delivererConformance({
  name: 'e-mail',
  secrets: [LOGIN.password],
  async alive() {
    const server = await startMailServer({ login: LOGIN });
    return {
      deliverer: emailDeliverer(config(server.port), settings),
      options,
      envelope: () => mailEnvelope(),
      arrivals: () => server.mails.map(({ raw }) => raw),
      stop: () => server.stop(),
    };
  },
  async dead() {
    return {
      deliverer: emailDeliverer(config(await deadPort()), settings),
      options,
      envelope: () => mailEnvelope(),
      arrivals: () => [],
      stop: async () => {},
    };
  },
});
