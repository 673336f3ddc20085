import { email } from '../../src/channels/email/channel.js';
import { connectEmail } from '../support/connections.js';
import { emailConfig, LOGIN, withLogin } from '../support/email-config.js';
import { mailEnvelope } from '../support/envelope.js';
import { deadPort } from '../support/free-port.js';
import { startMailServer } from '../support/smtp-server.js';
import { testCertificate } from '../support/tls.js';
import { channelConformance } from './channel.js';

const options = { to: ['cx-leads@example.com'] };
const tools = { ca: [testCertificate.cert] };
const config = (port: number) => emailConfig(port, { ...withLogin, security: 'starttls' });

channelConformance({
  channel: email,
  options,
  secrets: [LOGIN.password],
  async alive() {
    const server = await startMailServer({ login: LOGIN });
    return {
      connection: connectEmail(config(server.port), options, tools),
      envelope: () => mailEnvelope(),
      arrivals: () => server.mails.map(({ raw }) => raw),
      stop: () => server.stop(),
    };
  },
  async dead() {
    return {
      connection: connectEmail(config(await deadPort()), options, tools),
      envelope: () => mailEnvelope(),
      arrivals: () => [],
      stop: async () => {},
    };
  },
});
